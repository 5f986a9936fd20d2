import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { parseLookUpCommand, parseNextCommand } from '../utils/messages/page-protocol.ts';
import type { AttachCard } from '../utils/page/card-offer.ts';
import { Hover } from '../utils/page/hover.ts';
import { NumberView } from '../utils/page/number-view.ts';
import { OpenCard } from '../utils/page/open-card.ts';
import { takeViewOffer } from '../utils/page/view-offer.ts';

/**
 * What is seen of Lens in a page, boxes and card, put into a frame in which `page.ts` has found a
 * number, whoever's it is: that must not tell which are known.
 */
export default defineUnlistedScript(() => {
  takeViewOffer((parts) => new NumberView(parts, attachCard));
});

const attachCard: AttachCard = ({ marks, holder, address, cardToken }) => {
  const hover = new Hover(marks, new OpenCard(holder, address), cardToken);
  return {
    attach: (signal) => {
      hover.attach(signal);
      followKeys(hover, signal);
    },
    leave: () => hover.leave(),
  };
};

/** Does what the browser's keys ask for, and answers whether there was a number for it. */
function followKeys(hover: Hover, signal: AbortSignal): void {
  const onCommand = (
    message: unknown,
    _sender: unknown,
    answer: (wasThere: boolean) => void,
  ): void => {
    const next = parseNextCommand(message);
    if (next) answer(hover.goToNext(next.fromStart));
    const lookUp = parseLookUpCommand(message);
    if (lookUp) answer(hover.lookUp(lookUp.wish));
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(onCommand);
  signal.addEventListener('abort', () => onMessage.removeListener(onCommand), { once: true });
}
