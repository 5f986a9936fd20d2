import { runningAnimations } from '../safe-document.ts';

export type Reason = 'scrolled' | 'changed' | 'rest';

/** What a placement has found out. */
export interface Placement {
  /** Something is not where it was. */
  moved: boolean;
  /** After how many milliseconds to go on; `Infinity` if nothing is left to be done. */
  again: number;
}

/** Frames without a movement after which nothing more is expected to move. */
const STILL_FRAMES = 2;
/** An animation may stand still for a while, or move what has no number. */
const STILL_FRAMES_ANIMATED = 30;
/** Some movements no event tells of. They are looked for rarely, and more rarely with time. */
const FIRST_CHECK_MS = 1_000;
const LAST_CHECK_MS = 8_000;

/**
 * Decides when boxes are placed: at most once in a frame, in each frame while something moves, and
 * in none on a page that stands still.
 */
export class Placer {
  readonly #place: (reason: Reason) => Placement;
  readonly #isCarried: () => boolean;
  readonly #signal: AbortSignal;
  #reason: Reason | undefined;
  #isWaiting = false;
  #still = 0;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #checkMs = FIRST_CHECK_MS;

  /** @param isCarried whether an animation moves what is placed, though maybe not in each frame */
  constructor(place: (reason: Reason) => Placement, isCarried: () => boolean, signal: AbortSignal) {
    this.#place = place;
    this.#isCarried = isCarried;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#checkTimer), { once: true });
  }

  /** Something may have moved. */
  soon(reason: Reason): void {
    if (reason === 'changed' || this.#reason !== 'changed') this.#reason = reason;
    this.#still = 0;
    this.#checkMs = FIRST_CHECK_MS;
    this.#nextFrame();
  }

  #nextFrame(): void {
    if (this.#isWaiting || this.#signal.aborted) return;
    this.#isWaiting = true;
    clearTimeout(this.#checkTimer);
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      if (!this.#signal.aborted) this.#step();
    });
  }

  #step(): void {
    const reason = this.#reason ?? 'rest';
    this.#reason = undefined;
    const { moved, again } = this.#place(reason);
    this.#still = moved ? 0 : this.#still + 1;
    if (this.#still < STILL_FRAMES) {
      this.#nextFrame();
    } else if (this.#still < STILL_FRAMES_ANIMATED && runningAnimations().length > 0) {
      this.#reason = 'scrolled';
      this.#nextFrame();
    } else if (this.#isCarried()) {
      // An animation in steps: where all is does not cost much, and what covers it has been seen.
      this.#nextFrame();
    } else if (again < Infinity) {
      clearTimeout(this.#checkTimer);
      this.#checkTimer = setTimeout(() => this.#nextFrame(), again);
    } else {
      this.#checkLater();
    }
  }

  #checkLater(): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => {
      this.#checkMs = Math.min(this.#checkMs * 2, LAST_CHECK_MS);
      this.#still = STILL_FRAMES;
      this.#reason = 'changed';
      this.#nextFrame();
    }, this.#checkMs);
  }
}
