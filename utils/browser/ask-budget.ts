import { browser } from 'wxt/browser';
import { z } from '../zod.ts';

/** So many numbers may be asked about in a tab within a minute: ten very full pages. */
const PER_MINUTE = 2_000;
const WINDOW_MS = 60_000;

const PREFIX = 'asked:';

const windowSchema = z.object({ startedAt: z.number(), asked: z.number() });

/**
 * Takes from a tab's budget of questions. A page that has taken over its content script's process
 * could otherwise ask about every number there is, and so learn all the contacts' (security T11).
 * Known and unknown numbers cost the same. The budget lies in `storage.session`: it outlives the
 * worker, and content scripts cannot reach it.
 *
 * @returns how many of the wanted questions may be answered now
 */
export function takeFromBudget(tabId: number, wanted: number, now = Date.now()): Promise<number> {
  return navigator.locks.request(`ask-budget-${tabId}`, async () => {
    const key = `${PREFIX}${tabId}`;
    const stored: Record<string, unknown> = await browser.storage.session.get(key);
    const last = windowSchema.safeParse(stored[key]).data;
    const isCurrent =
      last !== undefined && now >= last.startedAt && now - last.startedAt < WINDOW_MS;
    const { startedAt, asked } = isCurrent ? last : { startedAt: now, asked: 0 };
    const granted = Math.min(wanted, PER_MINUTE - asked);
    await browser.storage.session.set({ [key]: { startedAt, asked: asked + granted } });
    return granted;
  });
}
