import { z } from '../zod.ts';
import { type Contact, contactSchema } from '../contact.ts';
import { Facets } from '../search/facets.ts';
import { EMPTY_PACKED_TEXT, type PackedText, packedTextSchema } from '../search/packed-text.ts';
import { type IndexKey, database } from './database.ts';
import { uuidKey } from './key-table.ts';
import { locationOf } from './locator.ts';
import { PagedTable, directorySchema } from './paged-table.ts';

/**
 * The generation that everything reads: one whole pass over the account's contacts.
 *
 * @returns `undefined` until a first pass has been read to its end
 */
export async function activeGeneration(): Promise<number | undefined> {
  const db = await database();
  return z
    .number()
    .optional()
    .parse(await db.get('state', 'active-generation'));
}

/** The contacts at these locators, in their order; one that is gone by now is left out. */
export async function contactsAt(
  generation: number,
  locators: readonly number[],
): Promise<Contact[]> {
  const db = await database();
  const transaction = db.transaction('rows', 'readonly');
  const rows = new Map<number, Promise<unknown[]>>();
  const readRow = async (row: number): Promise<unknown[]> =>
    z
      .array(z.unknown())
      .catch([])
      .parse(await transaction.store.get([generation, row]));
  const contacts = await Promise.all(
    locators.map(async (locator) => {
      const { row, index } = locationOf(locator);
      const stored = rows.get(row) ?? readRow(row);
      rows.set(row, stored);
      return contactSchema.safeParse((await stored)[index]).data;
    }),
  );
  return contacts.filter((contact) => contact !== undefined);
}

/** @returns `undefined` if no contact of the active generation has this uuid */
export async function findContact(uuid: string): Promise<Contact | undefined> {
  const generation = await activeGeneration();
  if (generation === undefined) return undefined;
  const table = await openTable(generation, 'uuids');
  const key = uuidKey(uuid);
  const candidates = await contactsAt(generation, (await table.lookUp([key])).get(key) ?? []);
  return candidates.find((contact) => contact.uuid === uuid);
}

/** The table from phone keys, or from uuids, to contacts. */
export async function openTable(generation: number, name: 'phones' | 'uuids'): Promise<PagedTable> {
  const directory = directorySchema.safeParse(await readIndex([generation, name]));
  return new PagedTable(directory.data ?? new Float64Array(), (page) =>
    readIndex([generation, name, page]),
  );
}

/** Everybody, ready to be searched; nobody if there is no such generation. */
export async function readPackedText(generation: number): Promise<PackedText> {
  return packedTextSchema.catch(EMPTY_PACKED_TEXT).parse(await readIndex([generation, 'search']));
}

/** What the contacts have in common, with counts. */
export async function readFacets(generation: number): Promise<Facets> {
  return Facets.from(await readIndex([generation, 'facets']));
}

async function readIndex(key: IndexKey): Promise<unknown> {
  const db = await database();
  return db.get('indexes', key);
}
