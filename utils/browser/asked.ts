import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/** In `storage.session`: never on the disk, and gone as soon as somebody has taken it. */
const KEY = 'asked';

const askedSchema = z.string().check(z.maxLength(100_000));

/** Leaves a text for the popup, or for a side panel that is open already, to be looked up. */
export async function ask(text: string): Promise<void> {
  await browser.storage.session.set({ [KEY]: text });
}

/** @returns what was left, once; `undefined` if there is nothing */
export async function takeAsked(): Promise<string | undefined> {
  const stored: Record<string, unknown> = await browser.storage.session.get(KEY);
  const asked = askedSchema.safeParse(stored[KEY]).data;
  if (asked !== undefined) await browser.storage.session.remove(KEY);
  return asked;
}

/** Calls back with what is left from now on, until the signal aborts. */
export function onAsked(listener: (text: string) => void, signal: AbortSignal): void {
  const onChanged = (changes: Record<string, unknown>, area: string): void => {
    if (area !== 'session' || !(KEY in changes)) return;
    void takeAsked().then((text) => {
      if (text !== undefined && !signal.aborted) listener(text);
    });
  };
  browser.storage.onChanged.addListener(onChanged);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged));
}
