import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  type CardRequest,
  type MatchRequest,
  ASK_AGAIN,
  MAX_LANG_LENGTH,
  STOP_PAGE,
  isPageCommand,
  parseCardReply,
  parseMatchReply,
} from '../utils/messages/page-protocol.ts';
import { Lens } from '../utils/page/lens.ts';

/** Runs once in a page, however often it is injected. The page cannot see this world's globals. */
const RUNNING = Symbol.for('lens-for-callbell');

const READABLE = new Set(['text/html', 'application/xhtml+xml']);

export default defineUnlistedScript(() => {
  const world = globalThis as { [RUNNING]?: AbortSignal };
  const isRunning = world[RUNNING]?.aborted === false;
  if (isRunning || !READABLE.has(document.contentType)) return;
  const controller = new AbortController();
  world[RUNNING] = controller.signal;

  /** An extension that was updated or switched off leaves its scripts behind: they end here. */
  const ask = async (request: MatchRequest | CardRequest): Promise<unknown> => {
    try {
      return await browser.runtime.sendMessage(request);
    } catch {
      if (isOrphaned()) controller.abort();
      return undefined;
    }
  };

  const lens = new Lens(
    {
      match: async (texts) =>
        parseMatchReply(await ask({ type: 'page.match', texts, lang: lang() })),
      cardToken: async (text) =>
        parseCardReply(await ask({ type: 'page.card', text, lang: lang() })),
      card: {
        url: browser.runtime.getURL('/card.html'),
        origin: browser.runtime.getURL('/').slice(0, -1),
      },
    },
    controller.signal,
  );

  const onCommand = (message: unknown): void => {
    if (isPageCommand(message, STOP_PAGE)) controller.abort();
    if (isPageCommand(message, ASK_AGAIN)) lens.askAgain();
  };
  browser.runtime.onMessage.addListener(onCommand);
  controller.signal.addEventListener('abort', () => {
    if (!isOrphaned()) browser.runtime.onMessage.removeListener(onCommand);
  });
  lens.start();
});

/** The page's language as it says itself. */
function lang(): string {
  return document.documentElement.lang.slice(0, MAX_LANG_LENGTH);
}

/** Whether the extension that put this script here is gone: its APIs are then, too. */
function isOrphaned(): boolean {
  const runtime = browser.runtime as { id?: string } | undefined;
  return runtime?.id === undefined;
}
