import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChromiumDriver } from './harness/chromium.ts';
import {
  type BrowserName,
  type Driver,
  type Json,
  type Scope,
  type Tab,
  until,
} from './harness/driver.ts';
import {
  type Suggestion,
  chooseFromMenu,
  enterInAddressBar,
  isSidebarOpen,
  suggestionsFor,
} from './harness/firefox-ui.ts';
import type { FirefoxDriver } from './harness/firefox.ts';
import { type Stage, SITE, hasText, setStage } from './harness/stage.ts';

const CONTACTS = 900;

const PAGE = `<!doctype html><title>Shop</title>
  <p id="name" style="position:absolute;left:20px;top:20px;margin:0">Chloé Lefèvre</p>
  <a href="tel:+393471234567" style="position:absolute;left:20px;top:80px">Call us at once</a>`;

/** What the context menu is opened on, and what the browser then says of it. */
const LOOK_UPS = [
  {
    what: 'what is selected',
    place: { x: 60, y: 30 },
    selects: '#name',
    info: { menuItemId: 'look-up-selection', selectionText: 'Chloé Lefèvre' },
    asked: 'Chloé Lefèvre',
  },
  {
    what: 'whose number a link is',
    place: { x: 60, y: 90 },
    selects: null,
    info: { menuItemId: 'look-up-link', linkUrl: 'tel:+393471234567' },
    asked: '+393471234567',
  },
];

/** What the chosen line leaves in the address bar. */
const CHOSEN = /^Praxis Müller #[0-9a-f]{32}$/u;

interface Api {
  storage: {
    session: {
      get: (key: string) => Promise<object>;
      set: (items: object) => Promise<void>;
    };
  };
}

describe.each<BrowserName>(['chrome', 'firefox'])('finding somebody in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: CONTACTS, pages: { '/': PAGE } });
    await stage.connect();
  });

  afterAll(() => stage.close());

  const openPopup = async (page = 'popup.html'): Promise<Tab> => {
    const popup = await stage.browser.openExtensionPage(page);
    await popup.waitFor(() => document.querySelector('[role=option] .result-name') !== null, {
      what: 'the first contact',
    });
    return popup;
  };

  it('takes two letters and Enter to a conversation', async () => {
    const popup = await openPopup();
    await popup.type('gi');
    await firstIs(popup, 'Giulia Bianchi');
    await popup.press('Enter');
    const chat = await stage.browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
    await chat.waitFor(() => document.title.includes('Giulia Bianchi'));
    await chat.close();
  });

  it('offers whom one has opened, before anything is typed', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.waitFor(
      () =>
        document.querySelector('#recent-results .result-name')?.textContent === 'Giulia Bianchi',
      { what: 'the contact opened last' },
    );
    await popup.close();
  });

  it('scrolls to the end of a long list, of which only a part is there', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.press('End');
    await popup.waitFor(
      (last: string) =>
        document.querySelector(`[aria-posinset="${last}"][aria-selected=true] .result-name`) !==
        null,
      { argument: String(CONTACTS), what: 'the last contact' },
    );
    const rows = await popup.evaluate(() => document.querySelectorAll('.found > li').length);
    expect(rows).toBeLessThan(60);
    await popup.close();
  });

  it('narrows down with filters, offers their values, and takes them out again', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.type('is:open plan:pre');
    await popup.click('.completion');
    const typed = 'is:open Plan:"Premium" ';
    await popup.waitFor(
      (wanted: string) => document.querySelector('input')?.value.toLowerCase() === wanted,
      { argument: typed.toLowerCase(), what: 'the completed filter' },
    );
    await popup.waitFor(() => document.querySelectorAll('.filter').length === 2);
    const some = await countOf(popup);
    await popup.click('.filter');
    await popup.waitFor(() => document.querySelectorAll('.filter').length === 1);
    await popup.waitFor(
      (before: number) =>
        Number(/[\d,]+/u.exec(document.querySelector('.result-head')?.textContent ?? '')?.[0]) >
        before,
      { argument: some, what: 'more contacts without one filter' },
    );
    await popup.close();
  });

  it('explains what it cannot read, and forgives a slip', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.type('is:asleep guilia');
    await hasText(popup, 'takes open, closed or blocked');
    await hasText(popup, 'Nobody matches exactly');
    await firstIs(popup, 'Giulia Bianchi');
    await popup.close();
  });

  it('goes on where it was left: query, row, contact', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.type('mar');
    await popup.waitFor(() => document.querySelector('mark') !== null);
    await popup.press('ArrowDown');
    await popup.press('ArrowDown');
    const name = await activeName(popup);
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.querySelector('.shown-contact') !== null);
    await popup.close();

    const again = await stage.browser.openExtensionPage('popup.html');
    await again.waitFor(() => document.querySelector('.shown-contact') !== null, {
      what: 'the contact',
    });
    await again.press('Escape');
    await again.waitFor(() => document.activeElement?.matches('input'));
    expect(await again.evaluate(() => document.querySelector('input')?.value)).toBe('mar');
    expect(await activeName(again)).toBe(name);
    await again.close();
  });

  it('stands beside the page as well, and looks up what a page’s menu asks for', async () => {
    const panel = await openPopup('sidepanel.html');
    await panel.evaluate(async () => {
      const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', Api>;
      await ((browser as Api | undefined) ?? chrome).storage.session.set({ asked: 'joao araujo' });
    });
    await firstIs(panel, 'João Araújo');
    await panel.close();
  });

  it('tells who many numbers are', async () => {
    const popup = await openPopup();
    await popup.evaluate(() => {
      const data = '+39 347 123 4567\n0055 11 91234 5678\n+39 347 000 0001';
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', data);
      // Firefox takes the text itself, Chromium the object.
      const init = { clipboardData, data, dataType: 'text/plain', bubbles: true, cancelable: true };
      document.querySelector('input')?.dispatchEvent(new ClipboardEvent('paste', init));
    });
    await hasText(popup, '2 of 3 are contacts');
    await hasText(popup, 'João Araújo');
    await hasText(popup, 'Not a contact');
    await popup.close();
  });

  it('answers in the address bar, and Enter opens the conversation', async () => {
    const { browser } = stage;
    if (isFirefox(browser)) {
      const [first] = await suggestionsFor(browser, 'cb', 'praxis muller');
      expect(first?.description).toMatch(/^Praxis Müller – /u);
      expect(first?.content).toMatch(CHOSEN);
      await enterInAddressBar(browser, 'cb', first?.content ?? '');
    } else {
      const [first] = await chromeSuggestions(browser);
      expect(first?.description).toMatch(/^<match>Praxis<\/match> <match>Müller<\/match>/u);
      expect(first?.content).toMatch(CHOSEN);
      const entered = [first?.content ?? '', 'newForegroundTab'];
      await dispatchInWorker(browser, 'omnibox', 'onInputEntered', entered);
    }
    const chat = await browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
    await chat.waitFor(() => document.title.includes('Praxis Müller'));
    await chat.close();
  });

  it.each(LOOK_UPS)(
    'looks up $what, by the context menu',
    async ({ place, selects, info, asked }) => {
      const { browser } = stage;
      if (isFirefox(browser)) {
        const tab = await browser.open(SITE);
        await tab.evaluate((selector: string | null) => {
          const wanted = selector === null ? null : document.querySelector(selector);
          if (wanted) getSelection()?.selectAllChildren(wanted);
        }, selects);
        await chooseFromMenu(browser, tab, place, 'Look up in Callbell');
        await popupAsked(stage.options, asked);
        await tab.close();
      } else {
        await dispatchInWorker(browser, 'contextMenus', 'onClicked', [info]);
        await popupAsked(stage.options, asked);
      }
    },
  );

  it('opens beside the page from the popup', async () => {
    const popup = await openPopup();
    await popup.click({ name: 'Keep beside the page', role: 'button' });
    await until(async () => ((await isPanelOpen(stage.browser)) ? true : undefined), {
      what: 'the panel',
    });
    await popup.close();
  });
});

