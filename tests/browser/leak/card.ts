import { DEMO_CONTACTS } from '../../fake-callbell/contacts.ts';
import { type BrowserName, type Scope, type Tab, until } from '../harness/driver.ts';
import { hasText } from '../harness/stage.ts';

/** A page on which the card is opened. */
export interface CardPage {
  where: string;
  path: string;
  hasServiceWorker?: boolean;
  only?: BrowserName;
}

export const CARD_PAGES: readonly CardPage[] = [
  { where: 'on a page with a service worker', path: '/numbers', hasServiceWorker: true },
  { where: 'under default-src none', path: '/strict' },
  { where: 'under COEP require-corp', path: '/isolated' },
  // Firefox does not know it, and takes it for no policy.
  { where: 'under COEP credentialless', path: '/credentialless', only: 'chrome' },
];

/** What the card of the first number shows and the page must not find: whole and in part. */
export const CARD_SECRETS: readonly string[] = [
  'Giulia Bianchi',
  'Giulia',
  'Bianch',
  DEMO_CONTACTS[0]?.uuid ?? '',
  'Preferisce essere chiamata',
  'Forl',
  'giulia.bianchi@example.com',
  'Work e-mail',
  'newsletter',
  'Open conversation',
];

/** Waits for the card's document in a page. */
export function cardIn(tab: Tab, timeout: number): Promise<Scope> {
  return tab.frame((url) => url.includes('card.html'), { timeout, what: 'the card' });
}

/** Rests the real pointer on the first number until its card is there, with the name in it. */
export async function openCard(tab: Tab): Promise<void> {
  const { x, y, below } = await tab.evaluate(() => {
    const { left, top, height } = window.leak.numbers[0]?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + 30, y: top + height - 3, below: top + height + 60 };
  });
  let turn = 0;
  await until(
    async () => {
      turn += 1;
      await tab.moveMouse(x + (turn % 3), y);
      await hasText(await cardIn(tab, 700), 'Giulia Bianchi', 700);
      return true;
    },
    { what: 'the card' },
  );
  // It lies over the numbers below: the host is what the page finds there.
  await tab.waitFor(
    ([left, top]: [number, number]) => {
      const found = document.elementFromPoint(left, top);
      return found !== null && found === document.head.lastElementChild;
    },
    { argument: [x, below], what: 'the card to be seen' },
  );
}

/** Has the page's service worker answer for it, so that it sees every request from now on. */
export async function registerServiceWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  await serviceWorker.register('/sw.js');
  if (!serviceWorker.controller) await controlled;
}

/** Which of these texts a page can find, by any way to read what is shown. */
export function findTexts(texts: readonly string[]): string[] {
  const page = window as unknown as { find: (...given: unknown[]) => boolean };
  const root = document.documentElement;
  getSelection()?.selectAllChildren(root);
  const readable = [
    getSelection()?.toString(),
    root.innerText,
    root.textContent,
    root.getHTML({ serializableShadowRoots: true }),
    JSON.stringify(performance.getEntries()),
    JSON.stringify(window.leak.events),
    JSON.stringify(window.leak.otherMutations),
  ].join('\n');
  getSelection()?.removeAllRanges();
  return texts.filter((text) => {
    const isFound = [true, false].some((inFrames) => {
      try {
        return page.find(text, false, false, true, false, inFrames);
      } catch {
        // Firefox: "Property access denied", where there is a frame of another origin.
        return false;
      }
    });
    getSelection()?.removeAllRanges();
    return isFound || readable.includes(text);
  });
}

/** All else that a page can notice around an open card. */
export function aroundCard(): Record<string, unknown> {
  const { events, entries } = window.leak;
  return {
    frames: window.length + document.querySelectorAll('iframe').length,
    open: document.querySelectorAll(':popover-open, :modal, :fullscreen').length,
    active: document.activeElement?.tagName,
    events: events.filter((event) => !/^(?:focus|blur|scroll) (?:window|#document)/u.test(event)),
    named: [...entries.map(({ json }) => json), ...performance.getEntries().map(String)].filter(
      (json) => json.includes('-extension:') || json.includes('card.html'),
    ),
  };
}
