import { type Contact, contactSchema } from '../contact.ts';
import { Facets } from '../search/facets.ts';
import { database } from './database.ts';
import { uuidKey } from './key-table.ts';
import { locationOf } from './locator.ts';
import {
  LiveLocators,
  type Manifest,
  type TableInfo,
  deadSchema,
  parseManifest,
} from './manifest.ts';
import { type Placed, rowSchema } from './rows.ts';
import { lookUpTables } from './tables.ts';

export { type Manifest, readManifest } from './manifest.ts';

/**
 * Locators, in order, of contacts that were replaced or removed since their segment was packed: a
 * search must leave them out.
 *
 * @throws {Error} if there are two newer manifests by now: read the manifest again
 */
export async function readDead({ generation }: Manifest): Promise<Uint32Array> {
  const db = await database();
  return deadSchema.parse(await db.get('generations', [generation, 'dead']));
}

/** What the contacts have in common, with counts. */
export async function readFacets({ generation }: Manifest): Promise<Facets> {
  const db = await database();
  return Facets.from(await db.get('generations', [generation, 'facets']));
}

/** The contacts at these locators, in their order; one that is gone by now is left out. */
export async function contactsAt(locators: readonly number[]): Promise<Contact[]> {
  return (await placedAt(locators)).map(({ contact }) => contact);
}

/** The same, each with its locator. */
export async function placedAt(locators: readonly number[]): Promise<Placed[]> {
  const db = await database();
  const transaction = db.transaction('rows', 'readonly');
  const rows = new Map<number, Promise<unknown[]>>();
  const readRow = async (row: number): Promise<unknown[]> =>
    rowSchema.parse(await transaction.store.get(row));
  const placed = await Promise.all(
    locators.map(async (locator): Promise<Placed[]> => {
      const { row, index } = locationOf(locator);
      const stored = rows.get(row) ?? readRow(row);
      rows.set(row, stored);
      const contact = contactSchema.safeParse((await stored)[index]).data;
      return contact ? [{ contact, locator }] : [];
    }),
  );
  return placed.flat();
}

/** @returns `undefined` if no contact has this uuid */
export async function findContact(uuid: string): Promise<Contact | undefined> {
  const key = uuidKey(uuid);
  const found = await lookUpLive(({ uuids }) => uuids, [key]);
  return (await contactsAt(found.get(key) ?? [])).find((contact) => contact.uuid === uuid);
}

/**
 * Looks keys up in the tables of the manifest as it is now, in one transaction.
 *
 * @returns the locators of each key that a contact has
 */
export async function lookUpLive(
  tablesOf: (manifest: Manifest) => readonly TableInfo[],
  keys: readonly number[],
): Promise<Map<number, number[]>> {
  const db = await database();
  const transaction = db.transaction(['state', 'tables', 'generations'], 'readonly');
  const manifest = parseManifest(await transaction.objectStore('state').get('manifest'));
  if (!manifest || keys.length === 0) return new Map();
  const found = await lookUpTables(transaction.objectStore('tables'), tablesOf(manifest), keys);
  // Most numbers on a page are nobody's: then nothing more is read.
  if (found.size === 0) return found;
  const generations = transaction.objectStore('generations');
  const dead = deadSchema.parse(await generations.get([manifest.generation, 'dead']));
  const live = new LiveLocators(manifest.parts, dead);
  return new Map(
    [...found]
      .map(([key, locators]): [number, number[]] => [
        key,
        locators.filter((locator) => live.has(locator)),
      ])
      .filter(([, locators]) => locators.length > 0),
  );
}
