import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import { until } from './harness/driver.ts';
import type { Site } from './harness/site.ts';
import { type Stage, setChromiumStage } from './harness/stage.ts';
import { boxesWhen, eachHasItsBox, hostCount } from './torture/boxes.ts';
import { startTortureSite } from './torture/site.ts';

/** Pages that are unlike most in how they are shown, and what is shown around them. */
describe('boxes and badge', () => {
  let site: Site;
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    site = await startTortureSite();
    stage = await setChromiumStage();
    await stage.connect();
  });

  afterAll(async () => {
    await stage.close();
    await site.close();
  });

  const open = (path: string): Promise<ChromiumTab> =>
    stage.browser.open(`http://127.0.0.1:${site.port}${path}`);

  const changeSettings = (settings: object): Promise<unknown> =>
    stage.options.evaluate(
      (text) =>
        (
          globalThis as unknown as { chrome: { runtime: { sendMessage(m: object): unknown } } }
        ).chrome.runtime.sendMessage({
          type: 'settings.change',
          settings: JSON.parse(text) as object,
        }) as Promise<null>,
      JSON.stringify(settings),
    );

  it.each(['/rtl', '/dark'])('lie over the numbers of %s', async (path) => {
    const tab = await open(path);
    await eachHasItsBox(tab, ['#a', '#b']);
    await boxesWhen(tab, 'one known', (all) => all.filter((box) => box.isColoured).length === 1);
    await tab.close();
  });

  it('are in full screen, too', async () => {
    const tab = await open('/full-screen');
    await eachHasItsBox(tab, ['#a', '#b']);
    await tab.click('button');
    await tab.waitFor(() => document.fullscreenElement?.id === 'film');
    // What full screen covers has none.
    await eachHasItsBox(tab, ['#b']);
    await boxesWhen(tab, 'the one in full screen', (boxes) => boxes.length === 1);
    await tab.evaluate(() => document.exitFullscreen());
    await eachHasItsBox(tab, ['#a', '#b']);
    await tab.close();
  });

  it('are drawn as the user chose', async () => {
    const tab = await open('/plain');
    const isColoured = (count: number): Promise<unknown> =>
      boxesWhen(tab, `${count} coloured`, (boxes) => {
        return boxes.length === 2 && boxes.filter((box) => box.isColoured).length === count;
      });
    await isColoured(1);
    for (const [markStyle, count] of [
      ['background', 1],
      ['none', 0],
      ['underline', 1],
    ] as const) {
      await changeSettings({ markStyle });
      await isColoured(count);
    }
    await tab.close();
  });

  it('the badge is there again after the back/forward cache', async () => {
    const tab = await open('/plain');
    await badgeIs(stage, '1');
    await tab.goto(`http://127.0.0.1:${site.port}/none`);
    await badgeIs(stage, '');
    await tab.page.goBack();
    await badgeIs(stage, '1');
    await tab.close();
  });

  it('go from a frame whose site is switched off, also in a tab of another site', async () => {
    const tab = await open('/frame-of/another-origin');
    const frame = await until(() =>
      tab.page.frames().find((one) => one.url().startsWith('http://localhost')),
    );
    const hosts = (count: number): Promise<true> =>
      until(async () => ((await frame.evaluate(hostCount)) === count ? true : undefined));
    await hosts(1);
    await changeSettings({ sitesOff: ['localhost'] });
    await hosts(0);
    await changeSettings({ sitesOff: [] });
    await tab.close();
  });
});

/** Waits for the text under the icon, for the tab in front. */
async function badgeIs(stage: Stage<ChromiumDriver>, text: string): Promise<void> {
  const worker = await stage.browser.serviceWorker();
  await until(
    async () => {
      const shown = await worker.evaluate(
        `chrome.tabs.query({ url: '*://127.0.0.1/*' })
          .then((tabs) => chrome.action.getBadgeText({ tabId: tabs.at(-1).id }))`,
      );
      return shown === text ? true : undefined;
    },
    { what: `the badge "${text}"` },
  );
}
