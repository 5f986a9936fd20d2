import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customFields, DEMO_CONTACTS } from '../fake-callbell/contacts.ts';
import {
  cardCorner,
  cardIn,
  cardIs,
  clickInCard,
  isCardAt,
  isRead,
  lineOf,
  rest,
  restUnderDialog,
} from './card/on-page.ts';
import { type BrowserName, type Driver, type Scope, type Tab, until } from './harness/driver.ts';
import { type Stage, hasText, setStage, SITE } from './harness/stage.ts';

const PAGE = `<!doctype html><html lang="it"><title>Fornitori</title>
  <style>body { font: 16px sans-serif } p { margin: 1.5rem }</style>
  <p id="giulia">+39 347 123 4567</p>
  <p id="much">+55 11 91234-5678</p>
  <p style="transform: rotate(90deg) scale(1.5); width: 200px; margin: 150px 300px">
    <span id="turned">+39 347 123 4567</span></p>`;

const FILM = `<!doctype html><html lang="it"><title>Film</title>
  <body><p>+39 06 6982</p><div id="film" style="background: white">
  <button onclick="this.parentElement.requestFullscreen()">Tutto schermo</button>
  <p id="giulia">+39 347 123 4567</p></div>`;

const NONE = '<!doctype html><html lang="it"><title>Niente</title><p>Niente</p>';

const LONG_NOTE = `Nota ${'lunghissima '.repeat(90)}`.slice(0, 1_000);
/** Turns all that follows it round, unless it is kept apart. */
const OVERRIDE = '\u202e';
const NAME = `Renée ${OVERRIDE}<b>X</b> 👩‍👩‍👧‍👦`;

const MUCH = {
  name: NAME,
  note: LONG_NOTE,
  tags: Array.from({ length: 30 }, (_, index) => `tag-${index}`),
  ...customFields(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `Field ${index} ${index % 7 === 0 ? 'with-a-name-that-does-not-end-'.repeat(4) : ''}`.trim(),
        {
          type: 'text' as const,
          value:
            index % 5 === 0 ? `<img src=x onerror=alert(${index})>${OVERRIDE}🧾` : `Value ${index}`,
        },
      ]),
    ),
  ),
};

