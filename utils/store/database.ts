import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Rows hold at most so many contacts: cheap to write, cheap to read 20 of (decision 0003). */
export const CONTACTS_PER_ROW = 50;

/**
 * The one database. Values are `unknown` on purpose: what is read back is parsed by the module
 * that owns the record.
 */
export interface LensSchema extends DBSchema {
  /** The API key alone, so that nothing that reads state can pick it up by accident. */
  secrets: { key: 'api-key'; value: unknown };
  state: { key: StateKey; value: unknown };
  /** `[generation, row]` → some contacts. */
  rows: { key: [number, number]; value: unknown };
  /**
   * `[generation, name]` → an index made of that generation's rows; of one in pages its directory,
   * and `[generation, name, page]` → a page.
   */
  indexes: { key: IndexKey; value: unknown };
}

/** `last-generation` only ever grows: a number is never given to two passes, nor two accounts. */
type StateKey = 'account' | 'settings' | 'sync' | 'active-generation' | 'last-generation' | 'use';

export type IndexName = 'search' | 'phones' | 'uuids' | 'facets';

export type IndexKey = [number, IndexName] | [number, IndexName, number];

export type LensDatabase = IDBPDatabase<LensSchema>;

const NAME = 'lens';
const VERSION = 1;

let opened: Promise<LensDatabase> | undefined;

/**
 * The open database, opened when first asked for. The connection is given up when another
 * context wants to upgrade, and opened again by the next call.
 */
export function database(): Promise<LensDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

function open(): Promise<LensDatabase> {
  return openDB<LensSchema>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore('secrets');
      db.createObjectStore('state');
      db.createObjectStore('rows');
      db.createObjectStore('indexes');
    },
    blocking(_current, _blocked, event) {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      opened = undefined;
    },
  });
}

/** Closes the connection, so that a test can start from an empty database. */
export async function closeDatabase(): Promise<void> {
  const db = await opened;
  db?.close();
  opened = undefined;
}

/** Every key of one index: its own, and those of its pages. */
export function indexRange(generation: number, name: IndexName): IDBKeyRange {
  return IDBKeyRange.bound([generation, name], [generation, name, []]);
}

/** Every key of a generation in `rows` or `indexes`. */
export function generationRange(generation: number): IDBKeyRange {
  // An array sorts after every number and string, so this is the range's open end.
  return IDBKeyRange.bound([generation], [generation, []]);
}
