import { DEMO_API_KEY } from '../../fake-callbell/contacts.ts';
import type { ChromiumTab } from '../harness/chromium.ts';
import { type Driver, type Scope, type Tab, until } from '../harness/driver.ts';
import { hasText, SITE, type Stage } from '../harness/stage.ts';
import { cardIn, clickInCard, isCardAt, rest } from './on-page.ts';

const STYLE = `<style>
  :root { color-scheme: light dark }
  body { margin: 2rem; font: 16px/1.5 system-ui, sans-serif; width: 41rem }
  td { padding: .25rem 1.5rem .25rem 0 }
  iframe { border: 1px solid #8888; width: 300px; height: 60px }
</style>`;

const ROWS = `<table>
  <tr><td>Giulia Bianchi<td id="one">+39 347 123 4567<td>Preventivo 4412
  <tr><td>Praxis Müller<td id="two">+49 30 901820<td>Rechnung offen
  <tr><td>Marco Esposito<td id="guessed">347 123 4999<td>da richiamare
  <tr><td>Bajío<td id="long">+52 55 1234 5678<td>Refacciones
  <tr><td>Inês<td id="closed">+351 912 345 678<td>pós-venda
  <tr><td>Centralino<td id="stranger">+39 06 6982 1234<td>Roma
</table>`;

/** The pages on which the states are seen, by path. */
export const STATE_PAGES: Readonly<Record<string, string>> = {
  '/': `<!doctype html><html lang="it"><title>Ordini</title>${STYLE}<h1>Ordini di oggi</h1>${ROWS}`,
  '/rtl': `<!doctype html><html lang="ar" dir="rtl"><title>طلبات</title>${STYLE}
    <style>body { margin-inline-start: auto; margin-inline-end: 2rem }</style>
    <h1>طلبات اليوم</h1><p>اتصلوا بليلى على <bdi id="rtl">+33 6 12 34 56 78</bdi> غدًا.</p>`,
  '/framed': `<!doctype html><html lang="it"><title>Ordini</title>${STYLE}<h1>Ordini di oggi</h1>
    <iframe id="frame" src="/frame"></iframe>`,
  '/frame': `<!doctype html><html lang="it"><title>Widget</title>
    <body style="margin:8px;font:14px sans-serif"><p id="framed">+39 347 123 4567</p>`,
};

/** A card as a user can meet it. */
export interface CardState {
  name: string;
  path?: string;
  scheme?: 'light' | 'dark';
  forcedColors?: boolean;
  /** Brings the card there; the tab shows the page. */
  open: (tab: Tab, stage: Stage) => Promise<unknown>;
}

const GIULIA = 'Giulia Bianchi';
const THREE_DAYS_MS = 3 * 86_400_000;

/** Waits until a tab's card has done something. */
async function inCard(tab: Tab, work: (card: Scope) => Promise<unknown>): Promise<void> {
  await work(await cardIn(tab));
}

/** Every state, in an order in which none spoils the next one. */
export const CARD_STATES: readonly CardState[] = [
  { name: 'one-contact', open: (tab) => rest(tab, '#one', GIULIA) },
  { name: 'two-contacts', open: (tab) => rest(tab, '#two', 'Praxis Müller') },
  { name: 'guessed', open: (tab) => rest(tab, '#guessed', 'Marco Esposito') },
  { name: 'long', open: (tab) => rest(tab, '#long', 'María de los Ángeles') },
  { name: 'closed', open: (tab) => rest(tab, '#closed', 'Inês Carvalho') },
  { name: 'right-to-left', path: '/rtl', open: (tab) => rest(tab, '#rtl', 'ليلى حداد') },
  { name: 'dark', scheme: 'dark', open: (tab) => rest(tab, '#one', GIULIA) },
  { name: 'high-contrast', forcedColors: true, open: (tab) => rest(tab, '#one', GIULIA) },
  {
    name: 'pinned',
    open: async (tab) => {
      await rest(tab, '#one', GIULIA);
      await inCard(tab, (card) => clickInCard(card, 'Pin'));
    },
  },
  {
    name: 'unknown',
    open: async (tab, { browser }) => {
      await rest(tab, '#one', GIULIA);
      await tab.evaluate(() => {
        const stranger = document.querySelector('#stranger');
        if (stranger) getSelection()?.selectAllChildren(stranger);
      });
      await browser.pressShortcut('look-up');
      await inCard(tab, (card) => hasText(card, 'Callbell has no contact'));
    },
  },
  {
    name: 'small-frame',
    path: '/framed',
    open: async (tab) => {
      const { x, y } = await tab.evaluate(() => {
        const { left, top } =
          document.querySelector('#frame')?.getBoundingClientRect() ?? new DOMRect();
        return { x: left + 50, y: top + 23 };
      });
      let turn = 0;
      await until(
        async () => {
          turn += 1;
          await tab.moveMouse(x + (turn % 3), y);
          return (await isCardAt(tab, x, y + 60)) ? true : undefined;
        },
        { what: 'the card over the frame' },
      );
      await inCard(tab, (card) => hasText(card, GIULIA));
    },
  },
  {
    name: 'stale',
    open: async (tab) => {
      // Its page is there already; only what it takes for the time is another.
      await rest(tab, '#two', 'Praxis Müller');
      await inCard(tab, (card) =>
        card.evaluate((ahead: number) => {
          const { now } = Date;
          Date.now = () => now() + ahead;
        }, THREE_DAYS_MS),
      );
      await rest(tab, '#one', GIULIA);
      await inCard(tab, (card) => hasText(card, 'Synced 3 days ago'));
    },
  },
  {
    name: 'refreshed',
    open: async (tab) => {
      await rest(tab, '#one', GIULIA);
      await inCard(tab, async (card) => {
        await clickInCard(card, 'Refresh');
        await hasText(card, 'Read from Callbell just now');
      });
    },
  },
  {
    name: 'refused-key',
    open: async (tab, { fake }) => {
      await rest(tab, '#one', GIULIA);
      fake.accounts.addKey(DEMO_API_KEY, 'kept');
      fake.accounts.revokeKey(DEMO_API_KEY);
      await inCard(tab, async (card) => {
        await clickInCard(card, 'Refresh');
        await hasText(card, 'did not accept the API key');
      });
      fake.accounts.addKey('kept', DEMO_API_KEY);
    },
  },
];

/** Opens a page with a card in one state. */
export async function openState<Browser extends Driver>(
  stage: Stage<Browser>,
  { path = '/', scheme = 'light', forcedColors = false, open }: CardState,
): Promise<Awaited<ReturnType<Browser['open']>>> {
  const tab = (await stage.browser.open(SITE + path)) as Awaited<ReturnType<Browser['open']>>;
  await tab.setColorScheme(scheme);
  if (isChromium(tab)) {
    await tab.page.emulateMedia({ forcedColors: forcedColors ? 'active' : 'none' });
  }
  await open(tab, stage);
  return tab;
}

function isChromium(tab: Tab): tab is ChromiumTab {
  return (
    'page' in tab && typeof tab.page === 'object' && tab.page !== null && 'emulateMedia' in tab.page
  );
}