interface Line {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the line of an element's text is. */
function boxOf(tab: Tab, selector: string): Promise<Line> {
  return tab.evaluate((wanted: string) => {
    const range = new Range();
    range.selectNodeContents(document.querySelector(wanted) ?? document.body);
    const { left, top, width, height } = range.getBoundingClientRect();
    return { left, top, width, height };
  }, selector);
}

/** What the user's wishes, the window and a contact can ask of the card. */
describe.each<BrowserName>(['chrome', 'firefox'])('the card in %s', (browserName) => {
  let stage: Stage;
  let browser: Driver;
  let tab: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: { '/': PAGE, '/none': NONE, '/film': FILM } });
    browser = stage.browser;
    stage.fake.contacts.update(DEMO_CONTACTS[1]?.uuid ?? '', MUCH);
    await stage.connect();
    tab = await browser.open(`${SITE}/`);
    await isRead(tab, '#giulia', 'Giulia Bianchi');
  });

  afterEach(async () => {
    await changeSettings({ cardOnlyWithAlt: false });
    await tab.goto(`${SITE}/`);
    await isRead(tab, '#giulia', 'Giulia Bianchi');
  });

  afterAll(() => stage.close());

  /** Calls one of the extension's APIs, from one of its own pages. */
  const inExtension = (expression: string): Promise<unknown> => stage.options.run(expression);
  const changeSettings = (settings: object): Promise<unknown> =>
    inExtension(
      `chrome.runtime.sendMessage({ type: 'settings.change', settings: ${JSON.stringify(settings)} })`,
    );

  it('says where no page hears it that there is no number to go to', async () => {
    const none = await browser.open(`${SITE}/none`);
    const saidIn = (path: string): Promise<unknown> =>
      inExtension(`chrome.tabs.query({ url: '${SITE}${path}' }).then(async ([{ id: tabId }]) => [
        await chrome.action.getBadgeText({ tabId }), await chrome.action.getTitle({ tabId })])`);
    await expect.poll(() => saidIn('/none')).toEqual(['', 'Lens for Callbell']);
    await browser.pressShortcut('next-number');
    await expect.poll(() => saidIn('/none')).toEqual(['0', 'No contact’s number on this page']);
    if (browserName === 'chrome') {
      const popups = `chrome.runtime.getContexts({ contextTypes: ['POPUP'] })
        .then((all) => all.map(({ documentUrl }) => new URL(documentUrl).pathname))`;
      await expect.poll(() => inExtension(popups)).toEqual(['/no-number.html']);
    }
    expect(await none.evaluate(() => document.querySelectorAll('head > div').length)).toBe(0);
    await none.close();
    await tab.bringToFront();
  });

  it('waits for the Alt key where the user wants that', async () => {
    await changeSettings({ cardOnlyWithAlt: true });
    const { x, y, end } = await lineOf(tab, '#giulia');
    await tab.moveMouse(x, y);
    await tab.moveMouse(x + 1, y);
    await new Promise((resolve) => setTimeout(resolve, 900));
    const inside = { x: x + 40, y: end + 40 };
    expect(await isCardAt(tab, inside.x, inside.y)).toBe(false);
    await tab.press('Alt');
    await cardIs(tab, true, inside);
    await hasText(await cardIn(tab), 'Giulia Bianchi');
  });

  it('is dragged by its bar when it is pinned, and stays in the window', async () => {
    await rest(tab, '#giulia', 'Giulia Bianchi');
    const card = await cardIn(tab);
    await clickInCard(card, 'Pin');
    await card.waitFor(() => document.querySelector('.grip') !== null);
    const [left = 0, top = 0] = (await cardCorner(tab)) ?? [];
    await tab.drag({ x: left + 150, y: top + 10 }, { x: 300, y: 200 });
    const isAt = (x: number, y: number): Promise<unknown> =>
      until(
        async () => {
          const [atX, atY] = (await cardCorner(tab)) ?? [];
          // Its corners are round, and looked for in steps of 5 px.
          return Math.abs((atX ?? 0) - x) + Math.abs((atY ?? 0) - y) <= 25 ? true : undefined;
        },
        { what: `the card at ${x}, ${y}` },
      );
    await isAt(left + 300, top + 200);
    // Farther than the window is wide.
    await tab.drag({ x: left + 450, y: top + 210 }, { x: 10 - left - 450, y: 0 });
    await isAt(5, top + 200);
    await clickInCard(card, 'Close');
    await cardIs(tab, false, { x: 50, y: top + 300 });
  });

  /** Whether a whole card with that corner leaves a line free. */
  const expectBeside = ([left, top]: [number, number], line: Line): void => {
    const isAside = left >= line.left + line.width || left + 350 <= line.left;
    const isAboveOrBelow = top >= line.top + line.height || top + 350 <= line.top;
    expect(isAside || isAboveOrBelow).toBe(true);
  };

  it('is beside a number that is turned and scaled, and not over it', async () => {
    const line = await boxOf(tab, '#turned');
    let turn = 0;
    const corner = await until(
      async () => {
        turn += 1;
        await tab.moveMouse(line.left + line.width / 2, line.top + line.height / 2 + (turn % 3));
        return (await cardCorner(tab)) ?? undefined;
      },
      { what: 'the card of the turned number' },
    );
    await hasText(await cardIn(tab), 'Giulia Bianchi');
    expectBeside(corner, line);
  });

  it.each([2, 0.5])('is beside its number when the browser zooms to %s', async (zoom) => {
    const setZoom = (factor: number): Promise<unknown> =>
      inExtension(`chrome.tabs.query({ url: '${SITE}/*' })
        .then(([{ id }]) => chrome.tabs.setZoom(id, ${factor}))`);
    const before = await tab.evaluate(() => innerWidth);
    await setZoom(zoom);
    await tab.waitFor((width: number) => innerWidth !== width, { argument: before });
    const line = await boxOf(tab, '#giulia');
    let turn = 0;
    const corner = await until(
      async () => {
        turn += 1;
        const y = line.top + line.height / 2;
        await tab.moveMouse(line.left + 30 + (turn % 3), y);
        return (await cardCorner(tab)) ?? undefined;
      },
      { what: 'the card under zoom' },
    );
    await hasText(await cardIn(tab), 'Giulia Bianchi');
    expectBeside(corner, line);
    await setZoom(1);
    await tab.waitFor((width: number) => innerWidth === width, { argument: before });
  });

  it.each([1.3, 0.5])('has its usual size on a page that zooms itself to %s', async (zoom) => {
    await tab.evaluate((factor: number) => {
      document.documentElement.style.zoom = String(factor);
    }, zoom);
    const inside = await rest(tab, '#giulia', 'Giulia Bianchi');
    const size = await (await cardIn(tab)).evaluate(() => [innerWidth, innerHeight]);
    expect(size).toEqual([360, 360]);
    await tab.press('Escape');
    await cardIs(tab, false, inside);
    await tab.evaluate(() => document.documentElement.removeAttribute('style'));
  });

  it('comes in full screen, too, and goes with it', async () => {
    const film = await browser.open(`${SITE}/film`);
    await film.click('button');
    await film.waitFor(() => document.fullscreenElement?.id === 'film');
    // As under a modal dialog, the pointer does not meet it until it is pressed.
    const inside = await restUnderDialog(film, '#giulia', 'Giulia Bianchi');
    await film.clickAt(inside.x, inside.y);
    await cardIs(film, true, inside);
    await (await cardIn(film)).waitFor(() => document.hasFocus());
    await film.evaluate(() => document.exitFullscreen());
    await cardIs(film, false, inside);
    await film.close();
    await tab.bringToFront();
  });

  /** What does not fit into the card sideways. */
  const tooWide = (card: Scope): Promise<string[]> =>
    card.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#root *')]
        .filter(({ offsetWidth }) => offsetWidth > innerWidth)
        .map(({ className }) => className),
    );

  it('lays out 60 fields, a long note, overrides, HTML and emoji', async () => {
    await rest(tab, '#much', 'Renée');
    const card = await cardIn(tab);
    const seen = await card.evaluate(() => {
      const { innerText } = document.body;
      return {
        fields: new Set(innerText.match(/Field \d+/gu)).size,
        note: innerText.includes('Nota lunghissima'),
        emoji: innerText.includes('👩‍👩‍👧‍👦') && innerText.includes('🧾'),
        made: document.querySelectorAll('#root :is(img, b, script)').length,
        canScroll: [...document.querySelectorAll('#root *')].some(
          ({ scrollHeight, clientHeight }) => clientHeight > 0 && scrollHeight > 2 * clientHeight,
        ),
      };
    });
    expect(seen).toEqual({ fields: 60, note: true, emoji: true, made: 0, canScroll: true });
    expect(await tooWide(card)).toEqual([]);
    // What comes after the name with the override stands where it would without it.
    const isReversed = await card.evaluate(() => {
      const place = document.querySelector('.contact-place') ?? document.body;
      const [text] = [...place.querySelectorAll('*'), place].flatMap(({ childNodes }) =>
        [...childNodes].filter((node): node is Text => node instanceof Text && node.length > 3),
      );
      const leftOf = (at: number): number => {
        const range = new Range();
        range.setStart(text ?? document.body, at);
        range.setEnd(text ?? document.body, at + 1);
        return range.getBoundingClientRect().left;
      };
      return leftOf(2) < leftOf(0);
    });
    expect(isReversed).toBe(false);
  });
});
