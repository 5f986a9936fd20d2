import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardIn, cardIs, colourAt } from './card/on-page.ts';
import { goToCardAndAway, restInFrame } from './card/small-frames.ts';
import { type BrowserName, type Driver, type Tab, until } from './harness/driver.ts';
import { type Site, startSite } from './harness/site.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';

const HEAD = '<!doctype html><html lang="it"><meta charset="utf-8"><link rel="icon" href="data:,">';
const STYLE = '<style>body { margin: 5px; font: 16px/20px sans-serif; color: #000 }</style>';
const NUMBER = '<span>+39 347 123 4567</span> <b tabindex="0">Here</b>';
const LEAF = `${HEAD}${STYLE}${NUMBER}`;
/** As a sender's mail may have it. */
const META = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">';

/** As web mail shows a mail. */
const MAIL = 'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"';
const OTHER_SITE = 'http://localhost:PORT';

const inAttribute = (html: string): string =>
  html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const srcdoc = (html: string): string => `srcdoc="${inAttribute(html)}"`;

/** All of them are in frames with room for the card, but the small one. */
const FRAMES: Readonly<Record<string, string>> = {
  'a mail': `<iframe ${MAIL} ${srcdoc(LEAF)}></iframe>`,
  'a mail with a policy': `<iframe ${MAIL} ${srcdoc(`${HEAD}${META}${STYLE}${NUMBER}`)}></iframe>`,
  'a small mail': `<iframe ${MAIL} ${srcdoc(LEAF)} style="height: 40px"></iframe>`,
  'a mail of its site': `<iframe ${MAIL} src="/leaf"></iframe>`,
  'a mail of another site': `<iframe ${MAIL} src="${OTHER_SITE}/leaf"></iframe>`,
  'an empty sandbox': `<iframe sandbox ${srcdoc(LEAF)}></iframe>`,
  'an empty sandbox of another site': `<iframe sandbox src="${OTHER_SITE}/leaf"></iframe>`,
  'an empty sandbox with a policy': `<iframe sandbox src="/strict"></iframe>`,
  'a sandbox with scripts': `<iframe sandbox="allow-scripts" ${srcdoc(LEAF)}></iframe>`,
  'a sandbox with scripts, by address': `<iframe sandbox="allow-scripts" src="/leaf"></iframe>`,
  'a sandbox by header': '<iframe src="/by-header"></iframe>',
  'a frame in a sandboxed one': `<iframe ${MAIL} ${srcdoc(
    `${HEAD}<style>body { margin: 0 } iframe { border: 0; width: 690px; height: 440px }</style>
     <iframe ${srcdoc(LEAF)}></iframe>`,
  )}></iframe>`,
  'an object': '<object type="text/html" data="/leaf" height="60"></object>',
  'an object of another site': `<object type="text/html" data="${OTHER_SITE}/leaf" height="60"></object>`,
  'an embed': '<embed type="text/html" src="/leaf" height="60">',
  'an embed of another site': `<embed type="text/html" src="${OTHER_SITE}/leaf" height="60">`,
};

const around = (frame: string): string => `${HEAD}<title>Mail</title><style>
    body { margin: 20px; font: 16px/20px sans-serif }
    iframe, object, embed { display: block; border: 0; width: 700px }
    iframe { height: 460px }
  </style>
  <p><a id="before" href="#">Before</a></p>${frame}<p style="height: 2000px"></p>`;

/**
 * Hears every built-in of its world that a script put there could use, until our layer is there; a
 * spread of its own afterwards proves that it hears.
 */
const LISTENING = `${HEAD}${STYLE}${NUMBER}<script>
  const heard = [];
  const hear = (object, name) => {
    const value = object[name];
    const get = () => (heard.push(String(name)), value);
    Object.defineProperty(object, name, { get, set() {}, configurable: true });
  };
  hear(Array.prototype, Symbol.iterator);
  for (const name of ['call', 'apply', 'bind', 'toString']) hear(Function.prototype, name);
  for (const object of [Object.prototype, Boolean.prototype, Function.prototype]) hear(object, 'then');
  hear(Promise.prototype, 'then');
  hear(JSON, 'stringify');
  addEventListener('error', () => heard.push('error'));
  document.addEventListener('securitypolicyviolation', () => heard.push('policy'));
  // What was heard of the lines above.
  heard.length = 0;
  const timer = setInterval(() => {
    if (document.querySelectorAll('html > div, head > div').length === 0) return;
    clearInterval(timer);
    const before = heard.length;
    [...[]];
    document.title = before + ' heard, then ' + heard.length + ' ' + heard[0];
  }, 20);
</script>`;

