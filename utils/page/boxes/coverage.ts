import type { Box } from '../geometry.ts';
import type { Mark } from './mark.ts';
import { isUncovered } from './occlusion.ts';
import type { Reason } from './placer.ts';

/** Time in one frame for finding out what is covered; the rest has its turn in the next ones. */
const LOOK_MS = 4;

/** Finds out which lines of numbers have something of the page over them, some in each frame. */
export class Coverage {
  #placements = 0;
  #wanted = 0;

  /** A placement begins. */
  begin(reason: Reason): void {
    this.#placements += 1;
    if (reason !== 'rest') this.#wanted = this.#placements;
  }

  /** @returns whether there was not enough time to look at everything in the window */
  look(seen: readonly { mark: Mark; lines: Box[] }[]): boolean {
    const inView = seen.filter(({ lines }) => lines.some(isInView));
    const waiting = inView.filter(({ mark }) => mark.lookedAt < this.#wanted);
    const end = performance.now() + LOOK_MS;
    waiting.sort((a, b) => a.mark.lookedAt - b.mark.lookedAt);
    return !waiting.every(({ mark, lines }) => {
      if (performance.now() > end) return false;
      mark.lookedAt = this.#placements;
      mark.covered = lines.map((line) => !isUncovered(mark.anchor.target, line));
      return true;
    });
  }
}

function isInView({ left, top, width, height }: Box): boolean {
  return left < innerWidth && top < innerHeight && left + width > 0 && top + height > 0;
}
