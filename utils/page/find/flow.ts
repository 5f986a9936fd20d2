import { isElement, parentOf, walkerOf } from '../safe-dom.ts';
import { hasDigit } from './digits.ts';
import { isAlone, isInline } from './lines.ts';

/** How an element's text stands to the text around it, as the page's styles lay it out. */
export type Flow = number;
/** It goes on in the line. */
export const INLINE = 0;
/** It stands in the line in a box of its own, which may be anywhere in it. */
const BOX = 1;
/** It starts lines of its own. */
export const BLOCK = 2;
/** It is not in the line: hidden, or put somewhere else. */
export const OUT = 3;

/** Elements nested deeper than this, and what has more texts, are a trap, and no line. */
const MAX_IN_LINE = 100;

/** The elements that one text is in and another one is not, the inner ones first. */
export function elementsAround(text: Node, other: Node): Element[] {
  const elements: Element[] = [];
  for (let node = parentOf(text); isElement(node); node = parentOf(node)) {
    if (Node.prototype.contains.call(node, other) || elements.length > MAX_IN_LINE) break;
    elements.push(node);
  }
  return elements;
}

export function flowOf(element: Element): Flow {
  if (isAlone(element)) return BLOCK;
  const { display, position, visibility, opacity, fontSize } = getComputedStyle(element);
  // In no document there are no styles.
  if (display === '') return isInline(element) ? INLINE : BLOCK;
  if (/^none|^ruby-text|absolute|fixed/.test(display + position)) return OUT;
  if (opacity === '0' || fontSize === '0px') return OUT;
  const parent = parentOf(element);
  // Where all of a place is hidden, its lines are lines all the same.
  if (visibility !== 'visible' && isElement(parent)) {
    if (getComputedStyle(parent).visibility === 'visible') return OUT;
  }
  if (/^inline$|contents|ruby/.test(display)) {
    // Parts of a drawing's text can stand anywhere.
    return element instanceof SVGElement ? BOX : INLINE;
  }
  return display.startsWith('inline') ? BOX : BLOCK;
}

/**
 * The element whose lines a change in this one can change: another one around it, where it may
 * have digits and is laid out as a part of a line.
 */
export function shownBlock(element: Element): Element {
  let block = element;
  for (let depth = hasDigits(element) ? MAX_IN_LINE : 0; depth > 0; depth -= 1) {
    const parent = parentOf(block);
    if (!isElement(parent) || flowOf(block) > BOX) break;
    block = parent;
  }
  return block;
}

function hasDigits(element: Element): boolean {
  const walker = walkerOf(element, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MAX_IN_LINE; count += 1) {
    const text = walker.nextNode() as Text | null;
    if (!text || hasDigit(text.data)) return text !== null;
  }
  return false;
}
