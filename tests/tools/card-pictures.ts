import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CARD_STATES, openState, STATE_PAGES } from '../browser/card/states.ts';
import { setChromiumStage } from '../browser/harness/stage.ts';

/** Makes the pictures of every state of the card, in Chromium, of the extension as it was built. */

const FOLDER_NAME = 'docs/screenshots/card';
const FOLDER = fileURLToPath(new URL(`../../${FOLDER_NAME}/`, import.meta.url));

const AREA = { x: 0, y: 0, width: 720, height: 680 };

await mkdir(FOLDER, { recursive: true });
const stage = await setChromiumStage({ pages: STATE_PAGES });
try {
  await stage.connect();
  for (const state of CARD_STATES) {
    const tab = await openState(stage, state);
    await tab.page.screenshot({ path: `${FOLDER}${state.name}.png`, clip: AREA });
    await tab.close();
  }
  console.log(`The pictures of the card's states are in ${FOLDER_NAME}/.`);
} finally {
  await stage.close();
}
// Waits of the harness that ended early leave timers behind, which would hold the process.
process.exit();
