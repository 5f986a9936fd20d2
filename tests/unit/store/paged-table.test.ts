import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type KeyTable, buildKeyTable, lookUp } from '../../../utils/store/key-table.ts';
import { lookUpPaged, paginate } from '../../../utils/store/paged-table.ts';

const someKeys = fc.array(fc.tuple(fc.nat(30), fc.nat(1_000)), { maxLength: 80 });

it('finds in pages what is found in the whole table, however small the pages are', async () => {
  await fc.assert(
    fc.asyncProperty(someKeys, fc.integer({ min: 1, max: 9 }), async (pairs, keysPerPage) => {
      const whole = buildKeyTable(pairs);
      const { directory, pages } = paginate(whole, keysPerPage);
      const keys = Array.from({ length: 32 }, (_, key) => key);
      const found = await lookUpPaged(directory, keys, (page) => Promise.resolve(pages[page]));
      for (const key of keys) expect(found.get(key) ?? []).toEqual(lookUp(whole, key));
    }),
  );
});

it('reads no page twice, and none for a key that lies before all', async () => {
  const { directory, pages } = paginate(
    buildKeyTable(Array.from({ length: 40 }, (_, key) => [key + 10, key])),
    10,
  );
  const read: number[] = [];
  const readPage = (page: number): Promise<KeyTable | undefined> => {
    read.push(page);
    return Promise.resolve(pages[page]);
  };
  await lookUpPaged(directory, [3], readPage);
  expect(read).toEqual([]);
  await lookUpPaged(directory, [12, 13, 25, 12], readPage);
  expect(read).toEqual([0, 1]);
});

it('finds nothing on a page that is not there', async () => {
  const found = await lookUpPaged(Float64Array.of(1), [1], () => Promise.resolve(undefined));
  expect(found).toEqual(new Map());
});
