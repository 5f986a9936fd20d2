import { z } from '../zod.ts';
import { type KeyTable, keyTableSchema, lookUp } from './key-table.ts';

/**
 * Keys of one page: 48 KB with their locators, whatever the table's size. So the cost of a look-up
 * in a worker that has just started does not depend on how many contacts there are.
 */
const KEYS_PER_PAGE = 4_096;

/** The first key of each page, in order. */
export const directorySchema = z.instanceof(Float64Array);

/** A sorted table in pages, with the directory that says which page a key is on. */
export interface Paged {
  directory: Float64Array;
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

/** Reads a paged table, and no more of it than is asked for; pages once read are kept. */
export class PagedTable {
  private readonly directory: Float64Array;
  private readonly readPage: (page: number) => Promise<unknown>;
  private readonly pages = new Map<number, Promise<KeyTable | undefined>>();

  /** @param readPage the stored page with this number, unparsed */
  constructor(directory: Float64Array, readPage: (page: number) => Promise<unknown>) {
    this.directory = directory;
    this.readPage = readPage;
  }

  /** @returns the locators of each key that is there */
  async lookUp(keys: Iterable<number>): Promise<Map<number, number[]>> {
    const found = await Promise.all(
      [...new Set(keys)].map(async (key): Promise<[number, number[]]> => {
        const pages = await Promise.all(this.pagesOf(key).map((page) => this.page(page)));
        return [key, pages.flatMap((page) => (page ? lookUp(page, key) : []))];
      }),
    );
    return new Map(found.filter(([, locators]) => locators.length > 0));
  }

  /** A key that stands there often may run over several pages. */
  private pagesOf(key: number): number[] {
    const first = Math.max(0, this.countBelow(key) - 1);
    const pages: number[] = [];
    for (let page = first; (this.directory[page] ?? Infinity) <= key; page += 1) pages.push(page);
    return pages;
  }

  /** How many pages start with a smaller key. */
  private countBelow(key: number): number {
    let low = 0;
    let high = this.directory.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.directory[middle] ?? Infinity) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private page(page: number): Promise<KeyTable | undefined> {
    const read =
      this.pages.get(page) ??
      this.readPage(page).then((stored) => keyTableSchema.safeParse(stored).data);
    this.pages.set(page, read);
    return read;
  }
}
