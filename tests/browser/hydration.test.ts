import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import type { BrowserName, Tab } from './harness/driver.ts';
import { type Stage, setChromiumStage, setStage } from './harness/stage.ts';
import { type App, APPS } from './hydration/build.ts';
import { type HydrationSite, startHydrationSite } from './hydration/site.ts';
import { boxesWhen, eachHasItsBox, hostCount } from './torture/boxes.ts';

/** Begun by the user before the page's script has come. */
const TYPED = 'half a sen';

let site: HydrationSite;
beforeAll(async () => {
  site = await startHydrationSite();
});
afterAll(() => site.close());

const at = (path: string): string => `http://127.0.0.1:${site.port}${path}`;

const hasHost = (tab: Tab): Promise<unknown> =>
  tab.waitFor(() => document.querySelectorAll('head > div').length === 1, { what: 'our host' });

const isHydrated = (tab: Tab): Promise<unknown> =>
  tab.waitFor(() => window.isHydrated, { what: 'the app to be alive' });

/** Types into the field of a page, and remembers which one that was. */
async function type(tab: Tab): Promise<void> {
  await tab.click('#field');
  await tab.type(TYPED);
  await tab.evaluate(() => Object.assign(window, { field: document.querySelector('#field') }));
}

/** What has become of that field, and what the app complains of. */
function state(): Record<string, unknown> {
  const { field } = window as unknown as { field: HTMLInputElement };
  return {
    isSame: document.querySelector('#field') === field,
    typed: field.value,
    hasFocus: document.activeElement === field,
    trouble: window.trouble,
  };
}

const WHOLE = { isSame: true, typed: TYPED, hasFocus: true, trouble: [] };

/** The app goes on, and we with it. */
async function goesOn(tab: Tab): Promise<void> {
  await tab.click('#more');
  await tab.waitFor(() => document.querySelector('#more')?.textContent === 'More 1');
  await tab.waitFor(() => document.querySelector('#b') !== null);
  await hasHost(tab);
  expect(await tab.evaluate(() => window.trouble)).toEqual([]);
}

/** Frameworks that find in a document what their server has not sent may render it anew. */
describe.each<BrowserName>(['chrome', 'firefox'])('apps that come alive in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName);
    await stage.connect();
  });

  afterAll(() => stage.close());

  it.each(APPS)('late, with %s, keep what was typed', async (app) => {
    const tab = await stage.browser.open(at(`/late/${app}/`));
    await type(tab);
    await hasHost(tab);
    site.release();
    await isHydrated(tab);
    expect(await tab.evaluate(state)).toEqual(WHOLE);
    await goesOn(tab);
    await tab.close();
  });

  it.each(APPS)('early, with %s, do not mind us', async (app) => {
    const tab = await stage.browser.open(at(`/early/${app}/`));
    await isHydrated(tab);
    await type(tab);
    await hasHost(tab);
    expect(await tab.evaluate(state)).toEqual(WHOLE);
    await goesOn(tab);
    await tab.close();
  });

  // What these tests are for: without it they would not show that anything can go wrong.
  it('late, with react-18, are rendered anew for a node under <html>', async () => {
    const tab = await stage.browser.open(at('/late/react-18/'));
    await type(tab);
    await tab.evaluate(() => document.documentElement.append(document.createElement('div')));
    site.release();
    await isHydrated(tab);
    const { isSame, trouble } = (await tab.evaluate(state)) as {
      isSame: boolean;
      trouble: string[];
    };
    expect(isSame).toBe(false);
    expect(trouble.join()).toMatch(/#418|#423/u);
    await tab.close();
  });
});

/** What only Chromium lets us look into: the boxes. */
describe('the boxes', () => {
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    stage = await setChromiumStage();
    await stage.connect();
  });

  afterAll(() => stage.close());

  it.each(APPS)('are over the numbers that an app of %s adds', async (app: App) => {
    const tab = await stage.browser.open(at(`/early/${app}/`));
    await eachHasItsBox(tab, ['#a']);
    await tab.click('#more');
    await eachHasItsBox(tab, ['#a', '#b']);
    await tab.close();
  });

  it.each(['turbo', 'htmx'])('follow the pages that %s swaps, there and back', async (library) => {
    const tab = await stage.browser.open(at(`/${library}/0`));
    for (let turn = 0; turn < 6; turn += 1) {
      await isOnPage(tab, turn);
      await tab.click('#next');
    }
    for (let turn = 6; turn > 2; turn -= 1) {
      await isOnPage(tab, turn);
      await tab.page.goBack();
    }
    await isOnPage(tab, 2);
    expect(await tab.evaluate(() => window.trouble)).toEqual([]);
    await tab.close();
  });

  /** A page has its one box, and no other page's, and one host. */
  async function isOnPage(tab: ChromiumTab, turn: number): Promise<void> {
    const number = turn % 2 === 0 ? '#a' : '#b';
    await tab.waitFor((title: string) => document.title === title, { argument: `Page ${turn}` });
    await eachHasItsBox(tab, [number]);
    await boxesWhen(tab, 'one box', (boxes) => boxes.length === 1);
    expect(await tab.evaluate(hostCount)).toBe(1);
  }
});
