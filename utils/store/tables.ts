import { database, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { type KeyTable, keyTableSchema } from './key-table.ts';
import type { TableInfo } from './manifest.ts';
import { KEYS_PER_PAGE, lookUpPaged, paginate } from './paged-table.ts';

/** 12 MB of pages at most: all of them for a million contacts' uuids. */
const MAX_PAGES_KEPT = 256;

/**
 * Pages that were read lately, by table and page: they never change. Least used first. Another
 * connection may be to another database, which was deleted in between and has begun anew.
 */
const keptOf = new WeakMap<object, Map<string, KeyTable>>();

/** Where pages are read from, so that several reads can be one transaction. */
interface TableReader {
  get: (key: [number, number]) => Promise<unknown>;
}

/** `tables` in a transaction that may write to it. */
interface TableWriter {
  put: (page: KeyTable, key: [number, number]) => Promise<unknown>;
}

/**
 * Looks keys up in several tables.
 *
 * @returns the locators of each key that is there, those of later tables last. Some of them may no
 *   longer be live
 */
export async function lookUpTables(
  reader: TableReader,
  tables: readonly TableInfo[],
  keys: readonly number[],
): Promise<Map<number, number[]>> {
  const all = await Promise.all(
    tables.map(({ table, directory }) =>
      lookUpPaged(directory, keys, (page) => readPage(reader, table, page)),
    ),
  );
  const found = new Map<number, number[]>();
  for (const [key, locators] of all.flatMap((one) => [...one])) {
    found.set(key, [...(found.get(key) ?? []), ...locators]);
  }
  return found;
}

async function readPage(
  reader: TableReader,
  table: number,
  page: number,
): Promise<KeyTable | undefined> {
  const connection = await database();
  const kept = keptOf.get(connection) ?? new Map<string, KeyTable>();
  keptOf.set(connection, kept);
  const name = `${table}/${page}`;
  const known = kept.get(name);
  if (known) {
    kept.delete(name);
    kept.set(name, known);
    return known;
  }
  const read = keyTableSchema.safeParse(await reader.get([table, page])).data;
  if (read) kept.set(name, read);
  const [oldest] = kept.keys();
  if (kept.size > MAX_PAGES_KEPT && oldest !== undefined) kept.delete(oldest);
  return read;
}

/** Writes a table under a number that the caller has taken; nothing reads it until it is named. */
export function putTable(
  store: TableWriter,
  table: number,
  content: KeyTable,
): { info: TableInfo; requests: Promise<unknown>[] } {
  const { directory, pages } = paginate(content);
  return {
    info: { table, keys: content.keys.length, directory },
    requests: pages.map((page, number) => store.put(page, [table, number])),
  };
}

/** All pages of a table in their order, one in memory at a time. */
export async function* pagesOf({ table, directory }: TableInfo): AsyncGenerator<KeyTable, void> {
  const db = await database();
  for (let page = 0; page < directory.length; page += 1) {
    const read = keyTableSchema.safeParse(await db.get('tables', [table, page])).data;
    // Not to be taken for an empty one: what would be made without it has to be whole.
    if (!read) throw new Error(`table ${table} lacks page ${page}`);
    yield read;
  }
}

/**
 * Merges tables into one, without what is no longer live. Of each table one page is in memory at a
 * time, so the cost in memory does not depend on how long they are.
 */
export async function mergeTables(
  tables: readonly TableInfo[],
  isLive: (locator: number) => boolean,
): Promise<TableInfo> {
  const db = await database();
  const numbering = heard(db.transaction('state', 'readwrite'));
  const { number: table } = await takeNumbers(numbering.store, { numbers: 1 });
  await numbering.done;

  const directory: number[] = [];
  let keys = 0;
  const page = {
    keys: new Float64Array(KEYS_PER_PAGE),
    locators: new Uint32Array(KEYS_PER_PAGE),
  };
  let used = 0;
  const flush = async (): Promise<void> => {
    if (used === 0) return;
    const full: KeyTable = {
      keys: page.keys.slice(0, used),
      locators: page.locators.slice(0, used),
    };
    const transaction = heard(db.transaction('tables', 'readwrite', { durability: 'relaxed' }));
    await written(transaction, [transaction.store.put(full, [table, directory.length])]);
    directory.push(full.keys[0] ?? 0);
    keys += used;
    used = 0;
  };
  const cursors = tables.map((one) => new Cursor(one));
  await Promise.all(cursors.map((cursor) => cursor.advance()));
  for (;;) {
    const least = leastOf(cursors);
    if (!least) break;
    if (isLive(least.locator)) {
      page.keys[used] = least.key;
      page.locators[used] = least.locator;
      used += 1;
      if (used === KEYS_PER_PAGE) await flush();
    }
    if (!least.step()) await least.advance();
  }
  await flush();
  return { table, keys, directory: Float64Array.from(directory) };
}

/** A place in a table; `advance` reads its next page. */
class Cursor {
  key = Infinity;
  locator = 0;
  private readonly pages: AsyncGenerator<KeyTable, void>;
  private page: KeyTable | undefined;
  private index = -1;

  constructor(table: TableInfo) {
    this.pages = pagesOf(table);
  }

  /** Goes to the next entry of the page. @returns whether there was one */
  step(): boolean {
    this.index += 1;
    this.key = this.page?.keys[this.index] ?? Infinity;
    this.locator = this.page?.locators[this.index] ?? 0;
    return this.key !== Infinity;
  }

  async advance(): Promise<void> {
    do {
      const next = await this.pages.next();
      this.page = next.done === true ? undefined : next.value;
      this.index = -1;
    } while (!this.step() && this.page !== undefined);
  }
}

/** The cursor at the smallest key; of equals the one of the earlier table. */
function leastOf(cursors: readonly Cursor[]): Cursor | undefined {
  let least: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor.key < (least?.key ?? Infinity)) least = cursor;
  }
  return least;
}
