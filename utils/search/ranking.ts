import { WORTH } from './worth.ts';

/** One level of worth, in points. */
const LEVEL = 4;
/** Of contacts that are often used: a little more than a level. Being open is one more. */
export const MOST_USE_POINTS = 5;

const MOST_POINTS = WORTH.wholeName * LEVEL + MOST_USE_POINTS + 1;
/** What nobody has whose name does not begin as was typed, and who was not used. */
const SURE_POINTS = WORTH.nameStart * LEVEL;

/** If so many are surely better, others are weighed only when somebody looks so far down. */
const ENOUGH = 200;

/** Days have 16 bits and locators 32, so a key of both is a safe integer. */
const PER_DAY = 2 ** 32;
const LAST_DAY = 0xffff;

/** The day by which who stands at a place, from 1, goes before all that stand behind or nowhere. */
export function lastDayBut(place: number): number {
  return LAST_DAY - place;
}

interface Bucket {
  keys: number[];
  last: number;
  isSorted: boolean;
}

/** Puts what was found in order, and weighs and sorts only as much as is looked at. */
export class Ranking {
  /** How many are surely better than everybody that is not added, unless the name begins as was typed. */
  sure = 0;
  private added = 0;
  private waiting: { weigh: (entry: number) => void; entries: number[] }[] = [];
  /** By points, keys that sort later days first and then by place in the store. */
  private readonly buckets: Bucket[] = Array.from({ length: MOST_POINTS + 1 }, () => ({
    keys: [],
    last: -1,
    isSorted: true,
  }));

  /** How many were found. */
  get total(): number {
    return this.waiting.reduce((sum, { entries }) => sum + entries.length, this.added);
  }

  /** Whether {@link Ranking.leave} is enough for others whose name does not begin as was typed. */
  get isEnough(): boolean {
    return this.sure >= ENOUGH;
  }

  /**
   * @param points how often it is used and whether it is open, at most {@link MOST_USE_POINTS} + 1
   * @param day when it was made, in days since 1970, or {@link lastDayBut} its place
   */
  add(worth: number, points: number, day: number, locator: number): void {
    const sum = worth * LEVEL + points;
    const bucket = this.buckets[sum];
    if (!bucket) return;
    const key = (LAST_DAY - day) * PER_DAY + locator;
    if (key < bucket.last) bucket.isSorted = false;
    bucket.last = key;
    bucket.keys.push(key);
    this.added += 1;
    if (sum >= SURE_POINTS) this.sure += 1;
  }

  /** @param weigh adds one of the entries, once somebody looks at it or at who comes after it */
  leave(entries: number[], weigh: (entry: number) => void): void {
    if (entries.length > 0) this.waiting.push({ weigh, entries });
  }

  /** Locators from the best at 0 on, as many as there are before `to`. */
  slice(from: number, to: number): number[] {
    if (to > this.sure) this.weighWaiting();
    const found: number[] = [];
    let first = 0;
    for (let points = MOST_POINTS; points >= 0 && first < to; points -= 1) {
      const bucket = this.buckets[points];
      if (!bucket || bucket.keys.length === 0) continue;
      const end = first + bucket.keys.length;
      if (end > from) {
        const keys = least(bucket, to - first).slice(Math.max(0, from - first));
        for (const key of keys) found.push(key % PER_DAY);
      }
      first = end;
    }
    return found;
  }

  private weighWaiting(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const { weigh, entries } of waiting) entries.forEach((entry) => weigh(entry));
  }
}

/** With so many times more than are wanted, to sort all of them takes longer. */
const MANY_TIMES = 64;

/** A bucket's least keys, in order: as many as are wanted. */
function least(bucket: Bucket, wanted: number): number[] {
  if (!bucket.isSorted && wanted * MANY_TIMES < bucket.keys.length) {
    return leastOf(bucket.keys, wanted);
  }
  if (!bucket.isSorted) {
    bucket.keys = Array.from(Float64Array.from(bucket.keys).sort());
    bucket.isSorted = true;
  }
  return bucket.keys.slice(0, wanted);
}

function leastOf(keys: readonly number[], wanted: number): number[] {
  const kept: number[] = [];
  for (const key of keys) {
    if (kept.length === wanted && key >= (kept[wanted - 1] ?? Infinity)) continue;
    let place = kept.length;
    while (place > 0 && (kept[place - 1] ?? 0) > key) place -= 1;
    kept.splice(place, 0, key);
    if (kept.length > wanted) kept.pop();
  }
  return kept;
}
