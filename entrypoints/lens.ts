import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  type CardRequest,
  type CountRequest,
  type MatchRequest,
  ASK_AGAIN,
  MAX_LANG_LENGTH,
  MAX_TEXT_LENGTH,
  isPageCommand,
  parseCardReply,
  parseLookUpCommand,
  parseMatchReply,
  parseNextCommand,
} from '../utils/messages/page-protocol.ts';
import type { AttachCard } from '../utils/page/card-offer.ts';
import { Hover } from '../utils/page/hover.ts';
import { Lens } from '../utils/page/lens.ts';
import { OpenCard } from '../utils/page/open-card.ts';
import { isOrphaned } from '../utils/page/orphan.ts';
import { takePage } from '../utils/page/page-offer.ts';
import { rootElement } from '../utils/page/safe-document.ts';

/**
 * Finds the numbers of a page and shows whose they are. It is put into a frame in which `page.ts`
 * has seen something that may be a number, whoever's it is: that must not tell which are known.
 */
export default defineUnlistedScript(() => {
  const life = takePage();
  if (!life) return;
  const ask = async (request: MatchRequest | CardRequest | CountRequest): Promise<unknown> => {
    try {
      return await browser.runtime.sendMessage(request);
    } catch {
      life.check();
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
      attachCard,
      card: {
        url: browser.runtime.getURL('/card.html'),
        origin: browser.runtime.getURL('/').slice(0, -1),
      },
    },
    life,
  );
  hear((message) => {
    if (isPageCommand(message, ASK_AGAIN)) lens.askAgain();
  }, life.signal);
  lens.start();
});

const attachCard: AttachCard = ({ marks, holder, address, cardToken }) => {
  const hover = new Hover(marks, new OpenCard(holder, address), cardToken);
  return {
    attach: (signal) => {
      hover.attach(signal);
      // Does what the browser's keys ask for, and answers whether there was a number for it.
      hear((message, answer) => {
        const next = parseNextCommand(message);
        if (next) answer(hover.goToNext(next.fromStart));
        const lookUp = parseLookUpCommand(message);
        if (lookUp) answer(hover.lookUp(lookUp.wish));
      }, signal);
    },
    leave: () => hover.leave(),
  };
};

/** Hears what the worker says until the signal aborts. */
function hear(
  handle: (message: unknown, answer: (wasThere: boolean) => void) => void,
  signal: AbortSignal,
): void {
  const onMessage = (
    message: unknown,
    _sender: unknown,
    answer: (wasThere: boolean) => void,
  ): void => handle(message, answer);
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener(
    'abort',
    () => {
      if (!isOrphaned()) browser.runtime.onMessage.removeListener(onMessage);
    },
    { once: true },
  );
}

/** The page's language as it says itself. */
function lang(): string {
  return (rootElement()?.getAttribute('lang') ?? '').slice(0, MAX_LANG_LENGTH);
}
