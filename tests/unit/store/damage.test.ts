import { beforeEach, describe, expect, it } from 'vitest';
import { currentDirectory } from '../../../utils/store/directory.ts';
import { findContact, readManifest } from '../../../utils/store/contacts.ts';
import { forgetIfDamaged } from '../../../utils/store/damage.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import { matchPhone } from '../../../utils/store/match.ts';
import {
  connectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
} from '../../../utils/store/state.ts';
import { startNow } from '../../../utils/sync/runner.ts';
import { contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, emptyStore, everybody } from '../support/store.ts';
import { runToEnd, ScriptedList, type TestWorld, worldOf } from '../support/sync-world.ts';

const KEY = 'key-a';

interface Damaged {
  list: ScriptedList;
  world: TestWorld;
}

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

async function sync({ world }: Damaged): Promise<void> {
  await startNow(world);
  await runToEnd(world, 1_000);
}

/** An account that was read twice: some contacts were replaced, so that there are dead ones. */
async function stored(): Promise<Damaged> {
  const list = new ScriptedList(contacts(300));
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync({ list, world });
  list.contacts = list.contacts.map((one, index) =>
    index < 3 ? { ...one, name: `Changed ${index}` } : one,
  );
  await sync({ list, world });
  return { list, world };
}

type Store = 'rows' | 'segments' | 'tables' | 'generations' | 'state';

async function anyKey(store: Store, name?: string): Promise<IDBValidKey> {
  if (store === 'state') return name ?? '';
  const db = await database();
  const keys: IDBValidKey[] = await db.getAllKeys(store);
  // Of generations, the one that is read.
  const key =
    name === undefined ? keys[0] : keys.findLast((one) => Array.isArray(one) && one[1] === name);
  if (key === undefined) throw new Error(`nothing in ${store}`);
  return key;
}

async function raw(store: Store, work: (store: IDBObjectStore) => void): Promise<void> {
  await closeDatabase();
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('lens');
    request.onerror = () => reject(new Error('does not open'));
    request.onsuccess = () => {
      const transaction = request.result.transaction(store, 'readwrite');
      work(transaction.objectStore(store));
      transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
}

/** Half of what can be cut. */
function cut(value: unknown): unknown {
  if (value instanceof Uint32Array || value instanceof Float64Array) {
    return value.slice(0, Math.floor(value.length / 2));
  }
  if (Array.isArray(value)) return value.slice(0, Math.floor(value.length / 2));
  if (typeof value === 'string') return value.slice(0, Math.floor(value.length / 2));
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner)]));
}

const RECORDS: [store: Store, name?: string][] = [
  ['rows'],
  ['segments'],
  ['tables'],
  ['generations', 'dead'],
  ['generations', 'facets'],
  ['state', 'manifest'],
  ['state', 'sync'],
  ['state', 'counters'],
  ['state', 'front'],
  ['state', 'use'],
  ['state', 'funnels'],
];

const HOW: [string, (store: IDBObjectStore, key: IDBValidKey, value: unknown) => void][] = [
  ['lost', (store, key) => store.delete(key)],
  ['cut', (store, key, value) => store.put(cut(value), key)],
  ['something else', (store, key) => store.put('damaged', key)],
  ['empty', (store, key) => store.put(null, key)],
];

describe.each(HOW)('a stored record that is %s', (_, how) => {
  it.each(RECORDS)('%s %s: never finds somebody else, and is mended', async (store, name) => {
    const account = await stored();
    const key = await anyKey(store, name);
    const db = await database();
    const value: unknown = await db.get(store, key as never);
    await raw(store, (records) => how(records, key, value));

    // Before anybody looks: nobody who is not asked for is found.
    for (const one of account.list.contacts.slice(0, 60)) {
      const [found, match] = await Promise.all([
        findContact(one.uuid).catch(() => undefined),
        matchPhone(one.phoneNumber ?? '', 'IT').catch(() => ({ contacts: [] })),
      ]);
      if (found) expect(found.uuid).toBe(one.uuid);
      for (const { phoneNumber } of match.contacts) expect(phoneNumber).toBe(one.phoneNumber);
    }

    const wasDamaged = await forgetIfDamaged(true);
    if (wasDamaged)
      expect(await getSyncStatus()).toMatchObject({ wasDamaged: true, lastWhole: null });
    await sync(account);
    expect(await getSyncStatus()).toMatchObject({
      wasDamaged: false,
      lastWhole: { contacts: 300 },
    });
    const byUuid = (all: { uuid: string }[]) => all.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
    expect(byUuid(await everybody())).toEqual(byUuid(account.list.contacts));
    const directory = await currentDirectory();
    expect((await directory?.find('changed'))?.total).toBe(3);
    expect((await matchPhone(account.list.contacts[7]?.phoneNumber ?? '', 'IT')).contacts).toEqual([
      account.list.contacts[7],
    ]);
    expect(await forgetIfDamaged(true)).toBe(false);
  });
});

describe('what is lost', () => {
  it.each([['rows'], ['segments'], ['tables'], ['generations', 'dead']] as [Store, string?][])(
    'from %s %s is found without reading everything',
    async (store, name) => {
      await stored();
      const key = await anyKey(store, name);
      await raw(store, (records) => records.delete(key));
      expect(await forgetIfDamaged(false)).toBe(true);
      expect(await readManifest()).toBeUndefined();
    },
  );

  it('is nothing in a store that is whole, before, during and after a sync', async () => {
    const list = new ScriptedList(contacts(300));
    const world = worldOf({ [KEY]: list });
    expect(await forgetIfDamaged(true)).toBe(false);
    await connectAccount(ACCOUNT, KEY);
    expect(await forgetIfDamaged(true)).toBe(false);
    let checks = 0;
    list.onRequest = async () => {
      checks += 1;
      expect(await forgetIfDamaged(true)).toBe(false);
    };
    for (let turn = 0; turn < 4; turn += 1) {
      list.contacts = list.contacts
        .slice(turn)
        .map((one, index) => (index % 7 === turn ? { ...one, note: `turn ${turn}` } : one));
      await sync({ list, world });
      expect(await forgetIfDamaged(true)).toBe(false);
    }
    expect(checks).toBeGreaterThan(40);
  });

  it('is nothing in an account without contacts', async () => {
    const list = new ScriptedList([]);
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await sync({ list, world });
    expect(await forgetIfDamaged(true)).toBe(false);
  });
});

it.each([null, 'damaged', { email: 5 }, []])(
  'account and settings that are %j are as if there were none',
  async (value) => {
    await stored();
    await raw('state', (records) => {
      records.put(value, 'account');
      records.put(value, 'settings');
    });
    expect(await getAccount()).toBeUndefined();
    expect((await getSettings()).quickSyncMinutes).toBe(5);
    await connectAccount(ACCOUNT, KEY);
    expect(await getAccount()).toEqual(ACCOUNT);
  },
);
