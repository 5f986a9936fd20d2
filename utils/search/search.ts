import { BlockSearch, type SearchOptions } from './block-search.ts';
import { conditionsOf, forgivable } from './conditions.ts';
import { Items } from './items.ts';
import type { PackedText } from './packed-text.ts';
import type { Query } from './query.ts';
import { Ranking } from './ranking.ts';
import { type Attempt, Trail } from './trail.ts';

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
 *
 * One for all that somebody types: it remembers whom it has found, and looks for what is typed
 * next among those if it can.
 */
export class Searcher {
  private readonly segments: readonly { packed: PackedText; items: Items }[];
  private readonly options: SearchOptions;
  private readonly entries: number;
  private readonly trail = new Trail();

  constructor(segments: readonly PackedText[], options: SearchOptions = {}) {
    this.segments = segments.map((packed) => ({ packed, items: new Items(packed.shared) }));
    this.options = options;
    this.entries = segments.reduce((sum, { locators }) => sum + locators.length, 0);
  }

  search(query: Query): SearchResult {
    const steps = this.steps(query);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same in steps of a millisecond or so, for whoever must not hold up the keyboard. */
  *steps(query: Query): Generator<void, SearchResult> {
    this.trail.leadTo(query);
    let ranking = yield* this.attempt({ query, forgiven: [] });
    let isForgiving = false;
    for (const forgiven of ranking.total === 0 ? forgivable(query) : []) {
      ranking = yield* this.attempt({ query, forgiven });
      isForgiving = ranking.total > 0;
      if (isForgiving) break;
    }
    const { total } = ranking;
    return { total, isForgiving, locators: (from, to) => ranking.slice(from, to) };
  }

  private *attempt(attempt: Attempt): Generator<void, Ranking> {
    const ranking = new Ranking();
    const among = this.trail.fewest(attempt);
    const found: (readonly number[])[] = [];
    for (const { packed, items } of this.segments) {
      const { blocks } = packed;
      const some = among?.slice(found.length, found.length + blocks.length);
      if (some?.every((places) => places.length === 0)) {
        found.push(...some);
        continue;
      }
      const sought = {
        packed,
        items,
        conditions: conditionsOf(attempt.query, items, attempt.forgiven),
      };
      let first = 0;
      for (const [index, block] of blocks.entries()) {
        const search = new BlockSearch(sought, block, first, this.options);
        found.push(search.rank(ranking, some?.[index]));
        first += block.starts.length - 1;
        yield;
      }
    }
    this.trail.add({ attempt, places: found, total: ranking.total }, this.entries);
    return ranking;
  }
}
