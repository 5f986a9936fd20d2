import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumDriver, type ChromiumTab, closedShadowTree } from './harness/chromium.ts';
import { type Scope, until } from './harness/driver.ts';
import { SITE, type Stage, hasText, setChromiumStage, setStage } from './harness/stage.ts';

/**
 * Giulia (+39 347 123 4567) is met twice, and a contact with a Spanish number once, far below; the
 * other two numbers are nobody's.
 */
const PAGE = `<!doctype html><html lang="it"><meta charset="utf-8"><title>Ordini</title>
  <p>Giulia: 347 123 4567, ufficio 06 6982 1234</p><p>Giulia ancora: +39 347 123 4567</p>
  <div style="height: 4000px"></div>
  <p id="far">Para envíos: <b>+34</b> 612 345 678</p>
  <p>Nadie: +34 699 999 999</p>`;

/** Giulia stands in row 1,200 of 1,500. */
const LONG = `<!doctype html><html lang="it"><meta charset="utf-8"><title>Clienti</title><table>
  ${Array.from({ length: 1_500 }, (_, row) =>
    row === 1_200 ? '<tr><td id="far">347 123 4567' : `<tr><td>+39 333 ${1_000_000 + row * 37}`,
  ).join('')}</table>`;

const PAGES = { '/': PAGE, '/long': LONG, '/none': '<!doctype html><p>Nothing here.</p>' };

