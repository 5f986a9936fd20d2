import type { Size } from './card-position.ts';
import { contentBoxOf, frameElementAt } from './frame-view.ts';
import { type Box, boxOutOf, boxWithin } from '../geometry.ts';
import { isInPage } from '../safe-dom.ts';

/** A frame in this page, perhaps deep in others, whose pixels are translated into ours. */
export class FramePlace {
  readonly #element: HTMLElement | undefined;
  readonly #area: Box;
  readonly #outer: Size;
  readonly #inner: Size;

  /**
   * @param index which of this page's windows it is, or is in
   * @param outer how big that window is inside
   * @param area where in it the frame's content is; the whole of it for the frame itself
   * @param inner how big the frame is inside
   */
  constructor(index: number, outer: Size, area: Box, inner: Size) {
    this.#element = frameElementAt(index);
    this.#outer = outer;
    this.#area = area;
    this.#inner = inner;
  }

  /** Where a box of the frame is here; `undefined` if the frame is gone. */
  fromThere(box: Box): Box | undefined {
    const content = this.#content();
    return content && boxWithin(content, this.#outer, boxWithin(this.#area, this.#inner, box));
  }

  /** Where a box that is here would be in the frame. */
  toThere(box: Box): Box | undefined {
    const content = this.#content();
    return content && boxOutOf(this.#area, this.#inner, boxOutOf(content, this.#outer, box));
  }

  #content(): Box | undefined {
    if (!this.#element || !isInPage(this.#element)) return undefined;
    return contentBoxOf(this.#element) ?? undefined;
  }
}
