import { type Account, accountSchema } from '../account.ts';
import { type Settings, type SettingsChange, settingsSchema } from '../settings.ts';
import { type SyncStatus, parseStatus } from '../sync/status.ts';
import { announce } from './changes.ts';
import { CONTACT_STATE, CONTACT_STORES, database, written, heard } from './database.ts';
import { forgetRunView } from './run-view.ts';

/** @returns `undefined` if no account is connected, or the browser has lost which */
export async function getAccount(): Promise<Account | undefined> {
  const db = await database();
  return accountSchema.safeParse(await db.get('state', 'account')).data;
}

/** What the user chose, with the default for everything else. */
export async function getSettings(): Promise<Settings> {
  const db = await database();
  return readSettings(await db.get('state', 'settings'));
}

/** Damaged ones are as if nothing had been chosen. */
function readSettings(stored: unknown): Settings {
  return settingsSchema.safeParse(stored ?? {}).data ?? settingsSchema.parse({});
}

/** Changes the given settings and leaves the others. */
export async function changeSettings(change: SettingsChange): Promise<Settings> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite'));
  const before = readSettings(await transaction.store.get('settings'));
  const settings = { ...before, ...change };
  await transaction.store.put(settings, 'settings');
  await transaction.done;
  announce('settings');
  return settings;
}

export async function getSyncStatus(): Promise<SyncStatus> {
  const db = await database();
  return parseStatus(await db.get('state', 'sync'));
}

/**
 * Connects an account, in one transaction: with another account's key, that account's contacts
 * can no longer be read from the moment the new key is there. The same account with a new key
 * keeps its contacts.
 */
export async function connectAccount(account: Account, apiKey: string): Promise<void> {
  const db = await database();
  const transaction = heard(
    db.transaction([...db.objectStoreNames], 'readwrite', {
      durability: 'strict',
    }),
  );
  const state = transaction.objectStore('state');
  const before = accountSchema.safeParse(await state.get('account')).data;
  const requests: Promise<unknown>[] = [
    state.put(account, 'account'),
    transaction.objectStore('secrets').put(apiKey, 'api-key'),
  ];
  if (before?.email !== account.email) {
    requests.push(
      ...CONTACT_STORES.map((name) => transaction.objectStore(name).clear()),
      ...CONTACT_STATE.map((key) => state.delete(key)),
    );
  }
  await written(transaction, requests);
  forgetRunView();
  announce('account', 'sync', 'contacts');
}

/** Erases the key, the account and its contacts in one transaction; settings stay. */
export async function disconnectAccount(): Promise<void> {
  const db = await database();
  const transaction = heard(
    db.transaction([...db.objectStoreNames], 'readwrite', {
      durability: 'strict',
    }),
  );
  const state = transaction.objectStore('state');
  await written(transaction, [
    transaction.objectStore('secrets').clear(),
    state.delete('account'),
    ...CONTACT_STORES.map((name) => transaction.objectStore(name).clear()),
    ...CONTACT_STATE.map((key) => state.delete(key)),
  ]);
  forgetRunView();
  announce('account', 'sync', 'contacts');
}
