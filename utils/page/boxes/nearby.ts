import { type Box, intersect, unite } from '../geometry.ts';

/** This many are looked at in any case: where there are no more, none can be missed. */
const MAX_PROBES = 128;
/** What stands out of its row and is kept in mind as such. */
const MAX_OUTLIERS = 256;

interface Looks<T> {
  /** Where something is, in any coordinates; `undefined` if it is not rendered, so nowhere. */
  boxOf: (item: T) => Box | undefined;
  /** Whether it can be seen, were it in view; cheaper than its box, and lays nothing out. */
  isShown: (item: T) => boolean;
}

/**
 * Finds what is near among more things than can be looked at one by one.
 *
 * They are given in an order in which neighbours mostly follow one another in one direction, as
 * text on a page does. So what lies between two of them is not looked at if the box around both is
 * elsewhere. What stands out of such a row, and what is rendered that was not before, is found by
 * sweeps over all of them, in short stretches.
 */
export class Nearby<T> {
  readonly #looks: Looks<T>;
  #all: readonly T[] = [];
  /** All but those that were found not rendered. */
  #items: readonly T[] = [];
  readonly #unrendered = new Set<T>();
  readonly #outliers = new Set<T>();
  #near = new Set<T>();
  /** Where outliers are among the items, and where what was near in the last frame is. */
  #outlierAt: number[] = [];
  #nearAt: number[] = [];
  readonly #boxes = new Map<T, Box | undefined>();
  #swept = 0;

  constructor(looks: Looks<T>) {
    this.#looks = looks;
  }

  /** Gives all of them; cheap if it is the same array as before. */
  set(all: readonly T[]): void {
    if (all === this.#all) return;
    this.#all = all;
    const present = new Set(all);
    for (const known of [this.#unrendered, this.#outliers, this.#near]) {
      for (const item of known) if (!present.has(item)) known.delete(item);
    }
    this.#swept = 0;
    this.#leaveOut();
  }

  /** A new frame: everything may be somewhere else. */
  begin(): void {
    this.#boxes.clear();
  }

  /**
   * What touches an area, in the order given.
   *
   * @param most at most so many
   * @param end when to stop, in milliseconds of `performance.now()`
   * @returns `isWhole` is false if there was not enough time
   */
  find(area: Box, most: number, end: number): { found: T[]; isWhole: boolean } {
    const found: number[] = [];
    let isWhole = true;
    const unrenderedBefore = this.#unrendered.size;
    /** The first one that is rendered on the way from one to before another. */
    const rendered = (from: number, to: number): number | undefined => {
      const step = from < to ? 1 : -1;
      for (let index = from; index !== to && isWhole; index += step) {
        if (this.#at(index)) return index;
        isWhole = performance.now() < end;
      }
      return undefined;
    };
    const take = (index: number, box: Box): void => {
      if (found.length >= most || !intersect(area, box)) return;
      if (this.#looks.isShown(this.#items[index] as T)) found.push(index);
    };
    const lookBetween = (low: number, first: Box, high: number, last: Box): void => {
      if (high - low < 2 || found.length >= most || !intersect(area, unite(first, last))) return;
      isWhole &&= performance.now() < end;
      const middle = (low + high) >> 1;
      const index = rendered(middle, high) ?? rendered(middle, low);
      const box = index === undefined ? undefined : this.#at(index);
      if (index === undefined || !box) return;
      lookBetween(low, first, index, box);
      take(index, box);
      lookBetween(index, box, high, last);
    };

    let low = -1;
    let first: Box | undefined;
    const probes = this.#probes();
    probes.forEach((probe, place) => {
      const next = probes[place + 1];
      // Without a rendered one at the end, the last one before it.
      const index = rendered(probe, next ?? probe + 1) ?? (next ? undefined : rendered(probe, low));
      const box = index === undefined ? undefined : this.#at(index);
      if (index === undefined || !box) return;
      if (first) lookBetween(low, first, index, box);
      take(index, box);
      low = index;
      first = box;
    });
    const items = found.flatMap((index) => this.#items[index] ?? []);
    this.#near = new Set(items);
    this.#nearAt = found;
    if (this.#unrendered.size > unrenderedBefore) this.#leaveOut();
    return { found: items, isWhole };
  }

  /**
   * Goes on looking at all of them, for what {@link find} cannot know. Does nothing where there are
   * so few that it knows all.
   *
   * @param end when to stop, in milliseconds of `performance.now()`
   * @returns whether it has come to the end, and whether there is something new to be found
   */
  sweep(area: Box, end: number): { isOver: boolean; isNew: boolean } {
    if (this.#all.length <= MAX_PROBES) return { isOver: true, isNew: false };
    let isNew = false;
    while (this.#swept < this.#all.length) {
      if (performance.now() > end) break;
      const item = this.#all[this.#swept] as T;
      this.#swept += 1;
      if (!this.#looks.isShown(item)) continue;
      const box = this.#looks.boxOf(item);
      if (box && this.#unrendered.delete(item)) isNew = true;
      if (!box || this.#near.has(item) || !intersect(area, box)) continue;
      if (this.#outliers.size >= MAX_OUTLIERS) this.#outliers.clear();
      this.#outliers.add(item);
      isNew = true;
    }
    const isOver = this.#swept >= this.#all.length;
    if (isOver) this.#swept = 0;
    if (isNew) this.#leaveOut();
    return { isOver, isNew };
  }

  #at(index: number): Box | undefined {
    const item = this.#items[index] as T;
    if (this.#boxes.has(item)) return this.#boxes.get(item);
    const box = this.#looks.boxOf(item);
    this.#boxes.set(item, box);
    if (!box && this.#all.length > MAX_PROBES) this.#unrendered.add(item);
    return box;
  }

  /** Where to look in any case, in order. */
  #probes(): number[] {
    const { length } = this.#items;
    if (length <= MAX_PROBES) return Array.from({ length }, (_, index) => index);
    const step = (length - 1) / (MAX_PROBES - 1);
    const even = Array.from({ length: MAX_PROBES }, (_, place) => Math.round(place * step));
    const all = new Set([...even, ...this.#nearAt, ...this.#outlierAt]);
    return [...all].sort((a, b) => a - b);
  }

  #leaveOut(): void {
    const unrendered = this.#unrendered;
    this.#items =
      unrendered.size === 0 ? this.#all : this.#all.filter((item) => !unrendered.has(item));
    this.#outlierAt = [];
    this.#nearAt = [];
    this.#items.forEach((item, index) => {
      if (this.#outliers.has(item)) this.#outlierAt.push(index);
      else if (this.#near.has(item)) this.#nearAt.push(index);
    });
  }
}