/** Chromium: only there can the boxes be counted and the badge be asked for. */
describe('the popup over a page', () => {
  let stage: Stage<ChromiumDriver>;
  let page: ChromiumTab;

  beforeAll(async () => {
    stage = await setChromiumStage({ pages: PAGES });
    await stage.connect();
    page = await stage.browser.open(`${SITE}/`);
  });

  afterAll(() => stage.close());

  it('lists who is on it, in its order and each once, with the numbers as written', async () => {
    const popup = await openPopupOver(stage, page);
    expect(await onThisPage(popup)).toEqual([
      expect.stringMatching(/^Giulia Bianchi.*347 123 4567.*country guessed/u),
      expect.stringContaining('+34 612 345 678'),
    ]);
    await popup.close();
  });

  it('goes to a number with Shift+Enter, rings it, and leaves nothing behind', async () => {
    const before = await page.evaluate(() => document.body.outerHTML);
    const hosts = await closedRoots(page);
    const popup = await openPopupOver(stage, page);
    await onThisPage(popup);
    await popup.press('ArrowDown');
    await popup.press('ArrowDown');
    await popup.press('Shift+Enter');
    await page.bringToFront();
    await page.waitFor(() => {
      const { top, bottom } = document.querySelector('#far')?.getBoundingClientRect() ?? {};
      return top !== undefined && top > 0 && bottom !== undefined && bottom < innerHeight;
    });
    await until(async () => ((await closedRoots(page)) === hosts + 1 ? true : undefined), {
      what: 'the ring',
    });
    await until(async () => ((await closedRoots(page)) === hosts ? true : undefined), {
      what: 'the ring to go',
    });
    expect(await page.evaluate(() => document.body.outerHTML)).toBe(before);
  });

  it('switches the site off and on: the boxes go at once and come again', async () => {
    await until(async () => ((await closedRoots(page)) > 0 ? true : undefined), {
      what: 'the boxes',
    });
    const popup = await openPopupOver(stage, page);
    await popup.click({ name: 'Show contacts on shop.test', role: 'switch' });
    await checked(popup, 'false');
    await until(async () => ((await closedRoots(page)) === 0 ? true : undefined), {
      what: 'the boxes to go',
    });

    const other = await stage.browser.open(`${SITE}/`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await closedRoots(other)).toBe(0);
    await other.close();
    // The list is the user's own question, and still answered.
    expect(await onThisPage(popup)).toHaveLength(2);

    await popup.bringToFront();
    await popup.click({ name: 'Show contacts on shop.test', role: 'switch' });
    await checked(popup, 'true');
    await page.bringToFront();
    await until(async () => ((await closedRoots(page)) > 0 ? true : undefined), {
      what: 'the boxes again',
    });
    await popup.close();
  });

  it('reads the numbers of a site with the country chosen for it', async () => {
    const popup = await openPopupOver(stage, page);
    await popup.click({ name: 'Numbers on shop.test', role: 'button' });
    await popup.waitFor(() => document.querySelector('option[value=ES]') !== null);
    await popup.evaluate(() => {
      const select = document.querySelector('select');
      if (!select) return;
      select.value = 'ES';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await popup.waitFor(
      () => document.querySelector('#page-results')?.textContent.includes('+39 347 123 4567'),
      { what: 'Giulia by her other number, which names its country' },
    );
    const options = await stage.browser.openExtensionPage('options.html');
    await hasText(options, 'Countries of single sites');
    await options.click({ name: 'Remove shop.test', role: 'button' });
    await options.waitFor(() => document.querySelector('#site-countries') === null);
    await options.close();
    await popup.close();
  });

  it('knows of numbers far out of view: in the list, on the button, and to go to', async () => {
    const long = await stage.browser.open(`${SITE}/long`);
    const tabId = await tabIdOf(stage, long);
    const popup = await openPopupOver(stage, long);
    expect(await onThisPage(popup)).toEqual([expect.stringMatching(/^Giulia Bianchi/u)]);
    // As the popup asks for it; the way there by keys is tried above.
    const jump = { type: 'tab.jump', tabId, text: '347 123 4567' };
    await popup.run(`chrome.runtime.sendMessage(${JSON.stringify(jump)})`);
    await long.bringToFront();
    await long.waitFor(() => {
      const { top, bottom } = document.querySelector('#far')?.getBoundingClientRect() ?? {};
      return top !== undefined && top > 0 && bottom !== undefined && bottom < innerHeight;
    });
    await long.evaluate(() => scrollTo(0, 0));
    await until(async () => ((await badgeOf(stage, tabId)).text === '1' ? true : undefined), {
      what: 'the badge',
      timeout: 20_000,
    });
    await popup.close();
    await long.close();
  });

  it('says on the toolbar button how many numbers are known', async () => {
    const tabId = await tabIdOf(stage, page);
    await until(async () => ((await badgeOf(stage, tabId)).text === '3' ? true : undefined), {
      what: 'the badge',
    });
    expect((await badgeOf(stage, tabId)).title).toBe('3 contacts’ numbers on this page');
    await page.goto(`${SITE}/none`);
    await until(async () => ((await badgeOf(stage, tabId)).text === '' ? true : undefined), {
      what: 'the badge to go',
    });
    expect((await badgeOf(stage, tabId)).title).toBe('Lens for Callbell');
  });
});

describe('the popup over a page that no extension may read', () => {
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    stage = await setChromiumStage({ pages: PAGES, grantHosts: false });
    await stage.connect();
  });

  afterAll(() => stage.close());

  it('shows everybody and is silent about the page', async () => {
    const page = await stage.browser.open('chrome://version/');
    const popup = await openPopupOver(stage, page);
    await popup.waitFor(() => document.querySelector('[role=option]') !== null);
    expect(await popup.evaluate(() => document.body.innerText)).not.toContain('On this page');
    expect(await popup.evaluate(() => document.body.innerText)).not.toContain('cannot read');
  });
});

describe('the popup over a page in Firefox', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage('firefox', { pages: PAGES });
    await stage.connect();
  });

  afterAll(() => stage.close());

  it('lists who is on it, and switches the site off and on', async () => {
    const page = await stage.browser.open(`${SITE}/`);
    const hasLayer = (): Promise<unknown> =>
      page.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await hasLayer();
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.waitFor(() => document.querySelector('[role=option]') !== null);
    // Firefox lets nothing run before an extension's page does: the tab behind it is changed
    // afterwards, and a setting that the list depends on has the popup look again.
    await popup.evaluate(async () => {
      const { browser } = globalThis as unknown as {
        browser: { tabs: PopupTabs; runtime: { sendMessage(message: object): Promise<unknown> } };
      };
      const query = (browser.tabs.query as (what: object) => Promise<object[]>).bind(browser.tabs);
      browser.tabs.query = () => query({ url: 'http://shop.test/*' });
      const settings = { countryBySite: { 'shop.test': 'IT' } };
      await browser.runtime.sendMessage({ type: 'settings.change', settings });
    });
    expect(await onThisPage(popup)).toEqual([
      expect.stringMatching(/^Giulia Bianchi.*347 123 4567/u),
      expect.stringContaining('+34 612 345 678'),
    ]);
    await popup.click('[role=switch]');
    await checked(popup, 'false');
    await page.waitFor(() => document.head.lastElementChild?.tagName !== 'DIV');
    await popup.click('[role=switch]');
    await checked(popup, 'true');
    await page.bringToFront();
    await hasLayer();
  });
});

