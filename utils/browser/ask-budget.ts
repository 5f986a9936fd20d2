import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/**
 * A store of questions: each takes one out of it, and it fills up again with time.
 *
 * What one tab may ask is what its user could see there: a list of 5,000 rows scrolled through as
 * fast as can be, some thousands out of view, then a number every second for as long as one likes.
 * All tabs together may ask twice that, since a page can open tabs.
 */
interface Store {
  most: number;
  perSecond: number;
}

const TAB: Store = { most: 8_000, perSecond: 1 };
const BROWSER: Store = { most: 16_000, perSecond: 2 };

/** What is out of view leaves so much of it for what the user looks at: 5,000 rows in a tab. */
const KEPT_FOR_VIEW = 5 / 8;

const PREFIX = 'asked:';
const ALL = `${PREFIX}all`;

const levelSchema = z.lazy(() => z.object({ left: z.number(), at: z.number() }));

/**
 * Takes from the budget of questions of a tab and of the browser. A page that has taken over its
 * content script's process could otherwise ask about every number there is, and so learn all the
 * contacts' (security T11). Known and unknown numbers cost the same. The budget lies in
 * `storage.session`: it outlives the worker, and content scripts cannot reach it.
 *
 * @param isAhead whether they are out of view, and can wait
 * @returns how many of the wanted questions may be answered now
 */
export function takeFromBudget(
  tabId: number,
  wanted: number,
  isAhead = false,
  now = Date.now(),
): Promise<number> {
  return navigator.locks.request('ask-budget', async () => {
    const key = `${PREFIX}${tabId}`;
    const stored: Record<string, unknown> = await browser.storage.session.get([key, ALL]);
    const tab = leftIn(TAB, stored[key], now);
    const all = leftIn(BROWSER, stored[ALL], now);
    const free = Math.min(freeIn(TAB, tab, isAhead), freeIn(BROWSER, all, isAhead));
    const granted = Math.max(0, Math.min(wanted, Math.floor(free)));
    await browser.storage.session.set({
      [key]: { left: tab - granted, at: now },
      [ALL]: { left: all - granted, at: now },
    });
    return granted;
  });
}

function leftIn({ most, perSecond }: Store, stored: unknown, now: number): number {
  const last = levelSchema.safeParse(stored).data;
  if (!last) return most;
  // A clock that was put back gives nothing.
  const seconds = Math.max(0, now - last.at) / 1_000;
  return Math.min(most, last.left + seconds * perSecond);
}

function freeIn({ most }: Store, left: number, isAhead: boolean): number {
  return isAhead ? left - most * KEPT_FOR_VIEW : left;
}
