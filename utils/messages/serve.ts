import { type Browser, browser } from 'wxt/browser';
import * as z from 'zod/mini';
import {
  type MessageType,
  type ReplyEnvelope,
  type ReplyOf,
  type RequestOf,
  protocol,
} from './protocol.ts';
import { classifySender } from './sender.ts';

type Sender = Browser.runtime.MessageSender;

/** What the worker does for each message. */
export type Handlers = {
  [T in MessageType]: (request: RequestOf<T>, sender: Sender) => Promise<ReplyOf<T>>;
};

const typed = z.object({ type: z.enum(Object.keys(protocol) as [MessageType, ...MessageType[]]) });

/** Answers every message of the protocol. Call it in the worker's first turn, so that none is lost. */
export function serve(handlers: Handlers): void {
  // Not `URL.origin`: that is `null` for a scheme which its parser does not know, and `null` is
  // what sandboxed frames call themselves.
  const self = { id: browser.runtime.id, origin: browser.runtime.getURL('/').replace(/\/$/u, '') };
  // webextension-polyfill sends what the promise brings, in Chrome too.
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- WXT's types are Chrome's
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) =>
    classifySender(sender, self) === undefined
      ? undefined
      : answer(handlers, message, sender, self),
  );
}

/**
 * Checks a message and its sender and has it handled. Exported for tests.
 *
 * @returns always an envelope: a caller never waits for an answer that does not come
 */
export async function answer(
  handlers: Handlers,
  message: unknown,
  sender: Sender,
  self: { id: string; origin: string },
): Promise<ReplyEnvelope> {
  const known = typed.safeParse(message);
  if (!known.success) return { ok: false, reason: 'invalid' };
  const { type } = known.data;
  if (protocol[type].from !== classifySender(sender, self)) return { ok: false, reason: 'refused' };
  const request = protocol[type].request.safeParse(message);
  if (!request.success) return { ok: false, reason: 'invalid' };
  // TypeScript cannot follow that this handler takes what this schema has just read.
  const handle = handlers[type] as (request: unknown, sender: Sender) => Promise<unknown>;
  try {
    return { ok: true, value: await handle(request.data, sender) };
  } catch {
    return { ok: false, reason: 'failed' };
  }
}
