import { boundsOf } from '../place.ts';
import { isElement, parentOf } from '../safe-dom.ts';
import { BLOCK, type Flow, INLINE, OUT, elementsAround, flowOf } from './flow.ts';
import { isInline } from './lines.ts';

/**
 * How two texts that follow one another are seen: in one line or not, or one of them, this one, is
 * not seen beside the other.
 */
export type Bond = boolean | Text;

/** In two boxes, what is farther apart than this part of its height is two things. */
const TOUCHING = 0.6;

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
    if (before === OUT && after !== before) return former;
    if (after === OUT && after !== before) return latter;
    const inLine = passed.filter((element) => this.#flowOf(element) !== OUT);
    const flow = Math.max(before, after, this.#most(inLine));
    return flow === INLINE || (flow !== BLOCK && touch(former, latter));
  }

  #most(elements: readonly Element[]): number {
    return Math.max(INLINE, ...elements.map((element) => this.#flowOf(element)));
  }

  #flowOf(element: Element): Flow {
    let flow = this.#flows.get(element);
    if (flow === undefined) this.#flows.set(element, (flow = flowOf(element)));
    return flow;
  }
}

/**
 * Whether one text begins where another one ends, in the same line. It asks for the places of two
 * letters: only for what stands in boxes of its own.
 */
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
