import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldFront, isSettled, markOf, repeats } from '../../../utils/sync/front.ts';

const placesOf = (front: readonly string[]) => {
  const places = new Map(front.map((uuid, place) => [uuid, place]));
  return (uuid: string): number | undefined => places.get(uuid);
};

const named = (count: number, prefix = 'c'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

/** Who writes moves to the front. */
function move(list: readonly string[], who: string): string[] {
  return [who, ...list.filter((uuid) => uuid !== who)];
}

describe('the front of the list', () => {
  const front = named(100);
  const settled = (page: readonly string[], before: readonly string[] = []): boolean =>
    isSettled(page, markOf(before), placesOf(front));

  it('is settled where all stand in the old order, whoever has left it', () => {
    expect(settled(front.slice(0, 20))).toBe(true);
    expect(settled(front.filter((_, index) => index % 3 > 0).slice(0, 20))).toBe(true);
  });

  it('is not settled where one is new, or stands before whom it stood behind', () => {
    expect(settled(['new', ...front.slice(0, 19)])).toBe(false);
    expect(settled([...front.slice(0, 19), 'new'])).toBe(false);
    expect(settled(move(front, 'c0007').slice(0, 20))).toBe(false);
    expect(settled([])).toBe(false);
  });

  it('is settled on a page that is longer than it, whoever has moved to that page’s beginning', () => {
    const long = [...front, ...named(400, 'd')];
    expect(settled(long)).toBe(true);
    expect(settled(['new', ...move(long, 'c0050')])).toBe(true);
    expect(settled([...named(20, 'e'), ...named(80, 'd')])).toBe(false);
  });

  it('shown again by page numbers says little: half of a page must say it by itself', () => {
    const page = front.slice(0, 20);
    expect(settled(page, page.slice(0, 10))).toBe(true);
    expect(settled(page, page.slice(0, 11))).toBe(false);
    // Movers of the page before that come again are no movers of this one.
    expect(settled(['new', ...front.slice(0, 19)], ['new'])).toBe(true);
  });

  it('read page by page to where it is settled has all who have moved, and one page more', () => {
    const moves = fc.array(fc.nat(140), { maxLength: 90 });
    fc.assert(
      fc.property(moves, fc.array(fc.nat(99), { maxLength: 5 }), (moved, removed) => {
        const all = named(140);
        let list = all;
        for (const place of moved) list = move(list, all[place] ?? '');
        const gone = new Set(removed.map((place) => all[place]));
        list = list.filter((uuid) => !gone.has(uuid));
        const known = placesOf(all.slice(0, 100));
        const movers = new Set(moved.map((place) => all[place] ?? ''));
        const read: string[] = [];
        let pages = 0;
        for (let isDone = false; !isDone; pages += 1) {
          const page = list.slice(pages * 20, pages * 20 + 20);
          isDone = page.length < 20 || isSettled(page, markOf(read.slice(-20)), known);
          read.push(...page);
        }
        // Who has moved to the very place where it stood has changed nothing in the order.
        const isSameOrder = list.every((uuid, index) => uuid === all[index]);
        if (isSameOrder) return;
        const seen = new Set(read);
        const inList = new Set(list);
        const missed = [...movers].filter((uuid) => inList.has(uuid) && !seen.has(uuid));
        expect(missed).toEqual([]);
        const least = Math.ceil(movers.size / 20) + 1;
        expect(pages).toBeLessThanOrEqual(Math.max(least, Math.ceil(list.length / 20) + 1));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is folded: what was read first, then the rest as it stood, at most a thousand', () => {
    expect(foldFront(['x', 'c0002'], front).slice(0, 4)).toEqual(['x', 'c0002', 'c0000', 'c0001']);
    expect(foldFront(named(900, 'a'), named(900, 'b'))).toHaveLength(1_000);
    expect(new Set(foldFront(front, front)).size).toBe(100);
  });

  it('repeats where at least half of a page stood on the one before', () => {
    const page = markOf(front.slice(0, 20));
    expect(repeats(page, page)).toBe(true);
    expect(repeats(page, markOf(front.slice(10, 30)))).toBe(true);
    expect(repeats(page, markOf(front.slice(11, 31)))).toBe(false);
    expect(repeats([], [])).toBe(false);
  });
});
