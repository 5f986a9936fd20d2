import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChromiumDriver,
  type ChromiumTab,
  type PiercedNode,
  closedShadowTree,
} from './harness/chromium.ts';
import { until } from './harness/driver.ts';
import { SITE, type Stage, setChromiumStage } from './harness/stage.ts';

/** The first two are in the demo account, the other two are nobody's. */
const PAGE = `<!doctype html><meta charset="utf-8"><style>p { font: 16px monospace }</style>
  <p id="a">+39 347 123 4567</p><p id="b">+34 612 345 678</p>
  <p id="c">+39 347 999 9999</p><p id="d">+34 699 999 999</p>`;

/** The boxes over a page's numbers, from inside the closed root. Only Chromium lets us look in. */
describe('the boxes in a page', () => {
  let stage: Stage<ChromiumDriver>;
  let page: ChromiumTab;

  beforeAll(async () => {
    stage = await setChromiumStage({
      pages: { '/': PAGE, '/none': '<!doctype html><p>Nothing here, call 112.</p>' },
    });
    await stage.connect();
    page = await stage.browser.open(`${SITE}/`);
  });

  afterAll(() => stage.close());

  it('are one for each number, alike in everything but the colour of their line', async () => {
    const boxes = await boxesOf(page, (all) => all.filter(isColoured).length === 2);
    expect(boxes).toHaveLength(4);
    const [first] = boxes;
    for (const box of boxes) {
      expect(withoutPlaceAndColour(box)).toEqual(withoutPlaceAndColour(first ?? {}));
    }
    // One font and one length of number: the same size, known or not.
    expect(new Set(boxes.map(({ width }) => width)).size).toBe(2);
  });

  it('follow their text when the page changes, and go when it goes', async () => {
    await page.evaluate(() => {
      document.querySelector('#a')?.remove();
      document.body.insertAdjacentHTML('beforeend', '<p>Tel. <b>+49</b> 30 901820</p>');
    });
    const boxes = await boxesOf(
      page,
      (all) => all.length === 4 && all.filter(isColoured).length === 2,
    );
    const tops = await page.evaluate(() =>
      [...document.querySelectorAll('p')].map((p) => Math.round(p.getBoundingClientRect().top)),
    );
    const boxTops = boxes.map(({ top }) => Math.round(Number.parseFloat(top ?? '')));
    for (const top of tops) expect(boxTops.some((boxTop) => Math.abs(boxTop - top) < 6)).toBe(true);
  });

  it('leave no trace that page scripts can find but one empty div', async () => {
    const seen = await page.evaluate(() => {
      const host = document.head.lastElementChild;
      return {
        tag: host?.tagName,
        root: host?.shadowRoot ?? null,
        html: host?.innerHTML,
        frames: window.length,
        found: 'find' in window,
      };
    });
    expect(seen).toMatchObject({ tag: 'DIV', root: null, html: '', frames: 0 });
  });

  it('are not put into a page without numbers', async () => {
    const none = await stage.browser.open(`${SITE}/none`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await none.evaluate(ourNodes)).toBe(0);
    await none.close();
  });

  it('lose their colour in open pages when the account is disconnected', async () => {
    const options = await stage.browser.openExtensionPage('options.html');
    await options.click({ name: 'Disconnect', role: 'button' });
    await options.click({ name: 'Erase and disconnect', role: 'button' });
    await boxesOf(page, (all) => all.length === 4 && !all.some(isColoured));
  });
});

describe('a site that the user has not enabled', () => {
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    stage = await setChromiumStage({ pages: { '/': PAGE }, grantHosts: false });
    await stage.connect();
  });

  afterAll(() => stage.close());

  it('gets nothing put into it', async () => {
    const page = await stage.browser.open(`${SITE}/`);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await page.evaluate(ourNodes)).toBe(0);
  });
});

/** How many nodes there are where ours would be. Sent as text into pages. */
function ourNodes(): number {
  return document.querySelectorAll('html > div, head > div').length;
}

type BoxStyle = Record<string, string>;

function isColoured(box: BoxStyle): boolean {
  return box['border-bottom'] !== '2px solid transparent';
}

function withoutPlaceAndColour(box: BoxStyle): BoxStyle {
  const varying = ['left', 'top', 'width', 'height', 'border-bottom'];
  return Object.fromEntries(Object.entries(box).filter(([name]) => !varying.includes(name)));
}

/** Waits until the boxes are as wanted, and answers their inline styles. */
function boxesOf(tab: ChromiumTab, isWanted: (boxes: BoxStyle[]) => boolean): Promise<BoxStyle[]> {
  return until(
    async () => {
      const boxes = boxStyles(await closedShadowTree(tab.page));
      return isWanted(boxes) ? boxes : undefined;
    },
    { what: 'the boxes' },
  );
}

/** The first element in the first closed root holds the boxes. */
function boxStyles(node: PiercedNode): BoxStyle[] {
  const root = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
  // Spare ones, which are used again, have no size.
  if (root) {
    return (root.children?.[0]?.children ?? []).map(styleOf).filter(({ width }) => width !== '0px');
  }
  return (node.children ?? []).flatMap(boxStyles);
}

function styleOf({ attributes = [] }: PiercedNode): BoxStyle {
  const style = attributes[attributes.indexOf('style') + 1] ?? '';
  const declarations = style.split(';').filter((declaration) => declaration.includes(':'));
  return Object.fromEntries(
    declarations.map((declaration) => {
      const [name = '', ...value] = declaration.split(':');
      return [name.trim(), value.join(':').replace('!important', '').trim()];
    }),
  );
}
