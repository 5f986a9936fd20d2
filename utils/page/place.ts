import { treeOf } from './document-order.ts';
import { flatParent } from './flat-tree.ts';
import { attributeOf, isElement, isText, rectsOf, walkerOf } from './safe-dom.ts';

/**
 * A stretch of text, as plain data: a browser moves every live `Range` of a page at each of its
 * changes, which takes seconds where there are thousands.
 */
export interface Stretch {
  readonly startContainer: Node;
  readonly startOffset: number;
  readonly endContainer: Node;
  readonly endOffset: number;
  /** Its texts, where others between them are not seen in its line. */
  readonly seen?: readonly Text[];
}

/** The stretch of a range as it is now. */
export function stretchOf({
  startContainer,
  startOffset,
  endContainer,
  endOffset,
}: Range): Stretch {
  return { startContainer, startOffset, endContainer, endOffset };
}

/** Where a number stands: text, or an element that bears the number and may show anything. */
export type Place = Stretch | Element;

/** The one live range, set anew for each question. */
let asked: Range | undefined;

/** @returns `undefined` where the text has become shorter */
function rangeOf({ startContainer, startOffset, endContainer, endOffset }: Stretch) {
  asked ??= new Range();
  try {
    // A range that is elsewhere would first be compared with this place, sibling by sibling.
    asked.selectNodeContents(startContainer);
    asked.setStart(startContainer, startOffset);
    asked.setEnd(endContainer, endOffset);
  } catch {
    return undefined;
  }
  return asked;
}

export function startOf(place: Place): { node: Node; offset: number } {
  return place instanceof Element
    ? { node: place, offset: 0 }
    : { node: place.startContainer, offset: place.startOffset };
}

export function isSamePlace(a: Place, b: Place): boolean {
  if (a instanceof Element || b instanceof Element) return a === b;
  return (
    a.startContainer === b.startContainer &&
    a.endContainer === b.endContainer &&
    a.startOffset === b.startOffset &&
    a.endOffset === b.endOffset
  );
}

/** A number is not written over more texts. */
const MAX_TEXTS = 24;

/**
 * The place that begins in another node as this one does in its own; `undefined` if the text there
 * does not go on likewise, or if not all of it is seen.
 */
export function twinAt(place: Place, node: Node): Place | undefined {
  if (place instanceof Element) return isElement(node) ? node : undefined;
  if (place.seen) return undefined;
  const { startContainer, endContainer, endOffset } = place;
  const walker = walkerOf(treeOf(node), NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  let text: Node | null = node;
  for (let count = 0; text && count < MAX_TEXTS; count += 1) {
    if (startContainer === endContainer || isAlike(endContainer, text, endOffset)) {
      return { ...place, startContainer: node, endContainer: text };
    }
    text = walker.nextNode();
  }
  return undefined;
}

/** Whether two texts begin with the same. */
function isAlike(a: Node, b: Node, length: number): boolean {
  return isText(a) && isText(b) && a.data.slice(0, length) === b.data.slice(0, length);
}

/** The element that all of a number's text lies in, or that is the number. */
export function elementOf(place: Place): Element | undefined {
  if (place instanceof Element) return place;
  const { startContainer: start, endContainer: end } = place;
  const common = start === end ? start : rangeOf(place)?.commonAncestorContainer;
  const element = !common || common instanceof Element ? common : flatParent(common);
  return element instanceof Element ? element : undefined;
}

/** The boxes of what is seen of it, in CSS pixels of the viewport. */
export function rectsAt(place: Place): DOMRect[] {
  if (!(place instanceof Element) && place.seen) return piecesOf(place).flatMap(rectsAt);
  if (place instanceof Element) {
    const rects = rectsOf(place);
    return rects.length > 0 ? rects : rectsOf(contentOf(place));
  }
  const range = rangeOf(place);
  return range ? rectsOf(range) : [];
}

/** For an element that has no box itself, but content that has: with `display: contents`. */
function contentOf(element: Element): Range {
  const range = new Range();
  range.selectNodeContents(element);
  return range;
}

/** The stretches of a stretch that are seen. */
function piecesOf({ seen = [], startContainer, startOffset, endContainer, endOffset }: Stretch) {
  return seen.map((node) => ({
    startContainer: node,
    startOffset: node === startContainer ? startOffset : 0,
    endContainer: node,
    endOffset: node === endContainer ? endOffset : node.length,
  }));
}

/** The box around all of it, in CSS pixels of the viewport; none where it is not rendered. */
export function boundsOf(place: Place): DOMRect | undefined {
  const rect =
    place instanceof Element
      ? Element.prototype.getBoundingClientRect.call(place)
      : rangeOf(place)?.getBoundingClientRect();
  if (rect && rect.width > 0 && rect.height > 0) return rect;
  if (!(place instanceof Element)) return undefined;
  const content = contentOf(place).getBoundingClientRect();
  return content.width > 0 && content.height > 0 ? content : undefined;
}

const WRITTEN_IN = ['href', 'aria-label', 'title'];

/** What is written there now, spaces and all. */
export function writingIn(place: Place): string {
  if (place instanceof Element) {
    const written = WRITTEN_IN.map((name) => attributeOf(place, name));
    if (place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement)
      written.push(place.value);
    return written.join('\n');
  }
  const { startContainer, startOffset, endContainer, endOffset } = place;
  if (startContainer === endContainer && isText(startContainer)) {
    return startContainer.data.slice(startOffset, endOffset);
  }
  return rangeOf(place)?.toString() ?? '';
}
