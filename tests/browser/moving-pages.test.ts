import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardIn, cardIs, colourAt, isCardAt, lineOf } from './card/on-page.ts';
import type { BrowserName, Driver, Tab } from './harness/driver.ts';
import { SITE, type Stage, hasText, setStage } from './harness/stage.ts';

const GIULIA = '+39 347 123 4567';

const page = (content: string): string =>
  `<!doctype html><html lang="it"><meta charset="utf-8"><title>Chiamate</title>
  <style>body { font: 16px/1.5 sans-serif; margin: 100px } td { padding: 0 1rem }</style>${content}`;

/** Writes something anew again and again, as what asks its server does. */
const polled = (milliseconds: number, html: string, write: string): string =>
  page(`<div id="all">${html}</div><script>
    const all = document.querySelector('#all');
    globalThis.html = all.innerHTML;
    setInterval(() => { ${write} }, ${milliseconds});
  </script>`);

const TABLE = `<table><tr><td>Anna<td>+39 06 6982 1234<td>1<tr><td>Giulia<td id="giulia">${GIULIA}<td>2</table>`;

const PAGES = {
  '/whole': polled(700, TABLE, 'all.innerHTML = html'),
  '/often': polled(150, TABLE, 'all.innerHTML = html'),
  '/text': polled(
    700,
    TABLE,
    `for (const cell of all.querySelectorAll('td')) cell.textContent = cell.textContent`,
  ),
  '/link': polled(
    700,
    `<p><a id="giulia" href="tel:+393471234567">Chiama Giulia</a>`,
    'all.innerHTML = html',
  ),
  '/same': polled(
    700,
    `${`<p>${GIULIA}</p>`.repeat(3)}<p id="giulia">${GIULIA}</p>`,
    'all.innerHTML = html',
  ),
  ...Object.fromEntries(
    [['pointermove'], ['pointermove', 'mousemove']].map((types) => [
      `/without-${types.join('-')}`,
      page(`<h1>Clienti</h1><h2>Giulia</h2><p style="width: 300px" id="giulia">${GIULIA}</p><script>
        for (const type of ${JSON.stringify(types)})
          addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      </script>`),
    ]),
  ),
  ...Object.fromEntries(
    ['html', 'body', 'scroller'].map((where) => {
      const dir = (here: string): string => (here === where ? 'dir="rtl"' : '');
      return [
        `/rtl-${where}`,
        `<!doctype html><html ${dir('html')} lang="he"><meta charset="utf-8"><title>x</title>
        <style>body { font: 16px/1.5 sans-serif; margin: 100px 0 }</style>
        <body ${dir('body')}><div ${dir('scroller')} ${where === 'scroller' ? 'style="overflow: auto"' : ''}>
        <div style="width: 2500px; height: 2000px"><p style="padding-inline-start: 2300px"><span id="giulia">${GIULIA}</span>
        </div></div>`,
      ];
    }),
  ),
  '/steps': page(`<style>@keyframes there { to { transform: translateX(400px) } }
    #all { animation: there 8s steps(4) infinite; width: 200px }</style>
    <div id="all"><p id="giulia">${GIULIA}</p></div>`),
};

/** For what must not happen, and happened every 0.7 seconds. */
const LOOKS = 15;
/** The same, where each look is a picture of the window, which takes the better part of a second. */
const PICTURES = 6;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each<BrowserName>(['chrome', 'firefox'])('pages that move, in %s', (browserName) => {
  let stage: Stage;
  let browser: Driver;
  let tab: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: PAGES });
    browser = stage.browser;
    await stage.connect();
    tab = await browser.open(`${SITE}/whole`);
  });

  afterAll(() => stage.close());

  /** Waits until the number there is coloured. */
  const isMarked = (at: { x: number; y: number }): Promise<void> =>
    expect.poll(() => colourAt(tab, at), { timeout: 10_000 }).toBeGreaterThan(0);

  /** Rests on the number without another movement, once it is coloured. */
  async function restOnce(): Promise<{ x: number; y: number }> {
    const { x, y, end } = await lineOf(tab, '#giulia');
    await isMarked({ x, y });
    await tab.moveMouse(x, y);
    const inside = { x: x + 40, y: end + 40 };
    await cardIs(tab, true, inside);
    await hasText(await cardIn(tab), 'Giulia Bianchi');
    return inside;
  }

  describe('a page that writes its numbers anew', () => {
    it.each(['/whole', '/text', '/link', '/same'])('has boxes that stay (%s)', async (path) => {
      await tab.moveMouse(1, 1);
      await tab.goto(`${SITE}${path}`);
      const { x, y } = await lineOf(tab, '#giulia');
      await isMarked({ x, y });
      for (let look = 0; look < PICTURES; look += 1) {
        expect(await colourAt(tab, { x, y })).toBeGreaterThan(0);
        await pause(37);
      }
    });

    it.each(['/whole', '/often', '/text', '/link', '/same'])(
      'has a card that stays (%s)',
      async (path) => {
        await tab.moveMouse(1, 1);
        await tab.goto(`${SITE}${path}`);
        const inside = await restOnce();
        for (let look = 0; look < LOOKS; look += 1) {
          expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
          await pause(100);
        }
        await tab.press('Escape');
        await cardIs(tab, false, inside);
      },
    );

    it('has no card any more where it has written another number', async () => {
      await tab.moveMouse(1, 1);
      await tab.goto(`${SITE}/whole`);
      const inside = await restOnce();
      await tab.evaluate((number: string) => {
        const { html } = globalThis as unknown as { html: string };
        Object.assign(globalThis, { html: html.replaceAll(number, '+39 347 123 4568') });
      }, GIULIA);
      await cardIs(tab, false, inside);
    });
  });

  it.each(['/without-pointermove', '/without-pointermove-mousemove'])(
    'a page that keeps movements from others has cards (%s)',
    async (path) => {
      await tab.moveMouse(1, 1);
      await tab.goto(`${SITE}${path}`);
      const { x, y, end } = await lineOf(tab, '#giulia');
      await isMarked({ x, y });
      const inside = { x: x + 40, y: end + 40 };
      for (const above of [110, 45, 0]) await tab.moveMouse(x, y - above);
      await cardIs(tab, true, inside);
      await tab.moveMouse(1, 1);
      await cardIs(tab, false, inside);
    },
  );

  it.each(['/rtl-html', '/rtl-body', '/rtl-scroller'])(
    'a page from right to left that is scrolled sideways has cards (%s)',
    async (path) => {
      await tab.moveMouse(1, 1);
      await tab.goto(`${SITE}${path}`);
      await tab.evaluate(() => {
        document.querySelector('#giulia')?.scrollIntoView({ inline: 'center' });
      });
      const inside = await restOnce();
      await tab.press('Escape');
      await cardIs(tab, false, inside);
    },
  );

  it('boxes go along with an animation in steps', async () => {
    await tab.moveMouse(1, 1);
    await tab.goto(`${SITE}/steps`);
    const { x, y } = await lineOf(tab, '#giulia');
    await isMarked({ x, y });
    const places = new Set<number>();
    for (let look = 0; look < PICTURES; look += 1) {
      const before = await lineOf(tab, '#giulia');
      const colour = await colourAt(tab, before);
      const after = await lineOf(tab, '#giulia');
      // Taken between two steps.
      if (before.x === after.x) expect(colour).toBeGreaterThan(0);
      places.add(after.x);
      await pause(300);
    }
    expect(places.size).toBeGreaterThan(2);
  });
});
