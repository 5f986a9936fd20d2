import type { Account } from '../../../utils/account.ts';
import type { Contact } from '../../../utils/contact.ts';
import { absenteeAt, findAbsentees } from '../../../utils/store/absentees.ts';
import { contactsAt, readDead, readManifest } from '../../../utils/store/contacts.ts';
import { CONTACT_STORES, closeDatabase, database } from '../../../utils/store/database.ts';
import { beginRun } from '../../../utils/store/runs.ts';
import { finishRun } from '../../../utils/store/seal.ts';
import { readSegment } from '../../../utils/store/segments.ts';
import { stage } from '../../../utils/store/stage.ts';
import { connectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import { type Run, type SyncStatus, runOf } from '../../../utils/sync/status.ts';

export const ACCOUNT: Account = {
  email: 'john_doe@email.com',
  name: 'John Doe',
  keyEnding: 'cdef',
  connectedAt: 1_700_000_000_000,
};

export const OTHER_ACCOUNT: Account = { ...ACCOUNT, email: 'other@email.com', name: 'Other' };

/** Connects {@link ACCOUNT} and makes these its contacts, as a whole sync of one page would. */
export async function fillStore(contacts: readonly Contact[]): Promise<void> {
  await connectAccount(ACCOUNT, 'key-of-john-0123456789abcdef');
  await replaceAll(contacts);
}

/** A whole sync that brings these contacts, and finds all others to be gone. */
export async function replaceAll(contacts: readonly Contact[]): Promise<void> {
  await beginRun((id, before) => ({
    ...before,
    phase: { kind: 'running', run: newRun(id, 'whole', 0) },
  }));
  let absentees = 0;
  await stage(await currentRun(), { contacts }, same(await getSyncStatus()));
  const before = await getSyncStatus();
  await findAbsentees(await currentRun(), ({ absent }) => {
    absentees = absent;
    return before;
  });
  for (let index = 0; index < absentees; index += 1) {
    const absentee = await absenteeAt(await currentRun(), index);
    const gone = absentee ? [absentee.locator] : [];
    await stage(await currentRun(), { gone }, same(await getSyncStatus()));
  }
  await finishRun(await currentRun(), (count) => ({
    ...before,
    phase: { kind: 'idle' },
    lastWhole: {
      finishedAt: 0,
      contacts: count,
      unreadable: 0,
      unreadableEntries: [],
      pages: 1,
      isLimited: false,
    },
    lastSync: 0,
  }));
}

const same = (status: SyncStatus) => (): SyncStatus => status;

async function currentRun(): Promise<Run> {
  const run = runOf(await getSyncStatus());
  if (!run) throw new Error('no run has begun');
  return run;
}

/** Everybody whom a search over everything finds, as the popup reads them. */
export async function everybody(): Promise<Contact[]> {
  const manifest = await readManifest();
  if (!manifest) return [];
  const dead = new Set(await readDead(manifest));
  const segments = await Promise.all(manifest.parts.map(readSegment));
  const locators = segments
    .flatMap((segment) => [...segment.locators])
    .filter((locator) => !dead.has(locator));
  const found = await contactsAt(locators);
  if (found.length !== locators.length) throw new Error('an index points to nobody');
  if (found.length !== manifest.contacts) throw new Error('the manifest counts wrongly');
  return found;
}

const STORES = ['secrets', 'state', ...CONTACT_STORES] as const;

type Dump = Record<(typeof STORES)[number], Map<string, unknown>>;

/** All that lies in the database, by object store and key. */
export async function dump(): Promise<Dump> {
  const db = await database();
  const read = async (name: (typeof STORES)[number]): Promise<Map<string, unknown>> => {
    const keys = await db.getAllKeys(name);
    const values = await db.getAll(name);
    return new Map(keys.map((key, index) => [[key].flat().join('/'), values[index]]));
  };
  const entries = await Promise.all(STORES.map(async (name) => [name, await read(name)] as const));
  return Object.fromEntries(entries) as Dump;
}

/** A new profile, for tests that need many. */
export async function emptyStore(): Promise<void> {
  await closeDatabase();
  await new Promise((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase('lens');
    deletion.onsuccess = resolve;
    deletion.onerror = () => {
      reject(deletion.error ?? new Error('not deleted'));
    };
  });
}
