import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { CardFrame } from '../utils/page/card-frame.ts';
import type { AttachCard } from '../utils/page/card-offer.ts';
import { Hover } from '../utils/page/hover.ts';
import { NumberView } from '../utils/page/number-view.ts';
import { takeViewOffer } from '../utils/page/view-offer.ts';

/**
 * What is seen of Lens in a page, boxes and card, put into a frame in which `page.ts` has found a
 * number, whoever's it is: that must not tell which are known.
 */
export default defineUnlistedScript(() => {
  takeViewOffer((parts) => new NumberView(parts, attachCard));
});

const attachCard: AttachCard = ({ marks, holder, address, cardToken }) => {
  const card = new CardFrame(holder, address, {
    onEnter: () => hover.keep(),
    onLeave: () => hover.release(),
    onClose: () => hover.leave(),
  });
  const hover: Hover = new Hover(marks, card, cardToken);
  return hover;
};
