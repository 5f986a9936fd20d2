import { facetsSchema } from '../search/facets.ts';
import { NEVER_SYNCED, parseStatus } from '../sync/status.ts';
import { announce } from './changes.ts';
import {
  CONTACT_STATE,
  CONTACT_STORES,
  database,
  exclusively,
  heard,
  written,
} from './database.ts';
import { includes } from './locator.ts';
import { type Manifest, deadSchema, parseManifest } from './manifest.ts';
import { contactsIn } from './rows.ts';
import { forgetRunView } from './run-view.ts';
import { readSegment } from './segments.ts';
import { pagesOf } from './tables.ts';

/** Nobody is to be found in these, and all is well without them. */
const KEPT_STATE: readonly string[] = ['use', 'funnels'];

/**
 * Looks whether the contacts are damaged, and forgets them if they are: a browser can lose or cut
 * single records, and what is left would find too few or, worse, somebody else. They are a copy of
 * what Callbell has; the next whole sync brings them again, and the status says why.
 *
 * @param isThorough whether each record is read, which takes a second for some 50,000 contacts;
 *   else only what is lost is found
 * @returns whether they were damaged
 */
export function forgetIfDamaged(isThorough: boolean): Promise<boolean> {
  return exclusively(async () => {
    if (await isWhole(isThorough)) return false;
    await forget();
    return true;
  });
}

async function isWhole(isThorough: boolean): Promise<boolean> {
  const db = await database();
  const [stored, sync] = await Promise.all([db.get('state', 'manifest'), db.get('state', 'sync')]);
  const manifest = parseManifest(stored);
  // A first sync that has found nobody has no manifest either.
  if (!manifest) return stored === undefined && (parseStatus(sync).lastWhole?.contacts ?? 0) === 0;
  try {
    return (await isThere(manifest)) && (!isThorough || (await isReadable(manifest)));
  } catch {
    // A record that cannot be read at all.
    return false;
  }
}

/** Whether there is a record for everything that the manifest names. */
async function isThere({ generation, parts, phones, uuids }: Manifest): Promise<boolean> {
  const db = await database();
  const counts = await Promise.all([
    ...parts
      .flatMap(({ rows }) => rows)
      .map(async ([from, to]) => {
        const range = IDBKeyRange.bound(from, to, false, true);
        return (await db.count('rows', range)) === to - from;
      }),
    ...parts.map(async ({ segment }) => (await db.count('segments', segment)) === 1),
    ...[...phones, ...uuids].map(async ({ table, directory }) => {
      const range = IDBKeyRange.bound([table], [table + 1], false, true);
      return (await db.count('tables', range)) === directory.length;
    }),
    ...(['dead', 'facets'] as const).map(
      async (name) => (await db.count('generations', [generation, name])) === 1,
    ),
  ]);
  return counts.every(Boolean);
}

/** Whether everything that the manifest names is what it has to be. */
async function isReadable(manifest: Manifest): Promise<boolean> {
  const { generation, parts, phones, uuids } = manifest;
  const db = await database();
  const dead = deadSchema.safeParse(await db.get('generations', [generation, 'dead']));
  const facets = facetsSchema.safeParse(await db.get('generations', [generation, 'facets']));
  if (!dead.success || !facets.success) return false;
  let live = 0;
  for (const part of parts) {
    let contacts = 0;
    for await (const { locator } of contactsIn(part.rows)) {
      contacts += 1;
      if (!includes(dead.data, locator)) live += 1;
    }
    if (contacts !== part.contacts) return false;
    // Mends what can be made from the contacts themselves.
    await readSegment(part);
  }
  for (const table of [...phones, ...uuids]) {
    let keys = 0;
    for await (const page of pagesOf(table)) {
      if (page.locators.length !== page.keys.length) return false;
      keys += page.keys.length;
    }
    if (keys !== table.keys) return false;
  }
  return live === manifest.contacts;
}

async function forget(): Promise<void> {
  const db = await database();
  const transaction = heard(db.transaction([...CONTACT_STORES, 'state'], 'readwrite'));
  const state = transaction.objectStore('state');
  const { pace } = parseStatus(await state.get('sync'));
  await written(transaction, [
    ...CONTACT_STORES.map((name) => transaction.objectStore(name).clear()),
    ...CONTACT_STATE.filter((key) => !KEPT_STATE.includes(key)).map((key) => state.delete(key)),
    state.put({ ...NEVER_SYNCED, pace, wasDamaged: true }, 'sync'),
  ]);
  forgetRunView();
  announce('sync', 'contacts');
}
