import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseItaly, connect } from './connect.ts';
import {
  growList,
  openConversation,
  openSamplePage,
  readCard,
  waitUntilRecognised,
} from './page.ts';
import { openDetails, openPopup, searchFor } from './popup.ts';
import type { Stage } from './stage.ts';

/** Where the pictures go, as the user is told. */
const FOLDER_NAME = 'screenshots';
const FOLDER = fileURLToPath(new URL(`../../${FOLDER_NAME}/`, import.meta.url));

const NAME = 'Giulia Bianchi';

function say(fact: string): void {
  console.log(`✓ ${fact}`);
}

/**
 * Walks the whole way by itself, from the key to a conversation; prints each fact as it is seen and
 * takes pictures.
 *
 * @throws StepFailed at the first step that does not happen
 */
export async function tour(stage: Stage): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const picture = (name: string): string => `${FOLDER}${name}.png`;

  const { options, contacts } = await connect(stage);
  say('Connected as john_doe@email.com');
  say(`${contacts} contacts synced`);
  await chooseItaly(options);
  say('Numbers without a country code are read as Italian');
  await options.screenshot(picture('1-options'));

  const popup = await openPopup(stage);
  // Not before: a browser keeps its last tab.
  await options.close();
  const tagged = await searchFor(popup, 'tag:sales', NAME);
  say(`Popup: "tag:sales" finds ${tagged.toLowerCase()}, ${NAME} first`);
  await popup.screenshot(picture('2-popup'));
  const found = await searchFor(popup, 'giulia', NAME);
  say(`Popup: "giulia" finds ${found.toLowerCase()}, ${NAME} first`);
  await openDetails(popup, NAME);
  say(`Popup: the details of ${NAME}`);
  await popup.screenshot(picture('3-details'));
  await popup.close();

  const page = await openSamplePage(stage);
  await page.resize({ width: 1280, height: 800 });
  const first = await waitUntilRecognised(page);
  say(`Sample page: ${first.known} of ${first.all} numbers recognised`);
  await growList(page);
  const second = await waitUntilRecognised(page);
  say(`Sample page, its list grown: ${second.known} of ${second.all} numbers recognised`);
  const card = await readCard(page, '#giulia', NAME);
  say(`Card of ${NAME}:\n    ${card.fields.join('\n    ')}`);
  // The frame has its text before its first picture.
  await sleep(500);
  await page.screenshot(picture('4-card'));
  const conversation = await openConversation(stage, card.frame, NAME);
  say(`Opened ${conversation.url}: "${conversation.title}"`);
  console.log(`Pictures of all this are in ${FOLDER_NAME}/.`);
}
