import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  type CardRequest,
  type CardScriptRequest,
  type CountRequest,
  type MatchRequest,
  ASK_AGAIN,
  MAX_LANG_LENGTH,
  MAX_TEXT_LENGTH,
  STOP_PAGE,
  isPageCommand,
  parseCardReply,
  parseMatchReply,
} from '../utils/messages/page-protocol.ts';
import { Lens } from '../utils/page/lens.ts';
import { rootElement } from '../utils/page/safe-document.ts';

/** Runs once in a page, however often it is injected. The page cannot see this world's globals. */
const RUNNING = Symbol.for('lens-for-callbell');

const READABLE = new Set(['text/html', 'application/xhtml+xml']);

/** How often a page on which nothing happens looks whether its extension is still there. */
const ALIVE_CHECK_MS = 5_000;

export default defineUnlistedScript(() => {
  const world = globalThis as { [RUNNING]?: () => boolean };
  // Asking has a script of an extension that was reloaded notice that it is an orphan.
  if (world[RUNNING]?.() === true || !READABLE.has(document.contentType)) return;
  const controller = new AbortController();
  const { signal } = controller;
  world[RUNNING] = () => {
    checkAlive();
    return !signal.aborted;
  };

  /** An extension that was updated or switched off leaves its scripts behind: they end here. */
  const checkAlive = (): void => {
    if (isOrphaned()) controller.abort();
  };
  const ask = async (
    request: MatchRequest | CardRequest | CountRequest | CardScriptRequest,
  ): Promise<unknown> => {
    try {
      return await browser.runtime.sendMessage(request);
    } catch {
      checkAlive();
      return undefined;
    }
  };

  const lens = new Lens(
    {
      match: async (texts) =>
        parseMatchReply(await ask({ type: 'page.match', texts, lang: lang() })),
      cardToken: async (text, wish) => {
        const request: CardRequest = {
          type: 'page.card',
          text: text.slice(0, MAX_TEXT_LENGTH),
          lang: lang(),
        };
        return parseCardReply(await ask(wish === undefined ? request : { ...request, wish }));
      },
      count: (count) => {
        if (!isOrphaned()) void ask({ type: 'page.count', count });
      },
      loadView: () => void ask({ type: 'page.card-script' }),
      checkAlive,
      card: {
        url: browser.runtime.getURL('/card.html'),
        origin: browser.runtime.getURL('/').slice(0, -1),
      },
    },
    signal,
  );

  const onCommand = (message: unknown): void => {
    if (isPageCommand(message, STOP_PAGE)) controller.abort();
    if (isPageCommand(message, ASK_AGAIN)) lens.askAgain();
  };
  browser.runtime.onMessage.addListener(onCommand);
  const aliveTimer = setInterval(checkAlive, ALIVE_CHECK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(aliveTimer);
    if (!isOrphaned()) browser.runtime.onMessage.removeListener(onCommand);
  });
  whenShown(signal, () => lens.start());
});

/** A page that is prepared before anybody wants it is left alone until it is shown. */
function whenShown(signal: AbortSignal, start: () => void): void {
  const { prerendering } = document as Document & { prerendering?: boolean };
  if (prerendering !== true) start();
  else document.addEventListener('prerenderingchange', start, { once: true, signal });
}

/** The page's language as it says itself. */
function lang(): string {
  return (rootElement()?.getAttribute('lang') ?? '').slice(0, MAX_LANG_LENGTH);
}

/** Whether the extension that put this script here is gone: its APIs are then, too. */
function isOrphaned(): boolean {
  const runtime = browser.runtime as { id?: string } | undefined;
  return runtime?.id === undefined;
}
