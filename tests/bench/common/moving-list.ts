/** One page of a {@link MovingList}. */
export interface MovingPage {
  ids: number[];
  /** The place behind the last of them; `null` at the end. */
  next: number | null;
}

interface Move {
  time: number;
  id: number;
}

/**
 * Callbell's list without its contacts: numbers in the order of their last conversation, from which
 * pages are read behind a time. Nothing is shifted when somebody moves, so that simulations with a
 * hundred thousand contacts and a million pages take seconds.
 */
export class MovingList {
  /** When each was last moved; those that never were stand in the order of their numbers. */
  readonly #times: number[];
  readonly #removed = new Set<number>();
  /** In the order of time. One that is no longer the contact's last does not count. */
  readonly #moves: Move[] = [];
  readonly #never: number;

  constructor(size: number) {
    this.#never = size;
    this.#times = Array.from({ length: size }, (_, id) => -(id + 1));
  }

  /** How many there have ever been: the next number that is given. */
  get size(): number {
    return this.#times.length;
  }

  has(id: number): boolean {
    return id < this.#times.length && !this.#removed.has(id);
  }

  /** Somebody writes. @param time later than everything before */
  touch(id: number, time: number): void {
    if (!this.has(id)) return;
    this.#times[id] = time;
    this.#moves.push({ time, id });
  }

  /** Somebody new writes. */
  create(time: number): number {
    const id = this.#times.length;
    this.#times.push(time);
    this.#moves.push({ time, id });
    return id;
  }

  remove(id: number): void {
    this.#removed.add(id);
  }

  /** @param after the place of a page before; `null` for the front */
  page(after: number | null, count: number): MovingPage {
    const ids: number[] = [];
    for (const id of this.#behind(after ?? Infinity)) {
      if (ids.length === count) return { ids, next: this.#times[ids.at(-1) ?? 0] ?? null };
      ids.push(id);
    }
    return { ids, next: null };
  }

  *#behind(time: number): Generator<number, void> {
    for (let index = this.#firstMoveFrom(time) - 1; index >= 0; index -= 1) {
      const move = this.#moves[index];
      if (move && this.has(move.id) && this.#times[move.id] === move.time) yield move.id;
    }
    for (let id = time < 0 ? -time : 0; id < this.#never; id += 1) {
      if (this.has(id) && (this.#times[id] ?? 0) < 0) yield id;
    }
  }

  #firstMoveFrom(time: number): number {
    let low = 0;
    let high = this.#moves.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#moves[middle]?.time ?? Infinity) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
