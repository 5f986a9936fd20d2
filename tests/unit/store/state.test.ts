import { beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../utils/settings.ts';
import { getApiKey } from '../../../utils/store/api-key.ts';
import { onStoreChange } from '../../../utils/store/changes.ts';
import { readManifest } from '../../../utils/store/contacts.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
} from '../../../utils/store/state.ts';
import { NEVER_SYNCED } from '../../../utils/sync/status.ts';
import { contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, dump, everybody, fillStore, OTHER_ACCOUNT } from '../support/store.ts';

const KEY = 'key-of-john-0123456789abcdef';

beforeEach(stubLocks);

describe('an empty store', () => {
  it('has no account, no contacts, and the defaults', async () => {
    expect(await getAccount()).toBeUndefined();
    expect(await getApiKey()).toBeUndefined();
    expect(await readManifest()).toBeUndefined();
    expect(await everybody()).toEqual([]);
    expect(await getSyncStatus()).toEqual(NEVER_SYNCED);
    expect(await getSettings()).toEqual(settingsSchema.parse({}));
  });
});

describe('settings', () => {
  it('are kept, and survive a restart', async () => {
    expect(await changeSettings({ defaultCountry: 'BR' })).toMatchObject({ defaultCountry: 'BR' });
    await closeDatabase();
    expect(await getSettings()).toMatchObject({ defaultCountry: 'BR' });
    await changeSettings({});
    expect(await getSettings()).toMatchObject({ defaultCountry: 'BR' });
    await changeSettings({ defaultCountry: null });
    expect(await getSettings()).toEqual(settingsSchema.parse({}));
  });

  it('of an older version get the default for what is new, and lose what is no more', async () => {
    const db = await database();
    await db.put('state', { theme: 'dark' }, 'settings');
    expect(await getSettings()).toEqual(settingsSchema.parse({}));
  });
});

describe('connecting', () => {
  it('keeps the account and, apart from everything else, the key', async () => {
    await connectAccount(ACCOUNT, KEY);
    expect(await getAccount()).toEqual(ACCOUNT);
    expect(await getApiKey()).toBe(KEY);
    const { secrets, ...others } = await dump();
    expect([...secrets]).toEqual([['api-key', KEY]]);
    expect(JSON.stringify(Object.values(others).map((store) => [...store]))).not.toContain(KEY);
  });

  it('the same account with a new key keeps its contacts', async () => {
    await fillStore(contacts(120));
    const before = await dump();
    await connectAccount({ ...ACCOUNT, keyEnding: 'new!' }, 'new key');
    const after = await dump();
    expect(after.rows).toEqual(before.rows);
    expect(after.segments).toEqual(before.segments);
    expect(await everybody()).toHaveLength(120);
    expect(await getApiKey()).toBe('new key');
    expect(await getSyncStatus()).toMatchObject({ lastWhole: { contacts: 120 } });
  });

  it('another account leaves nothing of the one before but its settings', async () => {
    await fillStore(contacts(120));
    await changeSettings({ defaultCountry: 'ES' });
    const connecting = connectAccount(OTHER_ACCOUNT, 'other key');
    await connecting;
    const { secrets, state, ...others } = await dump();
    expect([...secrets]).toEqual([['api-key', 'other key']]);
    expect(Object.values(others).every(({ size }) => size === 0)).toBe(true);
    expect([...state.keys()].toSorted()).toEqual(['account', 'counters', 'settings']);
    expect(state.get('account')).toEqual(OTHER_ACCOUNT);
    expect(await getSyncStatus()).toEqual(NEVER_SYNCED);
  });

  it('another account hides the contacts in the moment in which its key is there', async () => {
    await fillStore(contacts(120));
    const db = await database();
    const connecting = connectAccount(OTHER_ACCOUNT, 'other key');
    for (let look = 0; look < 50; look += 1) {
      const transaction = db.transaction(['secrets', 'state', 'rows']);
      const [key, active, rows] = await Promise.all([
        transaction.objectStore('secrets').get('api-key'),
        transaction.objectStore('state').get('manifest'),
        transaction.objectStore('rows').count(),
      ]);
      expect([active !== undefined, rows > 0]).toEqual(key === KEY ? [true, true] : [false, false]);
    }
    await connecting;
  });
});

describe('disconnecting', () => {
  it('erases everything but the settings', async () => {
    await fillStore(contacts(120));
    await changeSettings({ defaultCountry: 'ES' });
    await disconnectAccount();
    const { state, ...others } = await dump();
    expect(Object.values(others).every(({ size }) => size === 0)).toBe(true);
    // The last numbers that were given say nothing about anybody.
    expect([...state.keys()].toSorted()).toEqual(['counters', 'settings']);
    expect(await getSettings()).toMatchObject({ defaultCountry: 'ES' });
    expect(await getAccount()).toBeUndefined();
    expect(await getApiKey()).toBeUndefined();
    expect(await everybody()).toEqual([]);
  });
});

it('tells the extension’s pages of a change until they no longer listen', async () => {
  const listening = new AbortController();
  let heard = 0;
  const once = (): Promise<void> =>
    new Promise((resolve) => {
      onStoreChange(() => {
        heard += 1;
        resolve();
      }, listening.signal);
    });
  const change = once();
  await changeSettings({ defaultCountry: 'FR' });
  await change;
  listening.abort();
  const before = heard;
  const other = new AbortController();
  const second = new Promise<void>((resolve) => {
    onStoreChange(() => {
      resolve();
    }, other.signal);
  });
  await changeSettings({ defaultCountry: 'DE' });
  await second;
  other.abort();
  expect(heard).toBe(before);
});
