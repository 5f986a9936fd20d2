import { afterAll, beforeAll, describe, it } from 'vitest';
import { makeContact } from '../fake-callbell/contacts.ts';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import { SITE, type Stage, setChromiumStage, setStage } from './harness/stage.ts';
import { type SeenBox, boxesWhen } from './torture/boxes.ts';
import { markedAre } from './torture/marked.ts';

const page = (body: string, lang = 'it'): string => `<!doctype html><html lang="${lang}">
<meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title>
<style>body { margin: 40px; font: 16px/1.5 sans-serif }</style><body>${body}`;

const FRENCH = '06 81 22 22 17';
const KNOWN = '347 123 4567';
const FRONT = '02 4801 7733';
const BACK: Record<string, string> = {
  property: 'rotate: y 180deg',
  function: 'transform: rotateX(180deg)',
  axis: 'rotate: 1 1 0 180deg',
};
const flipCard = (way: string): string =>
  `<div class="card"><div class="turn ${way}"><div class="face"><p>${FRONT}</p></div>
   <div class="face" style="${BACK[way]}"><p>${KNOWN}</p></div></div></div>`;
const CONTACTS = [
  makeContact({ uuid: 'f'.repeat(32), name: 'Amélie', phoneNumber: '+33681222217' }),
];

const PAGES = {
  '/lang-of-a-part': page(
    `<p>${FRENCH}</p><p lang="fr">${FRENCH}</p><p lang="fr"><b lang="en">${FRENCH}</b></p>`,
  ),
  '/lang-late': page(`<p>${FRENCH}</p>`, 'en'),
  '/lang.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr"><head><title>x</title></head>
    <body><p>${FRENCH}</p></body></html>`,
  '/closed': page(`<div id="plain"></div><x-card></x-card>
    <script>
    const fill = (host, html) => {
      const root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = html;
      return root;
    };
    const inner = fill(plain, '<p>${KNOWN}</p><section></section>');
    fill(inner.querySelector('section'), '<p>${KNOWN}</p>');
    const card = fill(document.querySelector('x-card'), '<p>Anna</p>');
    addEventListener('more', () => card.querySelector('p').append(' ${KNOWN}'));
    </script>`),
  '/flip': page(`<style>
    .card { width: 300px; height: 90px; perspective: 600px; position: relative }
    .card div { position: absolute; inset: 0 }
    .turn { transform-style: preserve-3d }
    .face { backface-visibility: hidden }
    .is-turned .property { rotate: y 180deg }
    .is-turned .function { transform: rotateX(180deg) }
    .is-turned .axis { rotate: 1 1 0 180deg }
    </style><main>${['property', 'function', 'axis'].map(flipCard).join('')}</main>`),
  '/designed': page(`<p>${KNOWN}</p><p>${FRONT}</p>`),
  '/values': page(`<p>${FRONT}</p><p><input readonly></p><p><textarea disabled></textarea></p>
    <p><input class="typed"></p>`),
};

/** Numbers in places that a page makes, or makes into something else after it was read. */
describe('numbers are read wherever a reader sees them', () => {
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    stage = await setChromiumStage({ pages: PAGES });
    CONTACTS.forEach((one) => stage.fake.contacts.add(one));
    await stage.connect(130 + CONTACTS.length);
  });

  afterAll(() => stage.close());

  async function on(
    path: keyof typeof PAGES,
    look: (tab: ChromiumTab) => Promise<void>,
  ): Promise<void> {
    const tab = await stage.browser.open(`${SITE}${path}`);
    await look(tab);
    await tab.close();
  }

  it('with the country of the nearest language', () =>
    on('/lang-of-a-part', (tab) => markedAre(tab, [FRENCH, FRENCH, FRENCH], 1)));

  it('with the country of a language that the page says later', () =>
    on('/lang-late', async (tab) => {
      await markedAre(tab, [FRENCH], 0);
      await tab.evaluate(() => (document.documentElement.lang = 'fr'));
      await markedAre(tab, [FRENCH], 1);
      await tab.evaluate(() => document.body.setAttribute('lang', 'de'));
      await markedAre(tab, [FRENCH], 0);
    }));

  it('with the country of a language in XHTML', () =>
    on('/lang.xhtml', (tab) => markedAre(tab, [FRENCH], 1)));

  it('in closed shadow roots, and what comes into them later', () =>
    on('/closed', async (tab) => {
      const known = (count: number) => (boxes: SeenBox[]) =>
        boxes.length === count && boxes.every(({ isColoured }) => isColoured);
      await boxesWhen(tab, 'two in closed roots', known(2));
      await tab.evaluate(() => dispatchEvent(new Event('more')));
      await boxesWhen(tab, 'a third one', known(3));
    }));

  it('but not while the whole document can be written in', () =>
    on('/designed', async (tab) => {
      await markedAre(tab, [KNOWN, FRONT], 1);
      await tab.evaluate(() => (document.designMode = 'on'));
      await markedAre(tab, [], 0);
      await tab.evaluate(() => document.querySelector('p')?.append(', changed'));
      await tab.evaluate(() => (document.designMode = 'off'));
      await tab.page.mouse.move(10, 10);
      await markedAre(tab, [KNOWN, FRONT], 1);
    }));

  it('in fields that nobody can write in, whenever the page sets their value', () =>
    on('/values', async (tab) => {
      const set = (value: string): Promise<void> => tab.evaluate(setValues, value);
      const known = (count: number) => (boxes: SeenBox[]) =>
        boxes.filter(({ isColoured }) => isColoured).length === count;
      await markedAre(tab, [FRONT], 0);
      await set(KNOWN);
      await boxesWhen(tab, 'two fields', (boxes) => boxes.length === 3 && known(2)(boxes));
      await set(FRONT);
      await boxesWhen(tab, 'another number', (boxes) => boxes.length === 3 && known(0)(boxes));
      await set('');
      await markedAre(tab, [FRONT], 0);
    }));

  it('on the side of a card that is seen', () =>
    on('/flip', async (tab) => {
      await markedAre(tab, [FRONT, FRONT, FRONT], 0);
      await tab.evaluate(() => document.querySelector('main')?.classList.add('is-turned'));
      await boxesWhen(tab, 'the backs', ({ length }) => length === 3);
      await boxesWhen(tab, 'the backs', (boxes) => boxes.every(({ isColoured }) => isColoured));
    }));
});

it('reads closed shadow roots in Firefox, too', async () => {
  const stage = await setStage('firefox', { pages: PAGES });
  try {
    await stage.connect();
    const tab = await stage.browser.open(`${SITE}/closed`);
    // Nothing is put into a page on which no number was found, and this one has no others.
    await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
  } finally {
    await stage.close();
  }
});

/** Sent as text into a page. */
function setValues(value: string): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea')) {
    field.value = value;
  }
}
