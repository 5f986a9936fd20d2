import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChromiumDriver } from './harness/chromium.ts';
import { type BrowserName, type Driver, type Json, type Scope, until } from './harness/driver.ts';
import {
  type Suggestion,
  chooseFromMenu,
  enterInAddressBar,
  isSidebarOpen,
  suggestionsFor,
} from './harness/firefox-ui.ts';
import type { FirefoxDriver } from './harness/firefox.ts';
import { popupHas, realPopup } from './harness/popup.ts';
import { type Stage, SITE, hasText, setStage } from './harness/stage.ts';

const CONTACTS = 130;

const PAGE = `<!doctype html><title>Shop</title>
  <p id="name" style="position:absolute;left:20px;top:20px;margin:0">Chloé Lefèvre</p>
  <a href="tel:+393471234567" style="position:absolute;left:20px;top:80px">Call us at once</a>
  <p id="many" style="position:absolute;left:20px;top:140px;margin:0">
    Giulia: +39 347 123 4567 (or 0055 11 91234 5678)</p>
  <a href="https://wa.me/5511912345678"><img alt="WhatsApp" width="80" height="40"
    style="position:absolute;left:20px;top:200px" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a>`;

/** What the context menu is opened on, and what the browser then says of it. */
const LOOK_UPS = [
  {
    what: 'what is selected',
    label: 'Look up in Callbell',
    place: { x: 60, y: 30 },
    selects: '#name',
    info: { menuItemId: 'look-up-selection', selectionText: 'Chloé Lefèvre' },
    asked: 'Chloé Lefèvre',
  },
  {
    what: 'whose number a link is',
    label: 'Look up this number in Callbell',
    place: { x: 60, y: 90 },
    selects: null,
    info: { menuItemId: 'look-up-link', linkUrl: 'tel:+393471234567' },
    asked: '+393471234567',
  },
  {
    what: 'whose number a picture leads to',
    label: 'Look up this number in Callbell',
    place: { x: 60, y: 220 },
    selects: null,
    info: { menuItemId: 'look-up-link', linkUrl: 'https://wa.me/5511912345678' },
    asked: '+5511912345678',
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

describe.each<BrowserName>(['chrome', 'firefox'])('the ways in, in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: CONTACTS, pages: { '/': PAGE } });
    await stage.connect();
  });

  afterAll(() => stage.close());

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

  it('lists the keys in the options, and leads to where they are changed', async () => {
    const { browser, options } = stage;
    await options.bringToFront();
    await hasText(options, 'Alt+Shift+O');
    await hasText(options, 'Look up the selected text');
    await options.click({ name: 'Change the shortcuts', role: 'button' });
    const place = isFirefox(browser) ? 'about:addons' : 'chrome://extensions/shortcuts';
    const tab = await browser.tab((url) => url === place, { what: place });
    await tab.close();
  });

  it('stands beside the page as well, and looks up what a page’s menu asks for', async () => {
    const panel = await stage.browser.openExtensionPage('sidepanel.html');
    await hasText(panel, `${CONTACTS} contacts`);
    await panel.evaluate(async () => {
      const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', Api>;
      await ((browser as Api | undefined) ?? chrome).storage.session.set({ asked: 'joao araujo' });
    });
    await panel.waitFor(
      () => document.querySelector('[role=option] .result-name')?.textContent === 'João Araújo',
    );
    await panel.close();
  });

  it.each(LOOK_UPS)(
    'looks up $what, by the context menu',
    async ({ label, place, selects, info, asked }) => {
      const { browser } = stage;
      if (isFirefox(browser)) {
        const tab = await browser.open(SITE);
        await tab.evaluate((selector: string | null) => {
          const wanted = selector === null ? null : document.querySelector(selector);
          if (wanted) getSelection()?.selectAllChildren(wanted);
        }, selects);
        await chooseFromMenu(browser, tab, place, label);
        await popupAsked(stage.options, asked);
        await tab.close();
      } else {
        await dispatchInWorker(browser, 'contextMenus', 'onClicked', [info]);
        await popupAsked(stage.options, asked);
        // A window without a screen leaves it open, and then no other one opens.
        await (await realPopup(browser)).evaluate('void setTimeout(close)');
      }
    },
  );

  it('opens beside the page from the popup', async () => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.click({ name: 'Keep beside the page', role: 'button' });
    await until(async () => ((await isPanelOpen(stage.browser)) ? true : undefined), {
      what: 'the panel',
    });
    await popup.close();
  });
});

/** A Chromium takes no keys for its commands from automation, and opens its panel for nothing else. */
describe('the commands in firefox', () => {
  let stage: Stage<FirefoxDriver>;

  beforeAll(async () => {
    stage = (await setStage('firefox', { pages: { '/': PAGE } })) as Stage<FirefoxDriver>;
    await stage.connect();
  });

  afterAll(() => stage.close());

  it('look all numbers up that are selected', async () => {
    const { browser, options } = stage;
    await giveShortcut(options, 'look-up-selection', 'Alt+Shift+U');
    const page = await browser.open(SITE);
    await page.evaluate(() => {
      const wanted = document.querySelector('#many');
      if (wanted) getSelection()?.selectAllChildren(wanted);
    });
    await browser.pressShortcut('look-up-selection');
    const popup = await realPopup(browser);
    const title = 'document.querySelector(".many-title")?.textContent';
    await popupHas(popup, title, '2 of 2 are contacts');
    await page.close();
  });

  it('open and close the sidebar', async () => {
    const { browser, options } = stage;
    await giveShortcut(options, '_execute_sidebar_action', 'Alt+Shift+Y');
    for (const isOpen of [true, false]) {
      await browser.pressShortcut('_execute_sidebar_action');
      await until(async () => ((await isSidebarOpen(browser)) === isOpen ? true : undefined), {
        what: `the sidebar to be ${isOpen ? 'open' : 'closed'}`,
      });
    }
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

/** Sets the keys of a command, as the user does; in Firefox only. */
async function giveShortcut(extensionPage: Scope, name: string, shortcut: string): Promise<void> {
  await extensionPage.evaluate(
    (command: { name: string; shortcut: string }) => {
      const { browser } = globalThis as unknown as {
        browser: { commands: { update(what: object): Promise<void> } };
      };
      return browser.commands.update(command);
    },
    { name, shortcut },
  );
}
