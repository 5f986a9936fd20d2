import { browser } from '@wxt-dev/browser';
import { deliver } from '../messages/deliver.ts';

/**
 * Sends the service worker a message from a page.
 *
 * @returns the answer
 * @throws if nobody can be reached, as where the extension is gone
 */
export function askWorker(message: { type: string }): Promise<unknown> {
  return deliver(() => browser.runtime.sendMessage(message));
}

/** The same for what needs no answer, or can do without: `undefined` if nobody can be reached. */
export function tellWorker(message: { type: string }): Promise<unknown> {
  return askWorker(message).catch(() => undefined);
}
