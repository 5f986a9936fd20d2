import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  type OuterCardRequest,
  type WordMessage,
  parseCardPlace,
  parseWord,
} from '../utils/messages/frame-protocol.ts';
import {
  type CardRequest,
  type CountRequest,
  type HearEscapeRequest,
  type MatchRequest,
  ASK_AGAIN,
  CLOSE_CARD,
  MAX_TEXT_LENGTH,
  isPageCommand,
  parseCardReply,
  parseLookUpCommand,
  parseMatchReply,
  parseNextCommand,
} from '../utils/messages/page-protocol.ts';
import { askWorker, tellWorker } from '../utils/page/ask-worker.ts';
import type { AttachCard } from '../utils/page/card/card-offer.ts';
import { EscapeElsewhere } from '../utils/page/card/escape-elsewhere.ts';
import { FarCard } from '../utils/page/card/far-card.ts';
import { FrameCard } from '../utils/page/card/frame-card.ts';
import { Hover } from '../utils/page/card/hover.ts';
import { Lens } from '../utils/page/lens.ts';
import { OpenCard } from '../utils/page/card/open-card.ts';
import { isOrphaned } from '../utils/page/orphan.ts';
import { takePage } from '../utils/page/page-offer.ts';
import { partsOf } from '../utils/page/question.ts';
import { onTrusted } from '../utils/page/trusted.ts';

/**
 * Finds the numbers of a page and shows whose they are. It is put into a frame in which `page.ts`
 * has seen something that may be a number, whoever's it is: that must not tell which are known.
 */
export default defineUnlistedScript(() => {
  const life = takePage();
  if (!life) return;
  const ask = async (request: MatchRequest | CardRequest | CountRequest): Promise<unknown> => {
    try {
      return await askWorker(request);
    } catch {
      life.check();
      return undefined;
    }
  };

  const lens = new Lens(
    {
      match: async (questions, isAhead) => {
        const asked = questions.map(partsOf);
        const texts = asked.map(({ text }) => text);
        const lang = asked[0]?.lang ?? '';
        return parseMatchReply(await ask({ type: 'page.match', texts, isAhead, lang }));
      },
      cardToken: async (question, wish) => {
        const { text, lang } = partsOf(question);
        const request: CardRequest = {
          type: 'page.card',
          text: text.slice(0, MAX_TEXT_LENGTH),
          lang,
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
  const escape = new EscapeElsewhere((isOpen) => void tell({ type: 'page.hear-escape', isOpen }));
  const near = new OpenCard(holder, address, (news) => escape.onNews(news));
  const far = new FarCard({
    ask: async (show) =>
      parseCardPlace(await tell({ type: 'page.outer-card', ...(show && { show }) })),
    tell: (message) => void tell(message),
  });
  const isFramed = window !== window.parent;
  const hover = new Hover(marks, isFramed ? new FrameCard(near, far) : near, cardToken);
  return {
    attach: (signal) => {
      hover.attach(signal);
      onTrusted('focus', () => far.onFocus(), { signal });
      // Does what the browser's keys ask for, and answers whether there was a number for it.
      hear((message, answer) => {
        const next = parseNextCommand(message);
        if (next) answer(hover.goToNext(next.fromStart));
        const lookUp = parseLookUpCommand(message);
        if (lookUp) answer(hover.lookUp(lookUp.wish));
        const word = parseWord(message);
        if (word) far.hear(word);
        if (isPageCommand(message, CLOSE_CARD)) hover.close();
      }, signal);
    },
    leave: () => hover.leave(),
  };
};

/** Says something of the card to the worker; a worker that is gone is noticed elsewhere. */
function tell(message: OuterCardRequest | WordMessage | HearEscapeRequest): Promise<unknown> {
  return tellWorker(message);
}

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
