import { readArguments } from './arguments.ts';
import { PIXEL_RATIO, takePictures } from './pictures.ts';
import { openStage } from './stage.ts';
import { step, StepFailed } from './step.ts';
import { tour } from './tour.ts';
import { showAround } from './visible.ts';
import { findChromium } from '../../.ci/find-browser.mjs';

/** What `npm start` does once everything is installed and built. */
async function start(): Promise<void> {
  const { headless, screenshots, firefox, port } = readArguments(process.argv.slice(2));
  const browserName = firefox || findChromium() === undefined ? 'firefox' : 'chrome';
  if (screenshots && browserName === 'firefox') {
    throw new StepFailed('The README’s pictures are made in Chromium, and there is none.');
  }
  console.log(`Starting ${browserName === 'chrome' ? 'Chromium' : 'Firefox'}…`);
  const stage = await step('Starting the browser with the extension', () =>
    openStage({ browserName, headless, port, ...(screenshots && { pixelRatio: PIXEL_RATIO }) }),
  );
  try {
    if (screenshots) await takePictures(stage);
    else if (headless) await tour(stage);
    else await showAround(stage);
  } finally {
    await stage.close();
  }
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StepFailed || error instanceof TypeError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}
// Waits of the harness that ended early leave timers behind, which would hold the process for the
// rest of their time.
process.exit();
