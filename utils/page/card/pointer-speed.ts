/** A pointer that is faster is on its way to somewhere else, in CSS pixels per millisecond. */
const FAST = 0.5;
/** After so long without a movement the pointer was still. */
const PAUSE_MS = 100;

type Sample = Pick<PointerEvent, 'clientX' | 'clientY' | 'timeStamp'>;

/** Tells a pointer that passes by from one that comes to rest. */
export class PointerSpeed {
  #last: Sample | undefined;
  #speed = 0;

  /** @returns whether the pointer is fast, by its last two movements */
  isFast(sample: Sample): boolean {
    const last = this.#last;
    this.#last = { clientX: sample.clientX, clientY: sample.clientY, timeStamp: sample.timeStamp };
    const time = sample.timeStamp - (last?.timeStamp ?? -Infinity);
    if (!last || time > PAUSE_MS) {
      this.#speed = 0;
      return false;
    }
    const way = Math.hypot(sample.clientX - last.clientX, sample.clientY - last.clientY);
    const before = this.#speed;
    this.#speed = way / Math.max(time, 1);
    return (before + this.#speed) / 2 >= FAST;
  }
}
