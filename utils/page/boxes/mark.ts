import type { FoundNumber } from '../find/find-numbers.ts';
import {
  type Place,
  boundsOf,
  elementOf,
  isSamePlace,
  rectsAt,
  startOf,
  writingIn,
} from '../place.ts';
import { type Question, langAt, questionOf } from '../question.ts';
import { isInPage } from '../safe-dom.ts';

/** A number on the page, wherever it stands. There may be very many: what is seen is elsewhere. */
export interface Mark {
  readonly text: string;
  /** All that is asked about for this place: known is who knows one of them. The first is its own. */
  readonly questions: readonly [Question, ...Question[]];
  readonly anchor: Anchor;
  /** The one of its questions that is about a contact. */
  known: Question | undefined;
  /** The reading in which it was met last. */
  metIn: number;
}

/** Whether it is a contact's, as far as that has been answered. */
export function isKnown({ known }: Mark): boolean {
  return known !== undefined;
}

export function newMark({ text, place, alternatives = [] }: FoundNumber): Mark {
  const lang = langAt(startOf(place).node);
  const others = alternatives.map((other) => questionOf(other, lang));
  return {
    text,
    questions: [questionOf(text, lang), ...others],
    anchor: new Anchor(place),
    known: undefined,
    metIn: 0,
  };
}

/**
 * The place of a number, and what was written there. A page that puts something else there (a
 * list that uses its rows again, a counter) does so between two readings of ours, and a box must
 * not stay over it until the next one.
 */
export class Anchor {
  #place: Place;
  readonly #written: string;

  constructor(place: Place) {
    this.#place = place;
    this.#written = writingIn(place);
  }

  get place(): Place {
    return this.#place;
  }

  /** The node that it starts in, or that it is. */
  get node(): Node {
    return startOf(this.place).node;
  }

  /** The element that all of it lies in, or that it is. */
  get element(): Element | undefined {
    return elementOf(this.place);
  }

  /** The boxes of what is seen of it, in CSS pixels of the viewport. */
  rects(): DOMRect[] {
    return rectsAt(this.place);
  }

  /** The box around all of it; none where it is not rendered. */
  bounds(): DOMRect | undefined {
    return boundsOf(this.place);
  }

  /** About where it is: that of its element, if that is no larger than this. */
  roughBounds(most: number): DOMRect | undefined {
    const { element } = this;
    const bounds = element && boundsOf(element);
    return element === this.place || (bounds && bounds.height <= most) ? bounds : this.bounds();
  }

  /**
   * Goes to another place.
   *
   * @returns whether the same is written there
   */
  move(place: Place): boolean {
    const isSame = writingIn(place) === this.#written;
    if (isSame) this.#place = place;
    return isSame;
  }

  isAt(place: Place): boolean {
    return isSamePlace(this.place, place);
  }

  /** Whether all of its nodes are in the page. */
  get isInPage(): boolean {
    const { place } = this;
    if (place instanceof Element) return isInPage(place);
    return isInPage(place.startContainer) && isInPage(place.endContainer);
  }

  /** Whether the same is written there as when it was found. */
  holds(): boolean {
    return this.isInPage && writingIn(this.place) === this.#written;
  }
}
