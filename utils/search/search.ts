import { FIELD, ITEM, type PackedText } from './packed-text.ts';
import type { Query } from './query.ts';

export interface SearchResult {
  /** How many contacts match. */
  total: number;
  /** Where the best of them lie in the store, best first. */
  locators: number[];
}

/** What a match in a place is worth; a contact's worth is that of its worst word. */
const WORTH = {
  wholeName: 6,
  nameStart: 5,
  nameWord: 4,
  nameInside: 3,
  tag: 2,
  digits: 2,
  rest: 1,
};

/**
 * Finds the contacts for which all of a query holds, best first; equals stay in the list's order.
 * An empty query finds everyone.
 *
 * @param limit how many locators to give at most; `total` counts them all
 */
export function search(packed: PackedText, query: Query, limit: number): SearchResult {
  const nextPlace = placesOf(packed.text, driversOf(query));
  const best = new BestOf(limit);
  let entry = 0;
  let from = 0;
  for (;;) {
    const at = nextPlace(from);
    if (at === Infinity) break;
    entry = entryAt(packed.starts, at, entry);
    if (entry >= packed.locators.length) break;
    const end = packed.starts[entry + 1] ?? packed.text.length;
    const worth = worthOf(packed.text.slice(packed.starts[entry], end - 1), query);
    if (worth > 0) best.add(entry, worth);
    from = end;
  }
  return { total: best.total, locators: best.list().map((index) => packed.locators[index] ?? 0) };
}

/**
 * Texts of which every entry that matches has at least one. The text is scanned for them, and the
 * rest of the query is only looked for in the entries where one was found.
 */
function driversOf({ words, tags, digits }: Query): string[] {
  if (digits === null) {
    // The longest is the rarest guess.
    const needles = [...words, ...tags.map((tag) => ITEM + tag + ITEM)];
    return [needles.reduce((a, b) => (b.length > a.length ? b : a), '')];
  }
  const number = withoutTrunk(digits);
  const asTyped = words.join(' ');
  return asTyped.includes(number) ? [number] : [number, asTyped];
}

/** Gives the first place of any needle at or behind a position, which must not go back. */
function placesOf(text: string, needles: readonly string[]): (from: number) => number {
  const places = needles.map(() => -1);
  return (from) => {
    needles.forEach((needle, index) => {
      if ((places[index] ?? Infinity) >= from) return;
      const at = text.indexOf(needle, from);
      places[index] = at === -1 ? Infinity : at;
    });
    return Math.min(...places);
  };
}

/**
 * The part of typed digits that is in every writing of the number: without `00` or the trunk `0`
 * before it.
 */
function withoutTrunk(digits: string): string {
  return digits.replace(/^0+(?=\d)/u, '');
}

/** The entry that holds a position, at or behind `hint`. */
function entryAt(starts: Uint32Array, position: number, hint: number): number {
  let low = hint;
  let high = starts.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  return (starts[high] ?? Infinity) <= position ? high : low;
}

/** 0 if any part of the query does not hold. */
function worthOf(entry: string, { words, tags, digits }: Query): number {
  const [name = '', numbers = '', tagList = '', rest = ''] = entry.split(FIELD);
  for (const tag of tags) {
    if (!tagList.includes(ITEM + tag + ITEM)) return 0;
  }
  const asTyped = words.join(' ');
  if (asTyped === '' || asTyped === name) return WORTH.wholeName;
  const worthOfText = (text: string): number => worthOfWord(text, name, numbers, tagList, rest);
  if (digits === null) return Math.min(...words.map(worthOfText));
  const asNumber = numbers.includes(withoutTrunk(digits)) ? WORTH.digits : 0;
  return Math.max(asNumber, worthOfText(asTyped), worthOfText(digits));
}

function worthOfWord(
  word: string,
  name: string,
  numbers: string,
  tagList: string,
  rest: string,
): number {
  if (name.startsWith(word)) return WORTH.nameStart;
  if (name.includes(` ${word}`)) return WORTH.nameWord;
  if (name.includes(word)) return WORTH.nameInside;
  if (tagList.includes(word)) return WORTH.tag;
  if (numbers.includes(word)) return WORTH.digits;
  return rest.includes(word) ? WORTH.rest : 0;
}

/** Keeps the best entries by worth without sorting them all: a bucket for each worth. */
class BestOf {
  total = 0;
  private readonly buckets: number[][] = Array.from({ length: WORTH.wholeName + 1 }, () => []);
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(entry: number, worth: number): void {
    this.total += 1;
    const bucket = this.buckets[worth];
    if (bucket && bucket.length < this.limit) bucket.push(entry);
  }

  list(): number[] {
    return this.buckets.toReversed().flat().slice(0, this.limit);
  }
}
