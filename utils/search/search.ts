import { type Conditions, conditionsOf, forgivable } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import type { PackedText } from './packed-text.ts';
import type { Query } from './query.ts';
import { Ranking, isWholeName, worthOfTerm } from './ranking.ts';

export interface SearchOptions {
  /** Entries of contacts that were replaced or removed; none unless given. */
  isDead?: (locator: number) => boolean;
  /** By `shortId`, how often a contact is used, from 1 to `MOST_USE_POINTS`. */
  usePoints?: ReadonlyMap<number, number>;
}

export interface SearchResult {
  /** How many contacts match. */
  total: number;
  /** Whether nothing matched as typed, so that words with slips were taken too. */
  isForgiving: boolean;
  /** Where they lie in the store, best first: those from place `from` to before `to`. */
  locators: (from: number, to: number) => number[];
}

/**
 * Finds the contacts for which all of a query holds, best first: how well the name fits, then who
 * is used often, open conversations, newer contacts, and the order in the store. An empty query
 * finds everyone. Words with slips are matches only if nobody matches without.
 */
export function search(
  segments: readonly PackedText[],
  query: Query,
  options: SearchOptions = {},
): SearchResult {
  const steps = searchSteps(segments, query, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps of a millisecond or so, for whoever must not hold up the keyboard. */
export function* searchSteps(
  segments: readonly PackedText[],
  query: Query,
  options: SearchOptions = {},
): Generator<void, SearchResult> {
  let ranking = yield* searchOnce(segments, query, conditionsOf(query), options);
  let isForgiving = false;
  for (const forgiven of ranking.total === 0 ? forgivable(query) : []) {
    ranking = yield* searchOnce(segments, query, conditionsOf(query, forgiven), options);
    isForgiving = ranking.total > 0;
    if (isForgiving) break;
  }
  const { total } = ranking;
  return { total, isForgiving, locators: (from, to) => ranking.slice(from, to) };
}

function* searchOnce(
  segments: readonly PackedText[],
  query: Query,
  conditions: Conditions,
  { isDead, usePoints }: SearchOptions,
): Generator<void, Ranking> {
  const ranking = new Ranking();
  const asked = query.terms.map(({ text }) => text).join(' ');
  for (const packed of segments) {
    let first = 0;
    for (const { text, starts } of packed.blocks) {
      const found = new Finder(text, starts, conditions);
      for (let index = found.next(0); index !== undefined; index = found.next(index + 1)) {
        const entry = first + index;
        const locator = packed.locators[entry] ?? 0;
        if (isDead?.(locator) || !fits(conditions, packed, entry)) continue;
        const used = usePoints?.get(packed.ids[entry] ?? 0) ?? 0;
        const points = packed.states[entry] === 0 ? used + 1 : used;
        const start = starts[index] ?? 0;
        const worth =
          asked !== '' && isWholeName(text, start, asked)
            ? 'whole name'
            : worthOf(conditions.terms, text, start, starts[index + 1] ?? 0);
        ranking.add(worth, points, packed.days[entry] ?? 0, locator);
      }
      first += starts.length - 1;
      yield;
    }
  }
  return ranking;
}

function fits({ columns }: Conditions, packed: PackedText, entry: number): boolean {
  for (const test of columns) if (!test(packed, entry)) return false;
  return true;
}

/** Of a contact without a term asked for, as much as the least that can be found. */
function worthOf(terms: readonly Cursor[], text: string, start: number, end: number): number {
  let worst = Infinity;
  for (const term of terms) worst = Math.min(worst, worthOfTerm(term, text, start, end));
  return worst === Infinity ? 1 : worst;
}

/** Goes through a block from one entry to the next in which all texts of the conditions are. */
class Finder {
  private readonly starts: Uint32Array;
  /** Says where to look; none if nothing needs to be there. */
  private readonly driver: Cursor | undefined;
  private readonly others: Cursor[];
  private readonly excluded: Cursor[];

  constructor(text: string, starts: Uint32Array, { terms, required, excluded }: Conditions) {
    this.starts = starts;
    const [driver, ...others] = [...required, ...terms].sort((a, b) => b.rarity - a.rarity);
    this.driver = driver;
    this.others = others;
    this.excluded = excluded;
    for (const cursor of [...required, ...terms, ...excluded]) cursor.open(text);
  }

  /** @returns the first such entry that is `from` or behind it; `undefined` if there is none */
  next(from: number): number | undefined {
    const { starts, driver } = this;
    for (let index = from; index < starts.length - 1; index += 1) {
      if (driver) {
        driver.seek(starts[index] ?? 0);
        if (driver.at === Infinity) return undefined;
        index = entryAt(starts, driver.at, index);
      }
      if (this.holds(starts[index] ?? 0, starts[index + 1] ?? 0)) return index;
    }
    return undefined;
  }

  /** Plain loops: this is done for every entry that the driver stops at. */
  private holds(start: number, end: number): boolean {
    for (const cursor of this.others) if (!cursor.seekWithin(start, end)) return false;
    for (const cursor of this.excluded) if (cursor.seekWithin(start, end)) return false;
    return true;
  }
}

/** The entry that holds a position, at or behind `hint`. */
function entryAt(starts: Uint32Array, position: number, hint: number): number {
  // Mostly it is one of the next few; otherwise strides double until it is between two.
  let low = hint;
  let stride = 1;
  while ((starts[low + stride] ?? Infinity) <= position) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(low + stride, starts.length - 1);
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= position) low = middle;
    else high = middle;
  }
  return low;
}
