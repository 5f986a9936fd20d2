import { boundsOf } from '../place.ts';
import { isElement, isText, parentOf, tagOf, walkerOf } from '../safe-dom.ts';
import { hasDigit } from './digits.ts';
import { isEditor, isInline } from './lines.ts';

/** How an element's text stands to the text around it, as the page's styles lay it out. */
const Flow = {
  /** It goes on in the line. */
  Inline: 0,
  /** It stands in the line in a box of its own, which may be anywhere in it. */
  Box: 1,
  /** It starts lines of its own. */
  Block: 2,
  /** It is not in the line: hidden, or put somewhere else. */
  Out: 3,
} as const;
type Flow = (typeof Flow)[keyof typeof Flow];

/** How two texts that follow one another are seen: in one line or not, or one of them not there. */
export type Bond = 'joined' | 'apart' | 'former out' | 'latter out';

/** Whatever their styles, these are no part of a number: a footnote's mark, say, or a picture. */
const ALONE =
  /^(?:BR|HR|SU[BP]|IMG|SVG|MATH|CANVAS|VIDEO|AUDIO|IFRAME|OBJECT|EMBED|INPUT|BUTTON|SELECT|TEXTAREA|METER|PROGRESS)$/;

/** In two boxes, what is farther apart than this part of its height is two things. */
const TOUCHING = 0.6;
/** Elements nested deeper than this are a trap, and no line. */
const MAX_NESTED = 100;
/** What has more texts than this is no part of a line. */
const MAX_TEXTS = 20;

/**
 * Tells what a page's styles put into one line. That costs a computed style for each element
 * between two texts, once a reading: it is asked for where digits meet, and nowhere else.
 */
export class Layout {
  readonly #flows = new Map<Element, Flow>();

  /** @param passed the elements that begin between the two texts */
  bond(former: Text, latter: Text, passed: readonly Element[]): Bond {
    const before = this.#most(elementsAround(former, latter));
    const after = this.#most(elementsAround(latter, former));
    if (before === Flow.Out && after !== before) return 'former out';
    if (after === Flow.Out && after !== before) return 'latter out';
    const between = this.#most(passed.filter((element) => this.#flowOf(element) !== Flow.Out));
    const flow = Math.max(before, after, between);
    const isOne = flow === Flow.Block ? false : flow === Flow.Inline || touch(former, latter);
    return isOne ? 'joined' : 'apart';
  }

  #most(elements: readonly Element[]): Flow {
    let most: Flow = Flow.Inline;
    for (const element of elements) {
      const flow = this.#flowOf(element);
      if (flow > most) most = flow;
    }
    return most;
  }

  #flowOf(element: Element): Flow {
    let flow = this.#flows.get(element);
    if (flow === undefined) this.#flows.set(element, (flow = flowOf(element)));
    return flow;
  }
}

/** The elements that one text is in and another one is not, the inner ones first. */
export function elementsAround(text: Text, other: Text): Element[] {
  const elements: Element[] = [];
  for (let node = parentOf(text); isElement(node); node = parentOf(node)) {
    if (Node.prototype.contains.call(node, other) || elements.length > MAX_NESTED) break;
    elements.push(node);
  }
  return elements;
}

function flowOf(element: Element): Flow {
  if (ALONE.test(tagOf(element)) || isEditor(element)) return Flow.Block;
  const { display, position, visibility, opacity, fontSize } = getComputedStyle(element);
  // In no document there are no styles.
  if (display === '') return isInline(element) ? Flow.Inline : Flow.Block;
  if (/^(?:none|ruby-text)/u.test(display)) return Flow.Out;
  if (/^(?:absolute|fixed)$/u.test(position)) return Flow.Out;
  if (opacity === '0' || fontSize === '0px') return Flow.Out;
  if (visibility !== 'visible' && isVisible(parentOf(element))) return Flow.Out;
  if (/^(?:inline$|contents|ruby)/u.test(display)) {
    // Parts of a drawing's text can stand anywhere.
    return element instanceof SVGElement ? Flow.Box : Flow.Inline;
  }
  return display.startsWith('inline') ? Flow.Box : Flow.Block;
}

function isVisible(node: Node | null): boolean {
  return isElement(node) && getComputedStyle(node).visibility === 'visible';
}

/** Whether one text begins where another one ends. */
function touch(former: Text, latter: Text): boolean {
  const a = letterOf(former, former.data.trimEnd().length - 1);
  const b = letterOf(latter, latter.data.search(/\S/u));
  // What is not rendered has no place: what is inline by its tag is taken for a line.
  if (!a || !b) return [former, latter].every((text) => isInlineIn(text));
  const height = Math.min(a.height, b.height);
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return overlap >= height / 2 && Math.abs(gap) <= height * TOUCHING;
}

function isInlineIn(text: Text): boolean {
  const parent = parentOf(text);
  return isElement(parent) && isInline(parent);
}

function letterOf(text: Text, offset: number): DOMRect | undefined {
  const place = { startContainer: text, startOffset: offset };
  return boundsOf({ ...place, endContainer: text, endOffset: offset + 1 });
}

/**
 * The element whose lines a change in this one can change: another one around it, where it has
 * digits and is laid out as a part of a line.
 */
export function shownBlock(element: Element): Element {
  let block = element;
  if (!hasDigits(element)) return block;
  for (let depth = 0; depth < MAX_NESTED; depth += 1) {
    const parent = parentOf(block);
    if (!isElement(parent) || flowOf(block) > Flow.Box) break;
    block = parent;
  }
  return block;
}

function hasDigits(element: Element): boolean {
  const walker = walkerOf(element, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MAX_TEXTS; count += 1) {
    const text = walker.nextNode();
    if (!text) break;
    if (isText(text) && hasDigit(text.data)) return true;
  }
  return false;
}
