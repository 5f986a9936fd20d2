import { browser } from 'wxt/browser';
import { getAccount } from '../store/state.ts';

/**
 * In `storage.local`, apart from the database: browsers that lose one, by a damaged file or by
 * themselves to make room, seldom lose both. It says only that there was an account.
 */
const KEY = 'connected';

/** Call it when an account has been connected, and before it is disconnected. */
export async function rememberConnected(isConnected: boolean): Promise<void> {
  if (isConnected) await browser.storage.local.set({ [KEY]: true });
  else await browser.storage.local.remove(KEY);
}

/** Whether an account was connected, and the user has not disconnected it: the browser lost it. */
export async function wasErased(): Promise<boolean> {
  if ((await getAccount()) !== undefined) return false;
  const stored: Record<string, unknown> = await browser.storage.local.get(KEY);
  return stored[KEY] === true;
}