function isFirefox(browser: Driver): browser is FirefoxDriver {
  return browser.browserName === 'firefox';
}

/** Whether Chromium's side panel or Firefox's sidebar shows us. */
async function isPanelOpen(browser: Driver): Promise<boolean> {
  if (isFirefox(browser)) return isSidebarOpen(browser);
  const { context } = browser as ChromiumDriver;
  const session = await context.browser()?.newBrowserCDPSession();
  const { targetInfos = [] } = (await session?.send('Target.getTargets')) ?? {};
  await session?.detach();
  return targetInfos.some(({ url }) => url === browser.extensionUrl('sidepanel.html'));
}

/** Waits until a popup has been asked to look something up: a browser's own, which no driver sees. */
async function popupAsked(extensionPage: Scope, text: string): Promise<void> {
  await extensionPage.waitFor(
    async (wanted: string) => {
      const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', Api>;
      const { session } = ((browser as Api | undefined) ?? chrome).storage;
      return JSON.stringify(await session.get('session:popup')).includes(`"query":"${wanted}"`);
    },
    { argument: text, what: `${text} in the popup` },
  );
}

interface Event {
  dispatch: (...given: unknown[]) => void;
}

type WorkerApi = Record<string, Record<string, Event>>;

/** Has an event of the worker's come that no automation can make a Chromium make. */
async function dispatchInWorker(
  browser: Driver,
  api: string,
  event: string,
  given: Json[],
): Promise<void> {
  const worker = await (browser as ChromiumDriver).serviceWorker();
  await worker.evaluate(
    (call: { api: string; event: string; given: string }) => {
      const { chrome } = globalThis as unknown as { chrome: WorkerApi };
      chrome[call.api]?.[call.event]?.dispatch(...(JSON.parse(call.given) as unknown[]));
    },
    { api, event, given: JSON.stringify(given) },
  );
}

async function chromeSuggestions(browser: Driver): Promise<Suggestion[]> {
  const worker = await (browser as ChromiumDriver).serviceWorker();
  return worker.evaluate(
    () =>
      new Promise<Suggestion[]>((resolve) => {
        const { chrome } = globalThis as unknown as { chrome: WorkerApi };
        const changed = chrome['omnibox']?.['onInputChanged'];
        // Overtaken by the next one: it must never be answered.
        changed?.dispatch('müller & <b>', resolve);
        changed?.dispatch('praxis muller', resolve);
      }),
  );
}

function firstIs(scope: Scope, name: string): Promise<unknown> {
  return scope.waitFor(
    (wanted: string) =>
      document.querySelector('[role=option] .result-name')?.textContent === wanted,
    { argument: name, what: `${name} as the first result` },
  );
}

function activeName(scope: Scope): Promise<string> {
  return scope.waitFor(
    () => document.querySelector('[role=option][aria-selected=true] .result-name')?.textContent,
    { what: 'an active row' },
  );
}

async function clear(popup: Tab): Promise<void> {
  await popup.click('input');
  await popup.fill({ name: 'Search contacts' }, '');
  await popup.waitFor(() => document.querySelector('.tag-chips') !== null, { what: 'the home' });
}

async function countOf(popup: Tab): Promise<number> {
  const head = await popup.text('.result-head');
  return Number(/[\d,]+/u.exec(head)?.[0].replace(',', ''));
}
