import type { IDBPObjectStore, StoreNames } from 'idb';
import { z } from '../zod.ts';
import type { Contact } from '../contact.ts';
import { NEVER_SYNCED, type Pass, type SyncStatus, syncStatusSchema } from '../sync/status.ts';
import { IndexBuilder, type Indexes } from './build-indexes.ts';
import { announce } from './changes.ts';
import {
  CONTACTS_PER_ROW,
  type IndexName,
  type LensSchema,
  database,
  generationRange,
  indexRange,
} from './database.ts';
import type { KeyTable } from './key-table.ts';
import { paginate } from './paged-table.ts';

/** How many rows are read at a time while indexes are built: bounds memory, not correctness. */
const ROWS_PER_READ = 200;

/**
 * Reserves the number of a new generation and stores the status that its pass begins with.
 * Numbers are never used twice, so an answer that comes late can only reach the pass that asked.
 * Does nothing if a pass is under way, so that of many who begin at once one does, or if no
 * account is connected.
 */
export async function beginGeneration(
  status: (generation: number, before: SyncStatus) => SyncStatus,
): Promise<void> {
  const db = await database();
  const transaction = db.transaction('state', 'readwrite');
  const before = parseStatus(await transaction.store.get('sync'));
  const account = await transaction.store.get('account');
  if ('pass' in before.phase || account === undefined) {
    await transaction.done;
    return;
  }
  const last = z
    .number()
    .catch(0)
    .parse(await transaction.store.get('last-generation'));
  await transaction.store.put(last + 1, 'last-generation');
  await transaction.store.put(status(last + 1, before), 'sync');
  await transaction.done;
  announce('sync');
}

/**
 * Stores one page's contacts and the status that follows, in one transaction, if the pass still
 * stands where it stood when the page was asked for.
 *
 * @returns whether it did; if not, nothing was written
 */
export async function stagePage(
  pass: Pass,
  contacts: readonly Contact[],
  next: SyncStatus,
): Promise<boolean> {
  const db = await database();
  const transaction = db.transaction(['rows', 'state'], 'readwrite', { durability: 'relaxed' });
  const state = transaction.objectStore('state');
  if (!isAt(pass, await state.get('sync'))) {
    await transaction.done;
    return false;
  }
  const rows = transaction.objectStore('rows');
  for (let start = 0; start < contacts.length; start += CONTACTS_PER_ROW) {
    const row = pass.nextRow + start / CONTACTS_PER_ROW;
    void rows.put(contacts.slice(start, start + CONTACTS_PER_ROW), [pass.generation, row]);
  }
  void state.put(next, 'sync');
  await transaction.done;
  announce('sync');
  return true;
}

/** How many rows {@link stagePage} uses for so many contacts. */
export function rowsFor(contacts: number): number {
  return Math.ceil(contacts / CONTACTS_PER_ROW);
}

/**
 * Makes a generation that was read to its end the one that everything reads, in one transaction.
 * The indexes are built before it, so a reader sees the old generation whole or the new one.
 *
 * @param finished the status to store, given how many distinct contacts there are
 * @returns whether the pass was still the current one; if not, nothing was written
 */
export async function activateGeneration(
  pass: Pass,
  country: string,
  finished: (contacts: number) => SyncStatus,
): Promise<boolean> {
  const indexes = await buildIndexes(pass.generation, country);
  const db = await database();
  const transaction = db.transaction(['indexes', 'state'], 'readwrite', { durability: 'strict' });
  const state = transaction.objectStore('state');
  if (!isAt(pass, await state.get('sync'))) {
    await transaction.done;
    return false;
  }
  putIndexes(transaction.objectStore('indexes'), pass.generation, indexes);
  void state.put(pass.generation, 'active-generation');
  void state.put(finished(indexes.contacts), 'sync');
  await transaction.done;
  announce('sync', 'contacts');
  return true;
}

/** Builds the active generation's indexes anew: the country that reads its numbers has changed. */
export async function rebuildIndexes(country: string): Promise<void> {
  const db = await database();
  const active = z
    .number()
    .optional()
    .parse(await db.get('state', 'active-generation'));
  if (active === undefined) return;
  const indexes = await buildIndexes(active, country);
  const transaction = db.transaction(['indexes', 'state'], 'readwrite');
  if ((await transaction.objectStore('state').get('active-generation')) === active) {
    putIndexes(transaction.objectStore('indexes'), active, indexes);
  }
  await transaction.done;
  announce('contacts');
}

/** Deletes what no reader and no running pass needs: generations left over by passes that ended. */
export async function collectLeftovers(): Promise<void> {
  const db = await database();
  const transaction = db.transaction(['rows', 'indexes', 'state'], 'readwrite');
  const state = transaction.objectStore('state');
  const active = z
    .number()
    .optional()
    .parse(await state.get('active-generation'));
  const { phase } = parseStatus(await state.get('sync'));
  const needed = new Set([active, 'pass' in phase ? phase.pass.generation : undefined]);
  const last = z
    .number()
    .catch(0)
    .parse(await state.get('last-generation'));
  for (let generation = 1; generation <= last; generation += 1) {
    if (needed.has(generation)) continue;
    void transaction.objectStore('rows').delete(generationRange(generation));
    void transaction.objectStore('indexes').delete(generationRange(generation));
  }
  await transaction.done;
}

function isAt(pass: Pass, stored: unknown): boolean {
  const { phase } = parseStatus(stored);
  if (!('pass' in phase)) return false;
  const current = phase.pass;
  return current.generation === pass.generation && current.nextPage === pass.nextPage;
}

function parseStatus(stored: unknown): SyncStatus {
  return syncStatusSchema.catch(NEVER_SYNCED).parse(stored);
}

async function buildIndexes(generation: number, country: string): Promise<Indexes> {
  const db = await database();
  const builder = new IndexBuilder(country);
  let after: IDBKeyRange | undefined = generationRange(generation);
  while (after) {
    const keys: [number, number][] = await db.getAllKeys('rows', after, ROWS_PER_READ);
    const rows = await db.getAll('rows', after, ROWS_PER_READ);
    keys.forEach(([, row], index) => {
      builder.addRow(row, z.array(z.unknown()).catch([]).parse(rows[index]));
    });
    const last = keys.at(-1);
    after = last && IDBKeyRange.bound(last, [generation, []], true);
  }
  return builder.build();
}

type IndexStore = Pick<
  IDBPObjectStore<LensSchema, StoreNames<LensSchema>[], 'indexes', 'readwrite'>,
  'put' | 'delete'
>;

function putIndexes(
  store: IndexStore,
  generation: number,
  { search, phones, uuids, facets }: Indexes,
): void {
  void store.put(search, [generation, 'search']);
  void store.put(facets.toRecord(), [generation, 'facets']);
  putTable(store, generation, 'phones', phones);
  putTable(store, generation, 'uuids', uuids);
}

function putTable(store: IndexStore, generation: number, name: IndexName, table: KeyTable): void {
  const { directory, pages } = paginate(table);
  void store.delete(indexRange(generation, name));
  void store.put(directory, [generation, name]);
  pages.forEach((page, number) => void store.put(page, [generation, name, number]));
}
