import { type Box, intersect } from '../geometry.ts';
import type { Shown } from './shown.ts';
import { isUncovered } from './occlusion.ts';
import type { Reason } from './placer.ts';

/** Time in one frame for finding out what is covered; the rest has its turn in the next ones. */
const LOOK_MS = 4;
/** Between two looks passes this many times what a look takes: 10 ms in very large documents. */
const REST_RATIO = 4;

/** Finds out which lines of numbers have something of the page over them, some in each frame. */
export class Coverage {
  #placements = 0;
  #wanted = 0;
  #notBefore = 0;

  /** A placement begins. */
  begin(reason: Reason): void {
    this.#placements += 1;
    if (reason !== 'rest') this.#wanted = this.#placements;
  }

  /**
   * @param view the window, or what is seen of it
   * @returns after how many milliseconds to go on; `Infinity` if everything there was looked at
   */
  look(seen: readonly { shown: Shown; lines: Box[] }[], view: Box): number {
    const inView = seen.filter(({ lines }) => lines.some((line) => intersect(line, view)));
    const waiting = inView.filter(({ shown }) => shown.lookedAt < this.#wanted);
    const start = performance.now();
    if (waiting.length === 0) return Infinity;
    if (start < this.#notBefore) return this.#notBefore - start;
    waiting.sort((a, b) => a.shown.lookedAt - b.shown.lookedAt);
    const isWhole = waiting.every(({ shown, lines }) => {
      if (performance.now() > start + LOOK_MS) return false;
      shown.lookedAt = this.#placements;
      const { element } = shown.mark.anchor;
      shown.covered = lines.map((line) => !element || !isUncovered(element, line));
      return true;
    });
    const end = performance.now();
    this.#notBefore = end + (end - start) * REST_RATIO;
    return isWhole ? Infinity : this.#notBefore - end;
  }
}
