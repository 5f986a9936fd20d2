import { type Cursor, isItemEnd, itemStart } from './cursor.ts';
import { KIND } from './packed-text.ts';

/** What a match in a place is worth; a contact's worth is that of its worst term. */
const WORTH = {
  /** Two levels above a beginning: no use makes up for it. */
  wholeName: 7,
  nameStart: 5,
  nameWord: 4,
  nameInside: 3,
  tag: 2,
  rest: 1,
} as const;

/** One level of worth, in points. */
const LEVEL = 4;
/** Of contacts that are often used: a little more than a level. Being open is one more. */
export const MOST_USE_POINTS = 5;

const MOST_POINTS = WORTH.wholeName * LEVEL + MOST_USE_POINTS + 1;

/** Days have 16 bits and locators 32, so a key of both is a safe integer. */
const PER_DAY = 2 ** 32;
const LAST_DAY = 0xffff;

/** What the best match of a term in an entry is worth. The cursor stands at its first match there. */
export function worthOfTerm(cursor: Cursor, text: string, start: number, end: number): number {
  let best = 0;
  while (cursor.at < end) {
    const { at } = cursor;
    const item = itemStart(text, at);
    const isName = item < start;
    const worth = isName ? worthInName(text, at, start) : worthOfKind(text[item]);
    if (worth > best) best = worth;
    // Items stand in the order of their worth, and nothing is worth more than a beginning.
    if (!isName || worth === WORTH.nameStart) break;
    cursor.seekWithin(at + 1, end);
  }
  return best;
}

function worthInName(text: string, at: number, start: number): number {
  if (at <= start) return WORTH.nameStart;
  return text[at - 1] === ' ' ? WORTH.nameWord : WORTH.nameInside;
}

function worthOfKind(kind: string | undefined): number {
  if (kind === KIND.spelling) return WORTH.nameWord;
  return kind === KIND.tag || kind === KIND.phone ? WORTH.tag : WORTH.rest;
}

/** Whether an entry's name is this text; every name is, if there is none. */
export function isWholeName(text: string, start: number, asked: string): boolean {
  return text.startsWith(asked, start) && isItemEnd(text, start + asked.length);
}

interface Bucket {
  keys: number[];
  last: number;
  isSorted: boolean;
}

/** Puts what was found in order, and sorts only as much as is looked at. */
export class Ranking {
  total = 0;
  /** By points, keys that sort newer contacts first and then by place in the store. */
  private readonly buckets: Bucket[] = Array.from({ length: MOST_POINTS + 1 }, () => ({
    keys: [],
    last: -1,
    isSorted: true,
  }));

  /** @param points how often it is used and whether it is open, at most {@link MOST_USE_POINTS} + 1 */
  add(worth: number | 'whole name', points: number, day: number, locator: number): void {
    const level = worth === 'whole name' ? WORTH.wholeName : worth;
    const bucket = this.buckets[level * LEVEL + points];
    if (!bucket) return;
    const key = (LAST_DAY - day) * PER_DAY + locator;
    if (key < bucket.last) bucket.isSorted = false;
    bucket.last = key;
    bucket.keys.push(key);
    this.total += 1;
  }

  /** Locators from the best at 0 on, as many as there are before `to`. */
  slice(from: number, to: number): number[] {
    const found: number[] = [];
    let first = 0;
    for (let points = MOST_POINTS; points >= 0 && first < to; points -= 1) {
      const bucket = this.buckets[points];
      if (!bucket || bucket.keys.length === 0) continue;
      const end = first + bucket.keys.length;
      if (end > from) {
        if (!bucket.isSorted) {
          bucket.keys = Array.from(Float64Array.from(bucket.keys).sort());
          bucket.isSorted = true;
        }
        const keys = bucket.keys.slice(Math.max(0, from - first), to - first);
        for (const key of keys) found.push(key % PER_DAY);
      }
      first = end;
    }
    return found;
  }
}
