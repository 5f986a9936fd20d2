import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../utils/settings.ts';
import { getApiKey } from '../../../utils/store/api-key.ts';
import { onStoreChange } from '../../../utils/store/changes.ts';
import { activeGeneration, contactsAt } from '../../../utils/store/contacts.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import {
  activateGeneration,
  beginGeneration,
  collectLeftovers,
  stagePage,
} from '../../../utils/store/generations.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
} from '../../../utils/store/state.ts';
import { newPass } from '../../../utils/sync/machine.ts';
import { NEVER_SYNCED, type Pass, type SyncStatus } from '../../../utils/sync/status.ts';
import { contacts } from '../support/contact.ts';
import { ACCOUNT, activate, dump, everybody, fillStore, OTHER_ACCOUNT } from '../support/store.ts';

const KEY = 'key-of-john-0123456789abcdef';

const running = (pass: Pass): SyncStatus => ({ lastWhole: null, phase: { kind: 'running', pass } });

describe('an empty store', () => {
  it('has no account, no contacts, and the defaults', async () => {
    expect(await getAccount()).toBeUndefined();
    expect(await getApiKey()).toBeUndefined();
    expect(await activeGeneration()).toBeUndefined();
    expect(await everybody()).toEqual([]);
    expect(await getSyncStatus()).toEqual(NEVER_SYNCED);
    expect(await getSettings()).toEqual(settingsSchema.parse({}));
  });

  it('has nothing to collect', async () => {
    await expect(collectLeftovers()).resolves.toBeUndefined();
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
    expect(after.indexes).toEqual(before.indexes);
    expect(await everybody()).toHaveLength(120);
    expect(await getApiKey()).toBe('new key');
    expect(await getSyncStatus()).toMatchObject({ lastWhole: { contacts: 120 } });
  });

  it('another account leaves nothing of the one before but its settings', async () => {
    await fillStore(contacts(120));
    await changeSettings({ defaultCountry: 'ES' });
    const connecting = connectAccount(OTHER_ACCOUNT, 'other key');
    await connecting;
    const { secrets, state, rows, indexes } = await dump();
    expect([...secrets]).toEqual([['api-key', 'other key']]);
    expect(rows.size + indexes.size).toBe(0);
    expect([...state.keys()].toSorted()).toEqual(['account', 'last-generation', 'settings']);
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
        transaction.objectStore('state').get('active-generation'),
        transaction.objectStore('rows').count(),
      ]);
      expect([active, rows > 0]).toEqual(key === KEY ? [1, true] : [undefined, false]);
    }
    await connecting;
  });
});

describe('disconnecting', () => {
  it('erases everything but the settings', async () => {
    await fillStore(contacts(120));
    await changeSettings({ defaultCountry: 'ES' });
    await disconnectAccount();
    const { secrets, state, rows, indexes } = await dump();
    expect([secrets.size, rows.size, indexes.size]).toEqual([0, 0, 0]);
    // The last number given to a generation says nothing about anybody.
    expect([...state.keys()].toSorted()).toEqual(['last-generation', 'settings']);
    expect(await getSettings()).toMatchObject({ defaultCountry: 'ES' });
    expect(await getAccount()).toBeUndefined();
    expect(await getApiKey()).toBeUndefined();
    expect(await everybody()).toEqual([]);
  });

  it('erases a pass that is under way', async () => {
    await connectAccount(ACCOUNT, KEY);
    await beginGeneration((generation) => running(newPass(generation, 0)));
    const pass = newPass(1, 0);
    await stagePage(pass, contacts(50), running({ ...pass, nextPage: 2, nextRow: 1 }));
    await disconnectAccount();
    expect((await dump()).rows.size).toBe(0);
    expect(await getSyncStatus()).toEqual(NEVER_SYNCED);
  });
});

describe('a generation', () => {
  const begin = (): Promise<void> =>
    beginGeneration((generation, { lastWhole }) => ({
      lastWhole,
      phase: { kind: 'running', pass: newPass(generation, 0) },
    }));

  it('is not begun without an account, nor while another one is read', async () => {
    await begin();
    expect((await dump()).state.size).toBe(0);
    await connectAccount(ACCOUNT, KEY);
    await Promise.all([begin(), begin(), begin()]);
    expect(await getSyncStatus()).toMatchObject({ phase: { pass: { generation: 1 } } });
    expect((await dump()).state.get('last-generation')).toBe(1);
  });

  it('takes a page only where its pass stands, and all of it or nothing', async () => {
    await connectAccount(ACCOUNT, KEY);
    await begin();
    const first = newPass(1, 0);
    const second = { ...first, nextPage: 2, nextRow: 2, contacts: 60 };
    expect(await stagePage(first, contacts(60), running(second))).toBe(true);
    const before = await dump();
    for (const late of [first, { ...second, generation: 2 }, { ...second, nextPage: 3 }]) {
      expect(await stagePage(late, contacts(60, 'b'), running(first))).toBe(false);
      expect(await activateGeneration(late, 'IT', () => NEVER_SYNCED)).toBe(false);
    }
    expect(await dump()).toEqual(before);
    expect(await activeGeneration()).toBeUndefined();
  });

  it('is invisible until it is whole', async () => {
    await fillStore(contacts(10));
    await begin();
    const pass = newPass(2, 0);
    await stagePage(pass, contacts(60, 'b'), running({ ...pass, nextPage: 2, nextRow: 2 }));
    await collectLeftovers();
    expect(await everybody()).toEqual(contacts(10));
    expect((await dump()).rows.has('2/1')).toBe(true);
  });

  it('that a pass has left is collected; the active one and the one being read are not', async () => {
    await fillStore(contacts(60));
    const db = await database();
    await db.put('state', 7, 'last-generation');
    for (const generation of [2, 3, 6, 7]) {
      await db.put('rows', contacts(1), [generation, 0]);
      await db.put('indexes', [], [generation, 'facets']);
    }
    await begin();
    await stagePage(newPass(8, 0), contacts(1), running({ ...newPass(8, 0), nextPage: 2 }));
    await collectLeftovers();
    const { rows, indexes } = await dump();
    expect([...rows.keys()]).toEqual(['1/0', '1/1', '8/0']);
    expect([...indexes.keys()].every((key) => key.startsWith('1/'))).toBe(true);
  });
});

describe('what cannot be read', () => {
  it('of the status counts as never synced', async () => {
    await fillStore(contacts(5));
    const db = await database();
    await db.put('state', { phase: { kind: 'dancing' } }, 'sync');
    expect(await getSyncStatus()).toEqual(NEVER_SYNCED);
    await collectLeftovers();
    expect(await everybody()).toHaveLength(5);
    await activate(contacts(6));
    expect(await everybody()).toHaveLength(6);
  });

  it('of a row is left out', async () => {
    await fillStore(contacts(3));
    const db = await database();
    await db.put('rows', [contacts(1)[0], { uuid: 5 }, null], [1, 0]);
    expect(await contactsAt(1, [0, 1, 2, 3, 4_000_000_000])).toEqual(contacts(1));
    await db.put('rows', 'broken', [1, 0]);
    expect(await contactsAt(1, [0])).toEqual([]);
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
    onStoreChange(resolve, other.signal);
  });
  await changeSettings({ defaultCountry: 'DE' });
  await second;
  other.abort();
  expect(heard).toBe(before);
});
