import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortId } from '../../../utils/search/entry.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { type SearchResult, Searcher } from '../../../utils/search/search.ts';
import { contact } from '../support/contact.ts';
import { packed } from '../support/search.ts';

const NAMES = ['Anna', 'Annabel Lee', 'Lee Ann', 'Joanna', 'Ann', 'Bob'];

/** Enough of each name for the best to be told of. */
const all = Array.from({ length: 1_200 }, (_, index) =>
  contact({
    uuid: `u${index}`,
    name: NAMES[(index * 7) % NAMES.length] ?? '',
    tags: index % 3 === 0 ? ['vip'] : [],
    createdAt: `20${10 + (index % 15)}-01-01`,
    closedAt: index % 4 === 0 ? '2025-01-01' : null,
  }),
);
const segments = [packed(all.slice(0, 700)), packed(all.slice(700), 700)];

/** What a search tells of on its way, and in the end. */
function told(searcher: Searcher, typed: string): { early: SearchResult[]; last: SearchResult } {
  const early: SearchResult[] = [];
  const steps = searcher.steps(parseQuery(typed));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { early, last: value };
    if (value) early.push(value);
  }
}

describe('the best, told of before all are counted', () => {
  it('are the beginning of the whole result', () => {
    const anyUse = fc.array(fc.tuple(fc.nat(1_199), fc.integer({ min: 1, max: 5 })), {
      maxLength: 30,
    });
    const anyTyped = fc.constantFrom(
      ...['a', 'an', 'ann', 'anna', 'l', 'lee ann', 'b tag:vip', 'a -tag:vip', 'an is:closed'],
    );
    const anyDead = fc.uniqueArray(fc.nat(1_199), { maxLength: 300 });
    let count = 0;
    fc.assert(
      fc.property(anyUse, anyTyped, anyDead, (used, typed, gone) => {
        const dead = new Set(gone);
        const usePoints = new Map(used.map(([at, points]) => [shortId(`u${at}`), points] as const));
        const places = new Map(
          used.map(([at], index) => [shortId(`u${at + 1}`), index + 1] as const),
        );
        const isDead = (at: number): boolean => dead.has(at);
        const options = { isDead, usePoints, places, isBestFirst: true };
        const { early, last } = told(new Searcher(segments, options), typed);
        for (const { total, locators, isForgiving } of early) {
          count += 1;
          expect(isForgiving).toBe(false);
          expect(total).toBeLessThanOrEqual(last.total);
          expect(locators(0, 20)).toEqual(last.locators(0, 20));
          expect(locators(0, Infinity)).toEqual(last.locators(0, total));
        }
      }),
      { numRuns: 60 },
    );
    expect(count).toBeGreaterThan(0);
  });

  it('are told of once, and not if there are few or to count them is quick', () => {
    const bestFirst = (typed: string) => told(new Searcher(segments, { isBestFirst: true }), typed);
    expect(bestFirst('an').early).toHaveLength(1);
    expect(bestFirst('anxa').early).toEqual([]);
    expect(bestFirst('').early).toEqual([]);
    expect(told(new Searcher(segments), 'an').early).toEqual([]);
  });
});

it('the first of many equals are the same whether some or all of them are looked at', () => {
  const { last } = told(new Searcher(segments), 'tag:vip');
  const some = last.locators(0, 3);
  expect(some).toEqual(last.locators(0, Infinity).slice(0, 3));
  expect(told(new Searcher(segments), '').last.locators(5, 9)).toEqual(
    told(new Searcher(segments), '').last.locators(0, Infinity).slice(5, 9),
  );
});
