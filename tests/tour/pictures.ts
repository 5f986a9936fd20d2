import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseItaly, connect } from './connect.ts';
import { areaOf, openSamplePage, readCard, waitUntilRecognised } from './page.ts';
import { openDetails, openPopup, POPUP_SIZE, searchFor } from './popup.ts';
import type { Stage } from './stage.ts';
import type { Area, Size, TourTab } from './tour-browser.ts';

const FOLDER_NAME = 'docs/screenshots';
const FOLDER = fileURLToPath(new URL(`../../${FOLDER_NAME}/`, import.meta.url));

const SCHEMES = ['light', 'dark'] as const;

/** Sharp on the screens on which a README is read. */
export const PIXEL_RATIO = 2;

const OPTIONS_SIZE = { width: 680, height: 640 };
const PAGE_SIZE = { width: 1280, height: 800 };

const NAME = 'Giulia Bianchi';

/** Around the card: its number's row above it and some of the page beside it. */
const CARD_AREA = { width: 640, height: 412, before: 140, above: 22 };

/** Takes the README's pictures, each in light and dark. Only Chromium draws the cut-out areas. */
export async function takePictures(stage: Stage): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const { options } = await connect(stage);
  await chooseItaly(options);
  await options.resize(OPTIONS_SIZE);
  await options.evaluate(() => {
    document.querySelector<HTMLSelectElement>('#country')?.blur();
    window.scrollTo(0, 0);
  });
  await inBothSchemes(options, 'options', OPTIONS_SIZE);
  const popup = await openPopup(stage);
  await options.close();
  await searchFor(popup, 'tag:sales', NAME);
  await inBothSchemes(popup, 'popup', POPUP_SIZE);
  await searchFor(popup, 'giulia', NAME);
  await openDetails(popup, NAME);
  await inBothSchemes(popup, 'detail', POPUP_SIZE);
  await popup.close();

  const page = await openSamplePage(stage);
  await page.resize(PAGE_SIZE);
  await waitUntilRecognised(page);
  await stopCallTimer(page);
  await readCard(page, '#giulia', NAME);
  await inBothSchemes(page, 'page', PAGE_SIZE);
  const { x, y } = await areaOf(page, '#giulia');
  const { width, height, before, above } = CARD_AREA;
  await inBothSchemes(page, 'card', { x: x - before, y: y - above, width, height });
  console.log(`The README's pictures are in ${FOLDER_NAME}/.`);
}

/** So that pictures made again are the same. */
async function stopCallTimer(page: TourTab): Promise<void> {
  await page.evaluate(() => {
    const timer = document.getElementById('call-timer');
    timer?.removeAttribute('id');
    timer?.replaceChildren('04:12');
  });
}

async function inBothSchemes(tab: TourTab, name: string, area: Size | Area): Promise<void> {
  for (const scheme of SCHEMES) {
    await tab.setColorScheme(scheme);
    // The frames of a page take it on a little later than the page itself.
    await sleep(400);
    await tab.capture(`${FOLDER}${name}-${scheme}.png`, {
      x: 0,
      y: 0,
      ...area,
    });
  }
}
