import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildKeyTable, lookUp, uuidKey } from '../../../utils/store/key-table.ts';
import { locationOf, locatorOf } from '../../../utils/store/locator.ts';

/** Few different keys, so that many are shared, and the largest that a phone number can have. */
const anyKey = fc.oneof(fc.nat(20), fc.maxSafeNat(), fc.constant(999_999_999_999_999));
const anyPairs = fc.array(fc.tuple(anyKey, fc.nat(0xffff_ffff)), { maxLength: 60 });

describe('a key table', () => {
  it('finds what a search through all pairs finds, in their order', () => {
    fc.assert(
      fc.property(anyPairs, anyKey, (pairs, other) => {
        const table = buildKeyTable(pairs);
        for (const key of [other, ...pairs.map(([own]) => own)]) {
          const expected = pairs.filter(([own]) => own === key).map(([, locator]) => locator);
          expect(lookUp(table, key)).toEqual(expected);
        }
      }),
    );
  });

  it('does not change the pairs it is made of', () => {
    const pairs: [number, number][] = [
      [3, 0],
      [1, 1],
    ];
    buildKeyTable(pairs);
    expect(pairs[0]).toEqual([3, 0]);
  });

  it('finds nothing in an empty one', () => {
    expect(lookUp(buildKeyTable([]), 7)).toEqual([]);
  });
});

describe('a uuid’s key', () => {
  it.each(['', 'zzz', '-', '🙂', 'g'.repeat(64), 'f'.repeat(64), 'a1'])(
    'of %o is a safe integer',
    (uuid) => {
      expect(Number.isSafeInteger(uuidKey(uuid))).toBe(true);
    },
  );

  it('of any text is the same each time, whatever its case and hyphens', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(uuidKey(uuid.toUpperCase())).toBe(uuidKey(uuid.replaceAll('-', '')));
      }),
    );
  });

  it('tells different uuids apart', () => {
    const keys = fc.sample(fc.uuid(), 1_000).map(uuidKey);
    expect(new Set(keys).size).toBeGreaterThan(990);
  });
});

it('a location is the same after it was a locator, which fits into 32 bits', () => {
  fc.assert(
    fc.property(fc.nat(80_000_000), fc.nat(49), (row, index) => {
      const locator = locatorOf({ row, index });
      expect(Uint32Array.of(locator)[0]).toBe(locator);
      expect(locationOf(locator)).toEqual({ row, index });
    }),
  );
});