const pathOf = (kind: string): string => `/in/${kind.replaceAll(/\W+/gu, '-')}`;

/** What is left when the scripts of pages and the extension's page may not run there. */
const POLICIES = {
  '/strict': "default-src 'none'; style-src 'unsafe-inline'",
  '/by-header': 'sandbox allow-same-origin allow-popups',
  '/page-by-header': 'sandbox allow-same-origin allow-popups',
  '/page-without-origin': 'sandbox allow-scripts',
};

async function startMailSite(): Promise<Site> {
  const pages: Record<string, string> = {
    '/leaf': LEAF,
    '/listening': LISTENING,
    '/strict': LEAF,
    '/by-header': LEAF,
    '/page-by-header': LEAF,
    '/page-without-origin': LEAF,
  };
  const site = await startSite(pages, POLICIES);
  for (const [kind, frame] of Object.entries(FRAMES)) {
    pages[pathOf(kind)] = around(frame).replaceAll('PORT', String(site.port));
  }
  return site;
}

/** A frame's sandbox holds for the extension's page too, which then cannot run in it. */
describe.each<BrowserName>(['chrome', 'firefox'])('sandboxed frames in %s', (browserName) => {
  let site: Site;
  let stage: Stage;
  let browser: Driver;
  const open = (path: string): Promise<Tab> => browser.open(`http://127.0.0.1:${site.port}${path}`);

  beforeAll(async () => {
    site = await startMailSite();
    stage = await setStage(browserName);
    browser = stage.browser;
    await stage.connect();
  });

  afterAll(async () => {
    await stage.close();
    await site.close();
  });

  it('are told from others without a word that a page can hear', async () => {
    const tab = await open('/listening');
    // No automation runs in the page before.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await tab.evaluate(() => document.title)).toBe(
      '0 heard, then 1 Symbol(Symbol.iterator)',
    );
    await tab.close();
  });

  it.each(Object.keys(FRAMES))('have the card of the page around: %s', async (kind) => {
    const tab = await open(pathOf(kind));
    await restInFrame(tab, await numberIn(tab));
    await tab.close();
  });

  it('have it reached by the pointer and kept, and lost when that goes elsewhere', async () => {
    const tab = await open(pathOf('a mail'));
    const number = await numberIn(tab);
    const inside = await restInFrame(tab, number);
    const from = { x: number.left + 20, y: number.top + 10 };
    expect(await goToCardAndAway(tab, from, inside, { x: 6, y: 12 })).toBe(true);
    await tab.close();
  });

  it.each(['a mail', 'an empty sandbox', 'a sandbox with scripts'])(
    'have it opened by key, and give the focus back: %s',
    async (kind) => {
      const tab = await open(pathOf(kind));
      const number = await numberIn(tab);
      const inside = await restInFrame(tab, number);
      await tab.press('Escape');
      await cardIs(tab, false, inside);
      // To where the user was on the page, and to where he was in the mail.
      const ways: Record<string, () => Promise<unknown>> = {
        A: () => tab.evaluate(() => document.querySelector<HTMLElement>('#before')?.focus()),
        IFRAME: () => tab.clickAt(number.left + 155, number.top + 10),
      };
      for (const [focused, go] of Object.entries(ways)) {
        await go();
        await tab.waitFor((name: string) => document.activeElement?.tagName === name, {
          argument: focused,
          what: `the focus in ${focused}`,
        });
        await browser.pressShortcut('next-number');
        const card = await cardIn(tab);
        await card.waitFor(() => document.activeElement?.textContent === 'Giulia Bianchi', {
          what: 'the focus in the card',
        });
        await tab.press('Escape');
        await cardIs(tab, false, inside);
        await tab.waitFor((name: string) => document.activeElement?.tagName === name, {
          argument: focused,
          what: `the focus to come back to ${focused}`,
        });
      }
      await tab.close();
    },
  );

  it.each(['/page-by-header', '/page-without-origin'])(
    'promise nothing where there is no page around, and leave it to the popup: %s',
    async (path) => {
      const tab = await open(path);
      // Opened later, and marked: the sandboxed page has had its time.
      const free = await open('/leaf');
      const at = { x: 60, y: 15 };
      await until(async () => ((await colourAt(free, at)) > 0 ? true : undefined), {
        what: 'a mark on the page without a sandbox',
      });
      await free.close();
      await tab.bringToFront();
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await colourAt(tab, at)).toBe(0);
      expect(await contactsInPopup(path)).toEqual(['Giulia Bianchi']);
      await tab.close();
    },
  );

  it('promise nothing where the page around is left alone', async () => {
    const options = await browser.openExtensionPage('options.html');
    await hasText(options, 'contacts · synced');
    await ask(options, { type: 'settings.change', settings: { sitesOff: ['127.0.0.1'] } });
    const marked = async (kind: string): Promise<number> => {
      const tab = await open(pathOf(kind));
      const { left, top } = await numberIn(tab);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      const colour = await colourAt(tab, { x: left + 50, y: top + 10 });
      await tab.close();
      return colour;
    };
    expect(await marked('a mail of another site')).toBe(0);
    // Its own card has room in this frame, and one around is not needed.
    expect(await marked('an embed of another site')).toBeGreaterThan(0);
    await ask(options, { type: 'settings.change', settings: { sitesOff: [] } });
    await options.close();
  });

  it.runIf(browserName === 'chrome')(
    'come beside what a page shows in picture-in-picture',
    async () => {
      const tab = await open('/leaf');
      await tab.evaluate(() => {
        document.body.addEventListener('click', () => {
          const { documentPictureInPicture } = window as unknown as {
            documentPictureInPicture: { requestWindow(size: object): Promise<Window> };
          };
          void documentPictureInPicture
            .requestWindow({ width: 600, height: 600 })
            .then(({ document: { body } }) => body.append(document.querySelector('span') ?? ''));
        });
      });
      await tab.clickAt(400, 10);
      const small = await browser.tab((url) => url === 'about:blank');
      await restInFrame(small, { left: 8, top: 8, height: 20 });
      await tab.close();
    },
  );

  /** Whom the popup would list for the tab with that page. */
  async function contactsInPopup(path: string): Promise<unknown> {
    const page = await browser.openExtensionPage('no-number.html');
    const found = await page.evaluate(async (end: string) => {
      const { tabs, runtime } = (globalThis as unknown as { chrome: Api }).chrome;
      const tab = (await tabs.query({})).find(({ url }) => url?.endsWith(end));
      const { value } = await runtime.sendMessage({ type: 'tab.contacts', tabId: tab?.id ?? -1 });
      return value?.map(({ contact }) => contact.name) ?? null;
    }, path);
    await page.close();
    return found;
  }
});

interface Api {
  tabs: { query(what: object): Promise<{ id: number; url?: string }[]> };
  runtime: {
    sendMessage(message: object): Promise<{ value?: { contact: { name: string } }[] }>;
  };
}

/** Sends the worker a message, as an extension page does. */
function ask(page: Tab, message: { type: string; settings: { sitesOff: string[] } }) {
  return page.evaluate((sent: typeof message) => {
    const { runtime } = (globalThis as unknown as { chrome: Api }).chrome;
    return runtime.sendMessage(sent).then(() => null);
  }, message);
}

/** Where the number is seen on the page; in a sandbox nobody can be asked. */
function numberIn(tab: Tab): Promise<{ left: number; top: number; height: number }> {
  return tab.waitFor(() => {
    const frame = document.querySelector('iframe, object, embed');
    const { left, top, width } = frame?.getBoundingClientRect() ?? {};
    if (left === undefined || top === undefined || !width) return null;
    return { left: left + 5, top: top + 5, height: 20 };
  });
}
