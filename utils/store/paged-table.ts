import { type KeyTable, lookUp } from './key-table.ts';

/**
 * Keys of one page: 48 KB with their locators, whatever the table's size. So the cost of a look-up
 * in a worker that has just started does not depend on how many contacts there are.
 */
export const KEYS_PER_PAGE = 4_096;

/** A sorted table in pages, with the directory that says which page a key is on. */
export interface Paged {
  /** The first key of each page, in order. */
  directory: Float64Array<ArrayBuffer>;
  pages: KeyTable[];
}

/** Cuts a sorted table into pages. */
export function paginate({ keys, locators }: KeyTable, keysPerPage = KEYS_PER_PAGE): Paged {
  const pages: KeyTable[] = [];
  for (let start = 0; start < keys.length; start += keysPerPage) {
    const end = start + keysPerPage;
    pages.push({ keys: keys.slice(start, end), locators: locators.slice(start, end) });
  }
  return { directory: Float64Array.from(pages, (page) => page.keys[0] ?? 0), pages };
}

/**
 * Looks keys up in a paged table, and reads no more of it than that takes.
 *
 * @param readPage the page with this number, asked for once
 * @returns the locators of each key that is there
 */
export async function lookUpPaged(
  directory: Float64Array,
  keys: Iterable<number>,
  readPage: (page: number) => Promise<KeyTable | undefined>,
): Promise<Map<number, number[]>> {
  const wanted = [...new Set(keys)].map((key) => ({ key, on: pagesOf(directory, key) }));
  const numbers = [...new Set(wanted.flatMap(({ on }) => on))];
  const pages = new Map(
    await Promise.all(numbers.map(async (page) => [page, await readPage(page)] as const)),
  );
  const found = wanted.map(({ key, on }): [number, number[]] => [
    key,
    on.flatMap((number) => {
      const page = pages.get(number);
      return page ? lookUp(page, key) : [];
    }),
  ]);
  return new Map(found.filter(([, locators]) => locators.length > 0));
}

/** The pages that may have a key: one that stands there often may run over several. */
function pagesOf(directory: Float64Array, key: number): number[] {
  const pages: number[] = [];
  let page = Math.max(0, countBelow(directory, key) - 1);
  for (; (directory[page] ?? Infinity) <= key; page += 1) pages.push(page);
  return pages;
}

/** How many pages start with a smaller key. */
function countBelow(directory: Float64Array, key: number): number {
  let low = 0;
  let high = directory.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((directory[middle] ?? Infinity) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
