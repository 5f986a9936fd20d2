import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardIn, rest } from './card/on-page.ts';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import { type BrowserName, type Tab, until } from './harness/driver.ts';
import { type Stage, SITE, hasText, setChromiumStage, setStage } from './harness/stage.ts';
import { markedNumbers } from './leak/user-view.ts';
import { LONG_PAGES } from './long-pages/pages.ts';
import { boxesIn } from './torture/boxes.ts';

const SEEN_MS = 8_000;

describe.each<BrowserName>(['chrome', 'firefox'])('long pages in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: LONG_PAGES });
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** Waits until the user sees a line under all of these numbers. */
  const areMarked = (tab: Tab, selector: string): Promise<boolean> =>
    until(
      async () => {
        const marked = await markedNumbers(tab, selector);
        return marked.length > 0 && marked.every(Boolean) ? true : undefined;
      },
      { what: `lines under ${selector}`, timeout: SEEN_MS },
    );

  const scrollTo = (tab: Tab, selector: string): Promise<void> =>
    tab.evaluate(async (wanted: string) => {
      // Twice: what is laid out on the way there may be of another height than was reckoned with.
      for (let turn = 0; turn < 2; turn += 1) {
        document.querySelector(wanted)?.scrollIntoView({ block: 'center', behavior: 'instant' });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }, selector);

  it.each(['/table', '/scroller', '/links', '/put-off'])(
    '%s: a number far below is marked when it is scrolled to, and has its card',
    async (path) => {
      const tab = await stage.browser.open(SITE + path);
      // Everything has been read by now, and nothing is in view yet.
      await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
      await scrollTo(tab, '#known');
      await areMarked(tab, '#known');
      await rest(tab, '#known', 'Giulia');
      await tab.close();
    },
  );

  it('marks the same number in 40 rows, each of them', async () => {
    const tab = await stage.browser.open(`${SITE}/same`);
    await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await tab.evaluate(() => (document.body.style.zoom = '0.5'));
    await areMarked(tab, '.number');
    await tab.close();
  });

  it('goes by key to a number that was never in view', async () => {
    const tab = await stage.browser.open(`${SITE}/table`);
    await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await until(
      async () => {
        await stage.browser.pressShortcut('next-number');
        const top = await tab.evaluate(
          () => document.querySelector('#known')?.getBoundingClientRect().top ?? -1,
        );
        return top > 0 && top < 700 ? true : undefined;
      },
      { what: 'the page to be scrolled', timeout: 20_000 },
    );
    await hasText(await cardIn(tab), 'Giulia');
    await tab.close();
  });

  it('marks what a filter leaves of a long table, and all rows again after it', async () => {
    const tab = await stage.browser.open(`${SITE}/table`);
    await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await tab.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('tr:not(#row) { display: none }');
      document.adoptedStyleSheets = [sheet];
    });
    await areMarked(tab, '#known');
    await tab.evaluate(() => (document.adoptedStyleSheets = []));
    await scrollTo(tab, '#known');
    await areMarked(tab, '#known');
    await tab.close();
  });
});

/** Only Chromium lets us look into the closed root. */
describe('the boxes of a long page', () => {
  let stage: Stage<ChromiumDriver>;
  beforeAll(async () => {
    stage = await setChromiumStage({ pages: LONG_PAGES });
    await stage.connect();
  });
  afterAll(() => stage.close());

  const open = async (path: string): Promise<ChromiumTab> => {
    const tab = await stage.browser.open(SITE + path);
    await until(async () => ((await boxesIn(tab)).length > 0 ? true : undefined), {
      what: 'boxes',
    });
    return tab;
  };

  it('are there two frames after scrolling has stopped, wherever that is', async () => {
    const tab = await open('/table');
    const session = await tab.page.context().newCDPSession(tab.page);
    await session.send('Debugger.enable');
    for (const y of [500, 700, 6_000, 30_000, 29_000, 12_345, 99_999, 0]) {
      const paused = new Promise<void>((resolve) => {
        session.once('Debugger.paused', () => resolve());
      });
      // Stops in the second frame: nothing of ours can run after it.
      await tab.evaluate((top: number) => {
        scrollTo(0, top);
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            // eslint-disable-next-line no-debugger
            debugger;
          }),
        );
      }, y);
      await paused;
      const [boxes, tops] = [await boxesIn(tab), numbersInView(session)];
      const missing = (await tops).filter(
        (top) => !boxes.some((box) => Math.abs(box.top - top) <= 2),
      );
      await session.send('Debugger.resume');
      expect({ y, missing }).toEqual({ y, missing: [] });
      // In the window and one more above and below: no more is kept.
      expect(boxes.length).toBeLessThan(150);
    }
    await session.detach();
    await tab.close();
  });
});

/** Where the numbers in the window begin, in coordinates of the document, while it is paused. */
async function numbersInView(session: {
  send(
    method: 'Runtime.evaluate',
    params: { expression: string; returnByValue: boolean },
  ): Promise<{ result: { value?: unknown } }>;
}): Promise<number[]> {
  const { result } = await session.send('Runtime.evaluate', {
    expression: `[...document.querySelectorAll('.number')]
      .map((number) => number.getBoundingClientRect())
      .filter(({ top, bottom }) => bottom > 0 && top < innerHeight)
      .map(({ top }) => top + scrollY)`,
    returnByValue: true,
  });
  return result.value as number[];
}
