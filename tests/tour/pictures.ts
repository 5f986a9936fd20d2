import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseItaly, connect } from './connect.ts';
import { openSamplePage, readCard, waitUntilRecognised } from './page.ts';
import { openDetails, openPopup, searchFor } from './popup.ts';
import type { Stage } from './stage.ts';
import type { TourTab } from './tour-browser.ts';

const FOLDER_NAME = 'docs/screenshots';
const FOLDER = fileURLToPath(new URL(`../../${FOLDER_NAME}/`, import.meta.url));

const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

/** Sharp on the screens on which a README is read. */
const PIXEL_RATIO = 2;

const NAME = 'Giulia Bianchi';

/** Around the card: its number's row above it and some of the page beside it. */
const CARD_AREA = { width: 640, height: 400, before: 220, above: 40 };

/** Takes the README's pictures, each in light and dark. Only Chromium draws the cut-out areas. */
export async function takePictures(stage: Stage): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const { options } = await connect(stage);
  await chooseItaly(options);
  await options.resize({ width: 800, height: 860 }, PIXEL_RATIO);
  await options.evaluate(() => document.querySelector('select')?.blur());
  await inBothSchemes(options, 'options');
  await options.close();

  const popup = await openPopup(stage, PIXEL_RATIO);
  await searchFor(popup, 'tag:sales', NAME);
  await inBothSchemes(popup, 'popup');
  await searchFor(popup, 'giulia', NAME);
  await openDetails(popup, NAME);
  await inBothSchemes(popup, 'detail');
  await popup.close();

  const page = await openSamplePage(stage);
  await page.resize({ width: 1280, height: 800 }, PIXEL_RATIO);
  await waitUntilRecognised(page);
  const { x, y } = await readCard(page, '#giulia', NAME).then(() => numberPlace(page));
  for (const scheme of SCHEMES) {
    await change(page, scheme);
    await page.screenshot(pathOf('page', scheme));
    await page.capture(pathOf('card', scheme), {
      x: x - CARD_AREA.before,
      y: y - CARD_AREA.above,
      width: CARD_AREA.width,
      height: CARD_AREA.height,
    });
  }
  console.log(`The README's pictures are in ${FOLDER_NAME}/.`);
}

function pathOf(name: string, scheme: Scheme): string {
  return `${FOLDER}${name}-${scheme}.png`;
}

async function inBothSchemes(tab: TourTab, name: string): Promise<void> {
  for (const scheme of SCHEMES) {
    await change(tab, scheme);
    await tab.screenshot(pathOf(name, scheme));
  }
}

/** The frames of a page take on the scheme a little later than the page itself. */
async function change(tab: TourTab, scheme: Scheme): Promise<void> {
  await tab.setColorScheme(scheme);
  await sleep(400);
}

function numberPlace(page: TourTab): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    const { left, top } =
      document.querySelector('#giulia')?.getBoundingClientRect() ?? new DOMRect();
    return { x: left, y: top };
  });
}
