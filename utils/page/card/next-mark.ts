import type { Mark } from '../boxes/mark.ts';
import { isInPage, rectsOf } from '../safe-dom.ts';

/**
 * The number to go to from another one, in the document's order.
 *
 * @param last where one is now; without it, the first number that is in the window or below it
 * @returns `undefined` behind the last one
 */
export function nextMark(marks: readonly Mark[], last: Mark | undefined): Mark | undefined {
  const inOrder = marks.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  if (last && isInPage(last.anchor.node)) return inOrder.find((mark) => isBefore(last, mark));
  return inOrder.find((mark) => rectsOf(mark.anchor.target).some(({ bottom }) => bottom > 0));
}

function isBefore(a: Mark, b: Mark): boolean {
  const [first, second] = [a.anchor, b.anchor];
  if (first.node === second.node) return first.offset < second.offset;
  const order = Node.prototype.compareDocumentPosition.call(first.node, second.node);
  return (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
