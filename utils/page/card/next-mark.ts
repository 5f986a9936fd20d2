import { firstAfter } from '../boxes/found-numbers.ts';
import type { Mark } from '../boxes/mark.ts';
import { isInPage } from '../safe-dom.ts';

/**
 * The number to go to from another one.
 *
 * @param marks in the document's order
 * @param last where one is now; without it, the first number that is in the window or below it
 * @returns `undefined` behind the last one
 */
export function nextMark(marks: readonly Mark[], last: Mark | undefined): Mark | undefined {
  const index = last ? marks.indexOf(last) : -1;
  if (index >= 0) return marks[index + 1];
  if (last && isInPage(last.anchor.node)) return marks[firstAfter(marks, last.anchor.node)];
  return marks.find(({ anchor }) => anchor.rects().some(({ bottom }) => bottom > 0));
}
