import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { CardFrame } from '../utils/page/card-frame.ts';
import { takeCardOffer } from '../utils/page/card-offer.ts';
import { Hover } from '../utils/page/hover.ts';

/**
 * The card's part of a page, put into a frame in which `page.ts` has found a number, whoever's it
 * is: that must not tell which are known.
 */
export default defineUnlistedScript(() => {
  takeCardOffer(({ marks, holder, address, cardToken }) => {
    const card = new CardFrame(holder, address, {
      onEnter: () => hover.keep(),
      onLeave: () => hover.release(),
      onClose: () => hover.leave(),
    });
    const hover: Hover = new Hover(marks, card, cardToken);
    return hover;
  });
});
