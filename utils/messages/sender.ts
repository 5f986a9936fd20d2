import type { Browser } from 'wxt/browser';
import type { SenderKind } from './protocol.ts';

/**
 * Says who sent a message. Only an origin that is the extension's own makes a sender one of us;
 * everything else that reaches us from inside the extension is treated as a content script.
 * `sender.url` and the absence of `sender.tab` prove nothing: frames can be `about:srcdoc`, and
 * our options page has a tab too.
 *
 * @returns `undefined` for a message of another extension, which is not answered at all
 */
export function classifySender(
  sender: Browser.runtime.MessageSender,
  self: { id: string; origin: string },
): SenderKind | undefined {
  if (sender.id !== self.id) return undefined;
  return sender.origin === self.origin ? 'extension' : 'page';
}
