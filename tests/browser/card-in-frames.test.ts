import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserName, type Tab, until } from './harness/driver.ts';
import type { Site } from './harness/site.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';
import { startTortureSite } from './torture/site.ts';

const KINDS = ['its-own-origin', 'another-origin', 'srcdoc'];

/** The card's script comes later than the one that finds numbers, and into the same frame. */
describe.each<BrowserName>(['chrome', 'firefox'])('the card in %s', (browserName) => {
  let site: Site;
  let stage: Stage;

  beforeAll(async () => {
    site = await startTortureSite();
    stage = await setStage(browserName);
    await stage.connect();
  });

  afterAll(async () => {
    await stage.close();
    await site.close();
  });

  // Firefox runs no script in a frame that never had an address.
  it.each(browserName === 'chrome' ? [...KINDS, 'about-blank'] : KINDS)(
    'opens in a frame of %s',
    async (kind) => {
      const tab = await stage.browser.open(`http://127.0.0.1:${site.port}/frame-of/${kind}`);
      const card = await until(() => cardAfterRest(tab), { timeout: 15_000, what: 'a card' });
      await hasText(card, 'Giulia Bianchi');
      expect(
        await tab.evaluate(() => document.querySelectorAll('html > div, head > div').length),
      ).toBe(0);
      await tab.close();
    },
  );

  it('goes with an Escape in another frame, which only then does not reach the page', async () => {
    const tab = await stage.browser.open(`http://127.0.0.1:${site.port}/frame-of/another-origin`);
    await tab.evaluate(() => {
      addEventListener('keydown', ({ key }) => (document.title += `-${key}`));
    });
    const before = await tab.evaluate(() => document.title);
    await hasText(
      await until(() => cardAfterRest(tab), { timeout: 15_000, what: 'a card' }),
      'Giulia Bianchi',
    );
    const frame = await tab.frame((url) => url.startsWith('http://localhost'));
    const isShown = (): boolean =>
      document.elementFromPoint(100, 200) === document.head.lastElementChild;
    await frame.waitFor(isShown);
    await until(
      async () => {
        // Until the browser has put there what hears it.
        await tab.press('Escape');
        return (await frame.evaluate(isShown)) ? undefined : true;
      },
      { what: 'the card to go' },
    );
    const title = await tab.evaluate(() => document.title);
    await tab.press('Escape');
    expect(await tab.evaluate(() => document.title)).toBe(`${title}-Escape`);
    expect(title.length).toBeLessThanOrEqual(`${before}-Escape-Escape`.length);
    await tab.close();
  });
});

/** Moves the pointer to the frame's number, as a hand does that tries again. */
async function cardAfterRest(tab: Tab): ReturnType<Tab['frame']> {
  await tab.moveMouse(60, 300);
  await tab.moveMouse(60, 45);
  await tab.moveMouse(61, 45);
  return tab.frame((url) => url.includes('card.html'), { timeout: 1_500 });
}
