import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Nearby } from '../../../../utils/page/boxes/nearby.ts';
import { type Box, intersect } from '../../../../utils/page/geometry.ts';

/** A number of a page, for this test: where it is, and whether it can be seen. */
interface Item {
  box: Box | undefined;
  isShown: boolean;
}

const row = (top: number, height: number, left = 0): Item => ({
  box: { left, top, width: 80, height },
  isShown: true,
});

const touches = (area: Box, { box, isShown }: Item): boolean =>
  box !== undefined && isShown && intersect(area, box) !== undefined;

const within = (area: Box, items: readonly Item[]): Item[] =>
  items.filter((item) => touches(area, item));

function nearby(items: readonly Item[]): { nearby: Nearby<Item>; looked: () => number } {
  let looked = 0;
  const found = new Nearby<Item>({
    boxOf: ({ box }) => {
      looked += 1;
      return box;
    },
    isShown: ({ isShown }) => isShown,
  });
  found.set(items);
  return { nearby: found, looked: () => looked };
}

const areas = fc.record({
  left: fc.constant(-50),
  top: fc.integer({ min: -2_000, max: 80_000 }),
  width: fc.constant(1_200),
  height: fc.integer({ min: 100, max: 2_700 }),
});

/** Rows of any height, one below the other, some not rendered or not to be seen. */
const columns = fc
  .array(
    fc.record({
      height: fc.integer({ min: 1, max: 400 }),
      kind: fc.constantFrom('seen', 'seen', 'seen', 'unrendered', 'hidden'),
    }),
    { minLength: 0, maxLength: 600 },
  )
  .map((rows) => {
    let top = 0;
    return rows.map(({ height, kind }): Item => {
      const item = row(top, height);
      top += height;
      return { box: kind === 'unrendered' ? undefined : item.box, isShown: kind !== 'hidden' };
    });
  });

const anywhere = fc.array(
  fc.record({
    box: fc.option(
      fc.record({
        left: fc.integer({ min: -3_000, max: 3_000 }),
        top: fc.integer({ min: -2_000, max: 80_000 }),
        width: fc.integer({ min: 1, max: 200 }),
        height: fc.integer({ min: 1, max: 200 }),
      }),
      { nil: undefined, freq: 5 },
    ),
    isShown: fc.boolean(),
  }),
  { maxLength: 500 },
);

describe('what is near', () => {
  it('is all that touches the area and nothing else, where rows follow one another', () => {
    fc.assert(
      fc.property(columns, fc.array(areas, { minLength: 1, maxLength: 4 }), (items, scrolls) => {
        const { nearby: near } = nearby(items);
        for (const area of scrolls) {
          near.begin();
          expect(near.find(area, Infinity, Infinity)).toEqual({
            found: within(area, items),
            isWhole: true,
          });
        }
      }),
    );
  });

  it('never has what does not touch the area, and has all of it after a sweep, wherever it is', () => {
    fc.assert(
      fc.property(anywhere, areas, (items, area) => {
        const { nearby: near } = nearby(items);
        for (const item of near.find(area, Infinity, Infinity).found) {
          expect(touches(area, item)).toBe(true);
        }
        near.sweep(area, Infinity);
        near.begin();
        expect(near.find(area, Infinity, Infinity).found).toEqual(within(area, items));
      }),
    );
  });

  it('has at most so many, the first ones', () => {
    const items = Array.from({ length: 1_000 }, (_, index) => row(index, 1));
    const area = { left: 0, top: 200, width: 100, height: 500 };
    const { found } = nearby(items).nearby.find(area, 30, Infinity);
    expect(found).toEqual(items.slice(200, 230));
  });

  it('is found by looking at few of very many', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => row(index * 24, 24));
    const { nearby: near, looked } = nearby(items);
    const area = { left: 0, top: 600_000, width: 1_000, height: 2_400 };
    expect(near.find(area, Infinity, Infinity).found).toHaveLength(100);
    expect(looked()).toBeLessThan(400);
  });

  it('comes back when it is rendered again, with the next sweep', () => {
    const items = Array.from({ length: 2_000 }, (_, index) => row(index * 24, 24));
    const area = { left: 0, top: 0, width: 1_000, height: 2_400 };
    const { nearby: near } = nearby(items);
    const boxes = items.map(({ box }) => box);
    // A filter leaves every hundredth row.
    items.forEach((item, index) => {
      item.box = index % 100 === 0 ? row(index / 4, 24).box : undefined;
    });
    expect(near.find(area, Infinity, Infinity).found).toHaveLength(20);
    items.forEach((item, index) => (item.box = boxes[index]));
    expect(near.sweep(area, Infinity)).toEqual({ isOver: true, isNew: true });
    near.begin();
    expect(near.find(area, Infinity, Infinity).found).toEqual(items.slice(0, 100));
  });

  it('stops when its time is over, and says so', () => {
    const items = Array.from({ length: 2_000 }, (): Item => ({ box: undefined, isShown: true }));
    const area = { left: 0, top: 0, width: 1_000, height: 2_400 };
    expect(nearby(items).nearby.find(area, Infinity, 0)).toEqual({ found: [], isWhole: false });
  });
});
