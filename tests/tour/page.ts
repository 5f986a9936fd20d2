import type { Scope } from '../browser/harness/driver.ts';
import { until } from '../browser/harness/driver.ts';
import { countNumbers } from './boxes.ts';
import type { Recognised } from './boxes.ts';
import type { Stage } from './stage.ts';
import { step } from './step.ts';
import type { Area, TourTab } from './tour-browser.ts';

/** The card as it is shown. */
export interface ShownCard {
  frame: Scope;
  /** Each field as `name: value`. */
  fields: string[];
}

/** Opens the sample page in a tab of its own. */
export function openSamplePage({ browser, sampleUrl }: Stage): Promise<TourTab> {
  return step('Opening the sample page', async () => {
    const page = await browser.open(sampleUrl);
    await page.bringToFront();
    return page;
  });
}

/** Waits until the numbers of contacts are marked: those that the page declares, and no other. */
export function waitUntilRecognised(page: TourTab): Promise<Recognised> {
  return step("Recognising the contacts' numbers on the sample page", async () => {
    let last: Recognised = { known: 0, all: 0 };
    const expected = await page.evaluate(() => document.querySelectorAll('[data-known]').length);
    try {
      return await until(async () => {
        last = countNumbers(await page.hiddenStyles());
        return last.known === expected ? last : undefined;
      });
    } catch (cause) {
      throw new Error(
        `${last.known} numbers were marked within 10 s, and ${expected} are contacts'.`,
        { cause },
      );
    }
  });
}

/** Makes the sample page's list of activities longer by one click. */
export function growList(page: TourTab): Promise<void> {
  return step('Making the list of activities longer', async () => {
    const before = await page.evaluate(() => document.querySelectorAll('#feed li').length);
    await page.click({ name: 'Load more', role: 'button' });
    await page.waitFor((length: number) => document.querySelectorAll('#feed li').length > length, {
      argument: before,
      what: 'the list to grow',
    });
    // The click has scrolled rows below the sticky header, where a number has no box.
    await page.evaluate(() => window.scrollTo(0, 0));
  });
}

/** Rests the pointer on a number until the card is there, and reads it. */
export function readCard(page: TourTab, selector: string, name: string): Promise<ShownCard> {
  return step(`Showing the card of ${name}`, async () => {
    await page.evaluate((wanted: string) => {
      document.querySelector(wanted)?.scrollIntoView({ block: 'center' });
    }, selector);
    const { x, y, width, height } = await areaOf(page, selector);
    // Like a hand: the pointer arrives from outside and comes to rest.
    await page.moveMouse(x - 40, y + height + 20);
    await page.moveMouse(x + width / 2, y + height / 2);
    const frame = await page.frame((url) => url.includes('/card.html'), { what: 'the card' });
    await frame.waitFor(
      (wanted: string) => document.querySelector<HTMLElement>('article h1')?.innerText === wanted,
      { argument: name, what: `the card to show ${name}` },
    );
    const fields = await frame.evaluate(() =>
      [...document.querySelectorAll('dl > div')].map((field) => {
        const [label = '', value = ''] = ['dt', 'dd'].map((part) =>
          (field.querySelector<HTMLElement>(part)?.innerText ?? '')
            .trim()
            .replace(/\s*\n\s*/gu, ', '),
        );
        return `${label}: ${value}`;
      }),
    );
    return { frame, fields };
  });
}

/** Where an element of a page is, in CSS pixels of the viewport. */
export async function areaOf(page: TourTab, selector: string): Promise<Area> {
  const area = await page.evaluate((wanted: string) => {
    const rect = document.querySelector(wanted)?.getBoundingClientRect();
    return rect === undefined
      ? null
      : { x: rect.left, y: rect.top, width: rect.width, height: rect.height };
  }, selector);
  if (area === null) throw new Error(`There is no ${selector} in the page.`);
  return area;
}

/**
 * Opens the conversation with the button in the card and waits until Callbell shows it.
 *
 * @returns the tab's address and title
 */
export function openConversation(
  { browser }: Stage,
  card: Scope,
  name: string,
): Promise<{ url: string; title: string }> {
  return step(`Opening the conversation with ${name}`, async () => {
    await card.click({ name: 'Open conversation', role: 'link' });
    const tab = await browser.driver.tab(
      (url) => url.startsWith('https://dash.callbell.eu/chat/'),
      {
        what: 'a tab of dash.callbell.eu',
      },
    );
    const title = await tab.waitFor(
      (wanted: string) => (document.title.includes(wanted) ? document.title : null),
      { argument: name, what: `Callbell to show the conversation with ${name}` },
    );
    return { url: await tab.url(), title };
  });
}
