import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chosen } from '../../../../utils/page/boxes/chosen.ts';

interface Number {
  isInView: boolean;
  distance: number;
  isKnown: boolean;
}

const numbers = fc.array(
  fc
    .record({ distance: fc.integer({ min: 0, max: 2_000 }), isKnown: fc.boolean() })
    .map((number): Number => ({ ...number, isInView: number.distance < 500 })),
  { maxLength: 400 },
);

it('are all in view, up to the cap, in the document’s order', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 200 }), (near, most) => {
      const picked = chosen(near, most);
      const inView = near.filter(({ isInView }) => isInView).slice(0, most);
      expect(picked.filter(({ isInView }) => isInView)).toEqual(inView);
      expect(picked).toHaveLength(Math.min(most, near.length));
    }),
  );
});

it('are the nearest of those out of view', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 200 }), (near, most) => {
      const picked = new Set(chosen(near, most));
      const farthest = Math.max(...[...picked].map(({ distance }) => distance));
      for (const number of near) {
        if (!picked.has(number) && !number.isInView) {
          expect(number.distance).toBeGreaterThanOrEqual(farthest);
        }
      }
    }),
  );
});

it('are the same whoever is known', () => {
  fc.assert(
    fc.property(numbers, fc.infiniteStream(fc.boolean()), (near, known) => {
      const others = near.map((number) => ({ ...number, isKnown: known.next().value === true }));
      const places = (from: readonly Number[]): number[] =>
        chosen(from, 50).map((number) => from.indexOf(number));
      expect(places(others)).toEqual(places(near));
    }),
  );
});
