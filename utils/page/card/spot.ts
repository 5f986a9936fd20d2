import type { Point } from './safe-path.ts';
import { type Box, joinLines } from '../geometry.ts';
import type { Anchor } from '../boxes/mark.ts';
import { rootElement } from '../safe-dom.ts';

/** The place that a card belongs to. */
export interface CardSpot {
  /** The number's line, in CSS pixels of the viewport; none if it is not seen. */
  line(): Box | undefined;
  readonly isRtl: boolean;
}

/** The place of a number on this page. */
export class Spot implements CardSpot {
  readonly anchor: Anchor;
  readonly #pointer: Point | undefined;

  /** @param pointer where the pointer rests on it */
  constructor(anchor: Anchor, pointer?: Point) {
    this.anchor = anchor;
    this.#pointer = pointer;
  }

  /** Whether the same is still written there. */
  get holds(): boolean {
    return this.anchor.holds();
  }

  /** The number's line, or that of its lines on which the pointer is; none if it is not seen. */
  line(): Box | undefined {
    if (!this.holds) return undefined;
    const lines = joinLines(this.anchor.rects());
    const y = this.#pointer?.y;
    const pointed = lines.find(
      ({ top, height }) => y !== undefined && y >= top && y <= top + height,
    );
    return pointed ?? lines[0];
  }

  /** Whether the page runs from right to left; a number itself never does. */
  get isRtl(): boolean {
    return getComputedStyle(rootElement()).direction === 'rtl';
  }
}
