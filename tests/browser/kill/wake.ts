import type { Scope } from '../harness/driver.ts';

/** Sends the worker a message: any starts it if it is stopped. Nobody waits for the answer. */
export function sendTo(page: Scope, message: { type: string }): Promise<void> {
  return page.evaluate((sent) => {
    const { chrome } = globalThis as typeof globalThis & {
      chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };
    };
    // Who would give the answer may be dead.
    chrome.runtime.sendMessage(sent).catch(() => undefined);
  }, message);
}
