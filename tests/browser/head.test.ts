import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName, Tab } from './harness/driver.ts';
import { SITE, type Stage, setStage } from './harness/stage.ts';
import { isMarked } from './leak/user-view.ts';
import { cardIn, cardIs, clickInCard, isCardAt, rest, restUnderDialog } from './card/on-page.ts';

const NUMBER = '<p id="a"><span class="number">+39 347 123 4567</span></p>';
const GIULIA = 'Giulia Bianchi';

function page(style: string, body = NUMBER): string {
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Fornitori</title>
    <style>body { margin: 0; font: 16px monospace } p { margin: 24px } ${style}</style></head>
    <body>${body}</body></html>`;
}

/** Styles that would move, hide or contain what is in the head. */
const STYLES: Readonly<Record<string, string>> = {
  hidden: 'head, head * { display: none !important }',
  'a containing block': `head { transform: translate(90px, 70px) !important; filter: invert(1) !important;
    position: fixed !important; left: 50px !important; contain: strict !important }`,
  'see-through':
    'head { opacity: 0 !important; visibility: hidden !important; clip-path: circle(0) }',
  skipped: 'head { content-visibility: hidden !important }',
  flex: 'html { display: grid; grid-template-columns: 1fr 1fr } ',
};

/** Shows its own style, as some do to be edited. */
const SHOWN = page(
  'head { display: block; padding: 9px; border: 1px solid } title { display: block }',
);

const ON_TOP = page(
  '.top { position: fixed; inset: 0; z-index: 2147483647; background: #fff }',
  `<div class="top">${NUMBER}</div>`,
);

const PAGES = {
  '/': page(''),
  '/shown': SHOWN,
  '/top': ON_TOP,
  ...Object.fromEntries(
    Object.entries(STYLES).map(([name, style]) => [`/${encodeURIComponent(name)}`, page(style)]),
  ),
};

/** Where ours is, and how many of it. */
function places(): string[] {
  return [...document.querySelectorAll('html > div, head > div')].map(
    (host) => host.parentElement?.localName ?? '',
  );
}

/** Our node is in the head, which browsers do not render and pages may do anything with. */
describe.each<BrowserName>(['chrome', 'firefox'])('the head in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: PAGES });
    await stage.connect();
  });

  afterAll(() => stage.close());

  const open = async (path: string): Promise<Tab> => {
    const tab = await stage.browser.open(`${SITE}${path}`);
    await isMarked(tab, [true]);
    return tab;
  };

  it.each(Object.keys(STYLES))('can be %s', async (name) => {
    const tab = await open(`/${encodeURIComponent(name)}`);
    expect(await tab.evaluate(places)).toEqual(['head']);
    await rest(tab, '#a', GIULIA);
    await tab.close();
  });

  it('can be shown by the page itself, and stays as it is', async () => {
    const tab = await open('/shown');
    const seen = await tab.evaluate(() => {
      const { display, borderTopWidth } = getComputedStyle(document.head);
      const { height } = document.querySelector('title')?.getBoundingClientRect() ?? {};
      return { display, borderTopWidth, isRead: Number(height) > 0 };
    });
    expect(seen).toEqual({ display: 'block', borderTopWidth: '1px', isRead: true });
    expect(await tab.evaluate(places)).toEqual(['html']);
    await tab.close();
  });

  it('can be emptied, replaced, and taken away', async () => {
    const tab = await open('/');
    for (const change of [
      'document.head.innerHTML = ""',
      'document.head.replaceWith(document.createElement("head"))',
      'document.head.replaceWith(document.head.cloneNode(true))',
    ]) {
      await tab.run(change);
      await tab.waitFor(
        () =>
          document.querySelectorAll('html > div').length === 0 &&
          document.querySelectorAll('head > div').length === 1,
        { what: change },
      );
      await isMarked(tab, [true]);
    }
    await tab.run('document.head.remove()');
    await tab.waitFor(() => document.querySelectorAll('html > div').length === 1);
    await isMarked(tab, [true]);
    await tab.close();
  });

  it('shows nothing else that is in it, and moves nothing', async () => {
    const tab = await open('/');
    const seen = await tab.evaluate(() => {
      const top = (): number => document.querySelector('#a')?.getBoundingClientRect().top ?? -1;
      const before = top();
      const put = ['img', 'iframe', 'x-widget', 'div', 'input'].map((tag) => {
        const node = document.createElement(tag);
        node.style.cssText =
          'display: block !important; width: 90px; height: 90px; border: 9px solid red';
        node.append('text');
        document.head.append(node);
        return node;
      });
      const styles = [...document.head.querySelectorAll('title, style, meta')];
      return {
        moved: top() - before,
        shown: put.filter((node) => node.getClientRects().length > 0).map((node) => node.localName),
        displays: styles.map((node) => getComputedStyle(node).display),
      };
    });
    expect(seen).toEqual({ moved: 0, shown: [], displays: ['none', 'none', 'none'] });
    await isMarked(tab, [true]);
    await tab.close();
  });

  it('comes before the body, but boxes are above what is as high as they are', async () => {
    await (await open('/top')).close();
  });

  it('can be inert as all of the document is, and the card is worked all the same', async () => {
    const tab = await open('/');
    await tab.evaluate(() => {
      for (const child of document.documentElement.children) child.setAttribute('inert', '');
    });
    const inside = await restUnderDialog(tab, '#a', GIULIA);
    await tab.clickAt(inside.x, inside.y);
    const card = await cardIn(tab);
    await card.waitFor(() => document.hasFocus(), { what: 'the card to have the focus' });
    expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
    await clickInCard(card, 'Close');
    await cardIs(tab, false, inside);
    await tab.close();
  });
});
