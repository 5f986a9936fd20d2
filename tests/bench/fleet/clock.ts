/** A virtual clock: what is due at a time is done then, and no time passes in between. */
export class Clock {
  now: number;
  /** A binary heap, the earliest first; what is due at the same time is done in its order. */
  readonly #due: { time: number; order: number; work: () => void }[] = [];
  #order = 0;

  constructor(now: number) {
    this.now = now;
  }

  at(time: number, work: () => void): void {
    this.#order += 1;
    const due = this.#due;
    due.push({ time: Math.max(this.now, time), order: this.#order, work });
    for (let child = due.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Does all that is due until then, with what that makes due. */
  runUntil(end: number): void {
    for (let first = this.#due[0]; first && first.time <= end; first = this.#due[0]) {
      this.#takeFirst();
      this.now = first.time;
      first.work();
    }
    this.now = end;
  }

  #takeFirst(): void {
    const due = this.#due;
    this.#swap(0, due.length - 1);
    due.pop();
    for (let parent = 0; ;) {
      const [left, right] = [parent * 2 + 1, parent * 2 + 2];
      let least = parent;
      if (left < due.length && this.#isBefore(left, least)) least = left;
      if (right < due.length && this.#isBefore(right, least)) least = right;
      if (least === parent) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#due[a], this.#due[b]];
    if (!one || !other) return false;
    return one.time === other.time ? one.order < other.order : one.time < other.time;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#due[a], this.#due[b]];
    if (one && other) [this.#due[a], this.#due[b]] = [other, one];
  }
}
