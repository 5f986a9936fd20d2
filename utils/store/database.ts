import { type DBSchema, type IDBPDatabase, deleteDB, openDB } from 'idb';

/** Rows hold at most so many contacts: cheap to write, cheap to read 20 of (decision 0003). */
export const CONTACTS_PER_ROW = 50;

/**
 * The one database. Values are `unknown` on purpose: what is read back is parsed by the module
 * that owns the record. What lies in `rows`, `segments` and `tables` never changes once it is
 * written; the manifest says which of it counts (decision 0005).
 */
export interface LensSchema extends DBSchema {
  /** The API key alone, so that nothing that reads state can pick it up by accident. */
  secrets: { key: 'api-key'; value: unknown };
  state: { key: StateKey; value: unknown };
  /** Row → at most {@link CONTACTS_PER_ROW} contacts. */
  rows: { key: number; value: unknown };
  /** Segment → the packed text of some contacts. */
  segments: { key: number; value: unknown };
  /** `[table, page]` → a part of a sorted table from keys to locators. */
  tables: { key: [number, number]; value: unknown };
  /** `[generation, what]` → what belongs to one generation of the manifest. */
  generations: { key: [number, 'dead' | 'facets']; value: unknown };
  /** `[run, entry]` → what a sync that has not ended has found out. */
  staging: { key: [number, number]; value: unknown };
}

/** `counters` only ever grow: a number is never given twice, nor to two accounts. */
type StateKey =
  | 'account'
  | 'settings'
  | 'sync'
  | 'manifest'
  | 'counters'
  | 'staged'
  | 'pending'
  | 'absent'
  | 'counted'
  | 'front'
  | 'front-since'
  | 'front-read'
  | 'use'
  | 'funnels';

/** The object stores that hold an account's contacts, or what is made of them. */
export const CONTACT_STORES = ['rows', 'segments', 'tables', 'generations', 'staging'] as const;

/** What of `state` a run has found out and nobody else reads. */
export const RUN_STATE = [
  'staged',
  'pending',
  'absent',
  'counted',
  'front-since',
  'front-read',
] as const;

/** What of `state` is an account's contacts, or on the way to become them. */
export const CONTACT_STATE = ['sync', 'manifest', 'front', 'use', 'funnels', ...RUN_STATE] as const;

type LensDatabase = IDBPDatabase<LensSchema>;

const NAME = 'lens';
const VERSION = 2;

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

async function open(): Promise<LensDatabase> {
  try {
    return await openVersion();
  } catch (error) {
    // A newer version of Lens was here. What it kept is a copy of what Callbell has.
    if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error;
    await deleteDB(NAME);
    return openVersion();
  }
}

function openVersion(): Promise<LensDatabase> {
  return openDB<LensSchema>(NAME, VERSION, {
    upgrade(db) {
      for (const name of db.objectStoreNames) db.deleteObjectStore(name);
      db.createObjectStore('secrets');
      db.createObjectStore('state');
      for (const name of CONTACT_STORES) db.createObjectStore(name);
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

/** Gives up a connection that no longer answers; the next call opens another. */
export function reopenDatabase(): void {
  const given = opened;
  opened = undefined;
  given?.then((db) => db.close()).catch(() => undefined);
}

/** Closes the connection, so that a test can start from an empty database. */
export async function closeDatabase(): Promise<void> {
  const db = await opened;
  db?.close();
  opened = undefined;
}

/**
 * Ends a transaction. A request that fails, on a full disk say, rejects by itself and aborts the
 * transaction: waiting for all of them leaves no rejection behind that nobody hears of. What is
 * thrown is the transaction's own error: it says why, where a request only says that it was aborted.
 */
export async function written(
  transaction: { done: Promise<void> },
  requests: readonly Promise<unknown>[],
): Promise<void> {
  const [end] = await Promise.allSettled([transaction.done, ...requests]);
  if (end.status === 'rejected') throw end.reason;
}

/**
 * A transaction whose failure is not told twice: who was told by a request, and has thrown, does not
 * come to wait for its end any more.
 */
export function heard<T extends { done: Promise<void> }>(transaction: T): T {
  transaction.done.catch(() => undefined);
  return transaction;
}

const LOCK = 'store';

/** No change takes more than some seconds: whoever holds the lock for so long never gives it back. */
const LONGEST_CHANGE_MS = 60_000;

/**
 * Runs a change of the contacts alone: what one reads must still hold when it writes. Not to be
 * nested. Connecting and disconnecting do not wait for it; whoever writes looks whether they came
 * between, in the transaction that writes.
 */
export async function exclusively<T>(change: () => Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), LONGEST_CHANGE_MS);
  const begun = (): Promise<T> => {
    clearTimeout(timer);
    return change();
  };
  try {
    return await navigator.locks.request(LOCK, { signal: giveUp.signal }, begun);
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    return await navigator.locks.request(LOCK, { steal: true }, change);
  } finally {
    clearTimeout(timer);
  }
}
