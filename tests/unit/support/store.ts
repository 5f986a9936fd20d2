import type { Account } from '../../../utils/account.ts';
import type { Contact } from '../../../utils/contact.ts';
import { activeGeneration, contactsAt, readPackedText } from '../../../utils/store/contacts.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import {
  activateGeneration,
  beginGeneration,
  collectLeftovers,
  rowsFor,
  stagePage,
} from '../../../utils/store/generations.ts';
import { forgetPhoneTable } from '../../../utils/store/match.ts';
import { connectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { newPass } from '../../../utils/sync/machine.ts';
import type { SyncStore } from '../../../utils/sync/runner.ts';

export const ACCOUNT: Account = {
  email: 'john_doe@email.com',
  name: 'John Doe',
  keyEnding: 'cdef',
  connectedAt: 1_700_000_000_000,
};

export const OTHER_ACCOUNT: Account = { ...ACCOUNT, email: 'other@email.com', name: 'Other' };

/** The store as the worker uses it. */
export function realStore(country = 'IT'): SyncStore {
  return {
    status: getSyncStatus,
    begin: beginGeneration,
    stage: stagePage,
    activate: (pass, finished) => activateGeneration(pass, country, finished),
    rowsFor,
    collectLeftovers,
  };
}

/** Connects {@link ACCOUNT} and makes these its contacts, as a pass of one page would. */
export async function fillStore(contacts: readonly Contact[], country = 'IT'): Promise<void> {
  await connectAccount(ACCOUNT, 'key-of-john-0123456789abcdef');
  await activate(contacts, country);
}

/** A whole pass that brings these contacts. */
export async function activate(contacts: readonly Contact[], country = 'IT'): Promise<void> {
  await beginGeneration((generation, { lastWhole }) => ({
    lastWhole,
    phase: { kind: 'running', pass: newPass(generation, 0) },
  }));
  const { phase, lastWhole } = await getSyncStatus();
  if (phase.kind !== 'running') throw new Error('no pass has begun');
  const pass = { ...phase.pass, nextPage: 2, nextRow: rowsFor(contacts.length) };
  await stagePage(phase.pass, contacts, { lastWhole, phase: { kind: 'running', pass } });
  await activateGeneration(pass, country, (count) => ({
    phase: { kind: 'idle' },
    lastWhole: { finishedAt: 0, contacts: count, unreadable: 0 },
  }));
  await collectLeftovers();
}

/** Everybody whom a search over everything finds, as the popup reads them. */
export async function everybody(): Promise<Contact[]> {
  const generation = await activeGeneration();
  if (generation === undefined) return [];
  const { locators } = await readPackedText(generation);
  const found = await contactsAt(generation, [...locators]);
  if (found.length !== locators.length) throw new Error('an index points to nobody');
  return found;
}

type Dump = Record<'secrets' | 'state' | 'rows' | 'indexes', Map<string, unknown>>;

/** All that lies in the database, by object store and key. */
export async function dump(): Promise<Dump> {
  const db = await database();
  const read = async (name: keyof Dump): Promise<Map<string, unknown>> => {
    const keys = await db.getAllKeys(name);
    const values = await db.getAll(name);
    return new Map(keys.map((key, index) => [[key].flat().join('/'), values[index]]));
  };
  return {
    secrets: await read('secrets'),
    state: await read('state'),
    rows: await read('rows'),
    indexes: await read('indexes'),
  };
}

/** A new profile, for tests that need many. */
export async function emptyStore(): Promise<void> {
  forgetPhoneTable();
  await closeDatabase();
  await new Promise((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase('lens');
    deletion.onsuccess = resolve;
    deletion.onerror = () => {
      reject(deletion.error ?? new Error('not deleted'));
    };
  });
}
