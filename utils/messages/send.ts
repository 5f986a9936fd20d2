import { browser } from 'wxt/browser';
import { deliver } from './deliver.ts';
import {
  type MessageType,
  type ReplyOf,
  type RequestInputOf,
  protocol,
  replyEnvelope,
} from './protocol.ts';

/**
 * Asks the service worker.
 *
 * @throws {Error} if the worker refused the message or failed over it; what Callbell answered is
 *   part of the reply and never an exception
 */
export async function send<T extends MessageType>(
  type: T,
  request: RequestInputOf<T>,
): Promise<ReplyOf<T>> {
  const answer: unknown = await deliver(() => browser.runtime.sendMessage({ type, ...request }));
  const envelope = replyEnvelope.parse(answer);
  if (!envelope.ok) throw new Error(`${type}: ${envelope.reason}`);
  // TypeScript cannot follow that this schema is the one of `T`.
  return protocol[type].reply.parse(envelope.value) as ReplyOf<T>;
}