interface TabsApi {
  query(what: object): Promise<{ id: number; url?: string }[]>;
}
interface ActionApi {
  getBadgeText(tab: { tabId: number }): Promise<string>;
  getTitle(tab: { tabId: number }): Promise<string>;
}
type World = typeof globalThis & { chrome: { tabs: TabsApi; action: ActionApi } };

/** What the popup's page has of `tabs`; `query` can be replaced. */
interface PopupTabs {
  get(id: number): Promise<object>;
  query: unknown;
}

/**
 * Opens the popup's page in a tab of its own and has it take another tab for the one behind it:
 * no automation can press the toolbar button.
 */
async function openPopupOver(
  stage: Stage<ChromiumDriver>,
  behind: ChromiumTab,
): Promise<ChromiumTab> {
  const tabId = await tabIdOf(stage, behind);
  const popup = await stage.browser.open('about:blank');
  await popup.page.addInitScript((id: number) => {
    const { tabs } = (globalThis as unknown as { chrome: { tabs: PopupTabs } }).chrome;
    tabs.query = (_: object, answer?: (found: object[]) => void) => {
      const found = tabs.get(id).then((tab) => [tab]);
      void found.then((list) => answer?.(list));
      return found;
    };
  }, tabId);
  await popup.goto(stage.browser.extensionUrl('popup.html'));
  await popup.page.setViewportSize({ width: 400, height: 560 });
  await popup.waitFor(() => document.activeElement?.matches('input'), { what: 'the focus' });
  return popup;
}

async function tabIdOf(stage: Stage<ChromiumDriver>, tab: ChromiumTab): Promise<number> {
  await tab.bringToFront();
  const worker = await stage.browser.serviceWorker();
  return worker.evaluate(async () => {
    const { tabs } = (globalThis as World).chrome;
    const [found] = await tabs.query({ active: true, lastFocusedWindow: true });
    return found?.id ?? -1;
  });
}

async function badgeOf(
  stage: Stage<ChromiumDriver>,
  tabId: number,
): Promise<{ text: string; title: string }> {
  const worker = await stage.browser.serviceWorker();
  return worker.evaluate(async (id) => {
    const { action } = (globalThis as World).chrome;
    return {
      text: await action.getBadgeText({ tabId: id }),
      title: await action.getTitle({ tabId: id }),
    };
  }, tabId);
}

function onThisPage(popup: Scope): Promise<string[]> {
  return popup.waitFor(
    () => {
      const rows = [...document.querySelectorAll('#page-results [role=option]')];
      const texts = rows.map((row) => {
        const copy = row.cloneNode(true) as Element;
        copy.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
        return copy.textContent;
      });
      return texts.length > 0 && texts;
    },
    { what: 'the list of who is on the page' },
  ) as Promise<string[]>;
}

function checked(popup: Scope, state: string): Promise<unknown> {
  return popup.waitFor(
    (wanted: string) =>
      document.querySelector('[role=switch]')?.getAttribute('aria-checked') === wanted,
    { argument: state, what: `the switch to be ${state}` },
  );
}

/** How many closed roots a page has: one with boxes in it, one more while a ring is shown. */
async function closedRoots(tab: ChromiumTab): Promise<number> {
  const count = (node: Awaited<ReturnType<typeof closedShadowTree>>): number =>
    (node.shadowRoots ?? []).filter(({ shadowRootType }) => shadowRootType === 'closed').length +
    (node.children ?? []).reduce((sum, child) => sum + count(child), 0);
  return count(await closedShadowTree(tab.page));
}
