import type { MarkStyle } from '../../messages/page-protocol.ts';
import { type Box, isSameBox } from '../geometry.ts';
import { type Boxes, moveBox, paintBox } from './box.ts';
import { type Mark, isKnown } from './mark.ts';

/** A number that is in or near the window, with the boxes that lie over it: one for each line. */
export class Shown {
  readonly mark: Mark;
  /** For each line whether something of the page lies over it, as far as that was looked at. */
  covered: boolean[] = [];
  /** The placement in which that was looked at last. */
  lookedAt = 0;
  readonly #boxes: Boxes;
  #own: HTMLElement[] = [];
  #places: readonly Box[] = [];

  constructor(mark: Mark, boxes: Boxes) {
    this.mark = mark;
    this.#boxes = boxes;
  }

  /** Where the boxes lie, relative to the layer's origin. */
  get places(): readonly Box[] {
    return this.#places;
  }

  /** @returns whether a box has come, gone or moved */
  lay(places: readonly Box[], style: MarkStyle): boolean {
    let moved = this.#places.length !== places.length;
    this.#own.splice(places.length).forEach((box) => this.#boxes.give(box));
    while (this.#own.length < places.length) {
      this.#own.push(this.#boxes.take(isKnown(this.mark), style));
    }
    places.forEach((place, index) => {
      const box = this.#own[index];
      if (!box || isSameBox(place, this.#places[index])) return;
      moveBox(box, place);
      moved = true;
    });
    this.#places = places;
    return moved;
  }

  paint(style: MarkStyle): void {
    this.#own.forEach((box) => paintBox(box, isKnown(this.mark), style));
  }

  /** Takes its boxes away. */
  leave(): void {
    this.#own.forEach((box) => this.#boxes.give(box));
  }
}
