import { BlockSearch, type Sought } from './block-search.ts';
import { type Attempt, forgivable, loosened } from './attempts.ts';
import { conditionsOf } from './conditions.ts';
import { FewContacts } from './few-contacts.ts';
import { Items } from './item-reader.ts';
import type { PackedText } from './packed-text.ts';
import type { Query } from './query.ts';
import { Ranking } from './ranking.ts';
import { Trail } from './trail.ts';

/** To count so many takes longer than anybody wants to wait for the first. */
const MANY = 200_000;

export interface SearchOptions {
  /** Entries of contacts that were replaced or removed; none unless given. */
  isDead?: (locator: number) => boolean;
  /** By `shortId`, how often a contact is used, from 1 to `MOST_USE_POINTS`. */
  usePoints?: ReadonlyMap<number, number>;
  /** By `shortId`, the place in Callbell's list, from 1: the most recent conversation is first. */
  places?: ReadonlyMap<number, number>;
  /** Whether the best are wanted before all are counted; so it is with very many, unless given. */
  isBestFirst?: boolean;
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
 * is used often, open conversations, recent ones, newer contacts, and the order in the store. An empty query
 * finds everyone. Words with slips are matches only if nobody matches without.
 *
 * One for all that somebody types: it remembers whom it has found, and looks for what is typed
 * next among those if it can.
 */
export class Searcher {
  private readonly segments: readonly { packed: PackedText; items: Items }[];
  private readonly isDead: Sought['isDead'];
  private readonly used: FewContacts;
  private readonly recent: FewContacts;
  private readonly isBestFirst: boolean;
  private readonly entries: number;
  private readonly trail = new Trail();

  constructor(segments: readonly PackedText[], options: SearchOptions = {}) {
    this.segments = segments.map((packed) => ({ packed, items: new Items(packed) }));
    this.entries = segments.reduce((sum, { locators }) => sum + locators.length, 0);
    this.isDead = options.isDead;
    this.used = new FewContacts(options.usePoints);
    this.recent = new FewContacts(options.places);
    this.isBestFirst = options.isBestFirst ?? this.entries > MANY;
  }

  search(query: Query): SearchResult {
    const steps = this.steps(query);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * The same in steps of a millisecond or so, for whoever must not hold up the keyboard. One of them
   * may have the best already: the beginning of the whole result, as far as it goes.
   */
  *steps(query: Query): Generator<SearchResult | undefined, SearchResult> {
    this.trail.leadTo(query);
    if (this.isBestFirst && !this.trail.fewest({ query, forgiven: [] })) yield* this.best(query);
    let ranking = yield* this.attempt({ query, forgiven: [] });
    let isForgiving = false;
    for (const loose of ranking.total === 0 ? loosened(query) : []) {
      ranking = yield* this.attempt({ query: loose, forgiven: [] });
      if (ranking.total > 0) break;
    }
    for (const forgiven of ranking.total === 0 ? forgivable(query) : []) {
      ranking = yield* this.attempt({ query, forgiven });
      isForgiving = ranking.total > 0;
      if (isForgiving) break;
    }
    const { total } = ranking;
    return { total, isForgiving, locators: (from, to) => ranking.slice(from, to) };
  }

  private *best(query: Query): Generator<SearchResult | undefined, void> {
    if (query.terms.length === 0) return;
    const ranking = new Ranking();
    for (const { packed, items } of this.segments) {
      const sought = this.sought(packed, items, { query, forgiven: [] });
      let first = 0;
      for (const block of packed.blocks) {
        new BlockSearch(sought, block, first).rankBest(ranking);
        first += block.starts.length - 1;
        yield;
      }
    }
    const { sure: total, isEnough } = ranking;
    const locators: SearchResult['locators'] = (from, to) =>
      ranking.slice(from, Math.min(to, total));
    if (isEnough) yield { total, isForgiving: false, locators };
  }

  private sought(packed: PackedText, items: Items, { query, forgiven }: Attempt): Sought {
    const { isDead, used, recent } = this;
    return {
      packed,
      items,
      conditions: conditionsOf(query, items, forgiven),
      isDead,
      used,
      recent,
    };
  }

  private *attempt(attempt: Attempt): Generator<undefined, Ranking> {
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
      const sought = this.sought(packed, items, attempt);
      let first = 0;
      for (const [index, block] of blocks.entries()) {
        const search = new BlockSearch(sought, block, first);
        found.push(search.rank(ranking, some?.[index]));
        first += block.starts.length - 1;
        yield;
      }
    }
    this.trail.add({ attempt, places: found, total: ranking.total }, this.entries);
    return ranking;
  }
}
