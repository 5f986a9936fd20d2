import type { FoundNumber } from '../find/find-numbers.ts';
import type { Box } from '../geometry.ts';
import { isInPage } from '../safe-dom.ts';

/** A number on the page with the boxes that lie over it. */
export interface Mark {
  readonly text: string;
  /** All that is asked about for this place: known is who knows one of them. */
  readonly texts: readonly string[];
  readonly anchor: Anchor;
  /** The one of its texts that is a contact's. */
  known: string | undefined;
  /** One for each line that the number runs over. */
  boxes: HTMLElement[];
  /** Where the boxes lie, relative to the layer's origin. */
  places: Box[];
  /** For each line whether something of the page lies over it, as far as that was looked at. */
  covered: boolean[];
  /** The placement in which that was looked at last. */
  lookedAt: number;
}

/** Whether one of its texts is a contact's, as far as that has been answered. */
export function isKnown({ known }: Mark): boolean {
  return known !== undefined;
}

export function newMark(found: FoundNumber): Mark {
  const { text, target, alternatives = [] } = found;
  const anchor = new Anchor(target);
  const texts = [text, ...alternatives];
  return {
    text,
    texts,
    anchor,
    known: undefined,
    boxes: [],
    places: [],
    covered: [],
    lookedAt: 0,
  };
}

/**
 * The place of a number, and what was written there. A page that puts something else there (a
 * list that uses its rows again, a counter) does so between two readings of ours, and a box must
 * not stay over it until the next one.
 */
export class Anchor {
  readonly target: Range | Element;
  readonly #written: string;
  readonly #edges: Edges;

  constructor(target: Range | Element) {
    this.target = target;
    this.#written = writingIn(target);
    this.#edges =
      target instanceof Range
        ? edgesOf(target)
        : { startContainer: target, startOffset: 0, endContainer: target, endOffset: 0 };
  }

  /** The node that it starts in, or that it is. */
  get node(): Node {
    return this.#edges.startContainer;
  }

  /** Where in that node it starts. */
  get offset(): number {
    return this.#edges.startOffset;
  }

  /** Whether this is the place of another target. */
  isAt(target: Range | Element): boolean {
    if (!(target instanceof Range) || !(this.target instanceof Range))
      return this.target === target;
    return isSame(this.#edges, edgesOf(target));
  }

  /** Whether the same is written there as when it was found. */
  holds(): boolean {
    if (!isInPage(this.#edges.startContainer) || !isInPage(this.#edges.endContainer)) return false;
    if (this.target instanceof Range && !isSame(this.#edges, edgesOf(this.target))) {
      // A browser moves ranges when nodes move or their text is set anew, also to what it was.
      if (!restore(this.target, this.#edges)) return false;
    }
    return writingIn(this.target) === this.#written;
  }
}

type Edges = Pick<Range, 'startContainer' | 'startOffset' | 'endContainer' | 'endOffset'>;

function edgesOf({ startContainer, startOffset, endContainer, endOffset }: Range): Edges {
  return { startContainer, startOffset, endContainer, endOffset };
}

function isSame(a: Edges, b: Edges): boolean {
  return (
    a.startContainer === b.startContainer &&
    a.endContainer === b.endContainer &&
    a.startOffset === b.startOffset &&
    a.endOffset === b.endOffset
  );
}

function restore(range: Range, edges: Edges): boolean {
  const { startContainer, startOffset, endContainer, endOffset } = edges;
  try {
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
  } catch {
    // The text has become shorter.
    return false;
  }
  return isSame(edges, edgesOf(range));
}

const WRITTEN_IN = ['href', 'aria-label', 'title'];

function writingIn(target: Range | Element): string {
  if (target instanceof Range) return target.toString();
  const written = WRITTEN_IN.map((name) => Element.prototype.getAttribute.call(target, name) ?? '');
  if (target instanceof HTMLInputElement) written.push(target.value);
  return written.join('\n');
}
