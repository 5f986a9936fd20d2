import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardCorner, cardIn, cardIs, clickInCard, isCardAt } from './card/on-page.ts';
import { SMALL_FRAMES, framedNumber, goToCardAndAway, restInFrame } from './card/small-frames.ts';
import { type BrowserName, type Driver, type Scope, type Tab, until } from './harness/driver.ts';
import { type Site, startSite } from './harness/site.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';

/** A frame that has no room for the card has it shown by the page around it. */
describe.each<BrowserName>(['chrome', 'firefox'])('small frames in %s', (browserName) => {
  let site: Site;
  let stage: Stage;
  let browser: Driver;
  const open = (path: string): Promise<Tab> => browser.open(`http://127.0.0.1:${site.port}${path}`);

  beforeAll(async () => {
    site = await startSite(SMALL_FRAMES);
    stage = await setStage(browserName);
    browser = stage.browser;
    await stage.connect();
  });

  afterAll(async () => {
    await stage.close();
    await site.close();
  });

  it.each([
    ['/own-origin', 1],
    ['/another-site', 1],
    ['/nested', 1],
    ['/scaled', 1.5],
    // There is room for a card in it, but not for one that can be read.
    ['/shrunk', 0.4],
  ])('have it below their number: %s', async (path, scale) => {
    const tab = await open(path);
    const number = await framedNumber(tab, scale);
    await restInFrame(tab, number);
    const [left = 0, top = 0] = (await cardCorner(tab)) ?? [];
    // The corners are round, and looked for in steps of 5 px.
    expect(left).toBeGreaterThanOrEqual(number.left - 1);
    expect(left).toBeLessThan(number.left + 20);
    expect(top).toBeGreaterThan(number.top + number.height);
    expect(top).toBeLessThan(number.top + number.height + 20);
    await tab.close();
  });

  it('have it reached by the pointer, and lost when that goes elsewhere', async () => {
    const tab = await open('/another-site');
    const number = await framedNumber(tab);
    const inside = await restInFrame(tab, number);
    const from = { x: number.left + 20, y: number.top + number.height / 2 };
    expect(await goToCardAndAway(tab, from, inside, { x: 4, y: 8 })).toBe(true);
    await tab.close();
  });

  it('lose it to Escape, wherever that is pressed, to a click and to scrolling', async () => {
    const tab = await open('/another-site');
    const number = await framedNumber(tab);
    const inFrame = (work: (frame: Scope) => Promise<unknown>) => () => work(number.frame);
    const ways: Record<string, () => Promise<unknown>> = {
      'Escape in the page': () => tab.press('Escape'),
      'Escape in the frame': inFrame(async (frame) => {
        await frame.evaluate(() => document.querySelector<HTMLElement>('#link')?.focus());
        await tab.press('Escape');
      }),
      'a click': () => tab.clickAt(1100, 700),
      'scrolling the page': () => tab.evaluate(() => scrollTo(0, 40)),
      'scrolling the frame': inFrame((frame) => frame.evaluate(() => scrollTo(0, 15))),
    };
    for (const [way, go] of Object.entries(ways)) {
      await tab.evaluate(() => scrollTo(0, 0));
      await number.frame.evaluate(() => scrollTo(0, 0));
      await tab.moveMouse(1100, 600);
      const inside = await restInFrame(tab, number);
      await go();
      await cardIs(tab, false, inside).catch((error: unknown) => {
        throw new Error(way, { cause: error });
      });
    }
    await tab.close();
  });

  it('have the focus go in by key and come back, and a pinned card that stays', async () => {
    const tab = await open('/another-site');
    const number = await framedNumber(tab);
    const inside = await restInFrame(tab, number);
    await tab.press('Escape');
    await cardIs(tab, false, inside);
    await number.frame.evaluate(() => document.querySelector<HTMLElement>('#link')?.focus());
    await browser.pressShortcut('next-number');
    const card = await cardIn(tab);
    await card.waitFor(() => document.activeElement?.textContent === 'Giulia Bianchi');
    await tab.press('Escape');
    await number.frame.waitFor(() => document.hasFocus() && document.activeElement?.id === 'link', {
      what: 'the focus to come back',
    });

    await browser.pressShortcut('next-number');
    await card.waitFor(() => document.hasFocus() && document.activeElement?.tagName === 'H1');
    await tab.press('p');
    await card.waitFor(() => document.querySelector('.grip') !== null);
    await tab.clickAt(1100, 700);
    await tab.moveMouse(900, 500);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
    await clickInCard(card, 'Unpin');
    await clickInCard(card, 'Close');
    await cardIs(tab, false, inside);
    await tab.close();
  });

  it('tell the page around nothing but that a card is there', async () => {
    const tab = await open('/another-site');
    const number = await framedNumber(tab);
    const noted = '__noted';
    await tab.evaluate((name: string) => {
      const events: string[] = [];
      Object.assign(window, { [name]: events });
      for (const type of ['message', 'messageerror', 'focusin', 'focusout', 'toggle', 'error']) {
        addEventListener(type, () => events.push(type), true);
      }
    }, noted);
    await restInFrame(tab, number);
    const seen = await tab.evaluate((name: string) => {
      const { innerText } = document.documentElement;
      return {
        events: (window as unknown as Record<string, string[]>)[name],
        frames: window.length,
        open: document.querySelectorAll(':popover-open').length,
        nodes: document.querySelectorAll('html > div, head > div').length,
        hasName: innerText.includes('Giulia'),
      };
    }, noted);
    expect(seen).toEqual({ events: [], frames: 1, open: 0, nodes: 1, hasName: false });
    await tab.close();
  });

  it('have as much of it as they can where the page around is left alone', async () => {
    const options = await browser.openExtensionPage('options.html');
    await options.evaluate(() => {
      interface Sending {
        chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
      }
      const { runtime } = (globalThis as unknown as Sending).chrome;
      return runtime.sendMessage({
        type: 'settings.change',
        settings: { sitesOff: ['127.0.0.1'] },
      });
    });
    const tab = await open('/another-site');
    const number = await framedNumber(tab);
    await tab.evaluate(() => {
      document.querySelector('iframe')?.setAttribute('style', 'width: 300px; height: 240px');
    });
    let turn = 0;
    await until(
      async () => {
        turn += 1;
        await tab.moveMouse(number.left + 20 + (turn % 3), number.top + number.height / 2);
        const isInFrame = await number.frame.evaluate(
          () => document.elementFromPoint(100, 100) === document.head.lastElementChild,
        );
        return isInFrame || undefined;
      },
      { what: 'a card in the frame' },
    );
    await hasText(await cardIn(tab), 'Giulia Bianchi');
    expect(
      await tab.evaluate(() => document.querySelectorAll('html > div, head > div').length),
    ).toBe(0);
    await tab.close();
    await options.close();
  });
});
