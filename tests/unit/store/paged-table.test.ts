import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildKeyTable, lookUp } from '../../../utils/store/key-table.ts';
import { PagedTable, paginate } from '../../../utils/store/paged-table.ts';

const someKeys = fc.array(fc.tuple(fc.nat(30), fc.nat(1_000)), { maxLength: 80 });

it('finds in pages what is found in the whole table, however small the pages are', async () => {
  await fc.assert(
    fc.asyncProperty(someKeys, fc.integer({ min: 1, max: 9 }), async (pairs, keysPerPage) => {
      const whole = buildKeyTable(pairs);
      const { directory, pages } = paginate(whole, keysPerPage);
      const table = new PagedTable(directory, (page) => Promise.resolve(pages[page]));
      const keys = Array.from({ length: 32 }, (_, key) => key);
      const found = await table.lookUp(keys);
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
  const table = new PagedTable(directory, (page) => {
    read.push(page);
    return Promise.resolve(pages[page]);
  });
  await table.lookUp([3]);
  await table.lookUp([12, 13, 25, 12]);
  await table.lookUp([13]);
  expect(read).toEqual([0, 1]);
});

it('finds nothing on a page that is not what it should be', async () => {
  const table = new PagedTable(Float64Array.of(1), () => Promise.resolve('rubbish'));
  expect(await table.lookUp([1])).toEqual(new Map());
});
