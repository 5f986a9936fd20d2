import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallbellClient } from '../../../utils/api/client.ts';
import type { Contact } from '../../../utils/contact.ts';
import { readManifest } from '../../../utils/store/contacts.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import { areKnown, matchPhone } from '../../../utils/store/match.ts';
import { connectAccount, getAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { runSlice, startDue, startNow } from '../../../utils/sync/runner.ts';
import { keepsMissing, runOf } from '../../../utils/sync/status.ts';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import type { FakeCallbell } from '../../fake-callbell/server.ts';
import type { FakeCallbellOptions } from '../../fake-callbell/settings.ts';
import { fakeCallbells, fetchFrom } from '../support/callbell.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, emptyStore, everybody } from '../support/store.ts';
import { runToEnd, ScriptedList, type TestWorld, worldOf } from '../support/sync-world.ts';

/**
 * The faults that a sync has to survive, by their numbers. Those that are tested elsewhere have
 * their number at the beginning of a test's title there; what cannot be tested is named here.
 */
const NOT_TESTED: Record<string, string> = {
  S37: 'storage.session holds tokens, counts of open tabs and what ails the storage, all of them bounded; no contact goes there.',
};

const start = fakeCallbells();
const KEY = 'key-a';
/** The requests for a page of the list; those for funnels and for single contacts are others. */
const LIST = /^\/v1\/contacts$/u;

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

/** The real client against a fake Callbell with some contacts. */
async function served(
  count: number,
  options: FakeCallbellOptions = {},
): Promise<{ server: FakeCallbell; world: TestWorld }> {
  const server = await start({ accounts: [demoAccount(count)], ...options });
  const client = createCallbellClient(DEMO_API_KEY, fetchFrom(server));
  await connectAccount(ACCOUNT, DEMO_API_KEY);
  return { server, world: { ...worldOf({}), client: () => Promise.resolve(client) } };
}

async function sync(world: TestWorld): Promise<void> {
  await startNow(world);
  await runToEnd(world);
}

async function expectServed(server: FakeCallbell): Promise<void> {
  const names = (all: Iterable<{ uuid: string; name?: string | null }>): string[] =>
    [...all].map(({ uuid, name }) => `${uuid} ${name ?? ''}`).sort();
  expect(names(await everybody())).toEqual(names(server.contacts));
}

it('S0 every row of the table has a test, or a reason why not', () => {
  const root = new URL('../../', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.test\.tsx?$/u.test(name),
  );
  const sources = files.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
  for (let row = 1; row <= 37; row += 1) {
    const title = new RegExp(`['"\`](?:S\\d+, )*S${row}\\b`, 'u');
    expect(title.test(sources) || `S${row}` in NOT_TESTED, `S${row}`).toBe(true);
  }
});

it('S5 a list that shifts while it is read loses nobody who is in it', async () => {
  const edit = fc.record({
    at: fc.integer({ min: 1, max: 14 }),
    insert: fc.nat(3),
    remove: fc.array(fc.nat(200), { maxLength: 2 }),
    move: fc.array(fc.nat(200), { maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
      await emptyStore();
      const list = new ScriptedList(contacts(120));
      const world = worldOf({ [KEY]: list });
      await connectAccount(ACCOUNT, KEY);
      await sync(world);
      let added = 0;
      const asked = (): void => {
        for (const { insert, remove, move } of edits.filter(
          ({ at }) => at === list.requests.length,
        )) {
          for (const place of remove) list.contacts.splice(place % list.contacts.length, 1);
          for (const place of move) {
            const [moved] = list.contacts.splice(place % list.contacts.length, 1);
            if (moved) list.contacts.unshift(moved);
          }
          for (let nth = 0; nth < insert; nth += 1) {
            list.contacts.unshift(contact({ uuid: `new${(added += 1)}` }));
          }
        }
      };
      list.requests.length = 0;
      list.onRequest = asked;
      const [before] = [new Set(list.contacts.map(({ uuid }) => uuid))];
      await sync(world);
      list.onRequest = () => undefined;
      const seen = new Set((await everybody()).map(({ uuid }) => uuid));
      // Whoever was there all the time is there still.
      const lost = list.contacts.filter(({ uuid }) => before.has(uuid) && !seen.has(uuid));
      expect(lost).toEqual([]);
      await sync(world);
      const uuids = (all: readonly Contact[]): string[] => all.map(({ uuid }) => uuid).sort();
      expect(uuids(await everybody())).toEqual(uuids(list.contacts));
    }),
    { numRuns: 30 },
  );
}, 60_000);

it('S6 a contact that is listed twice is one contact', async () => {
  const { server, world } = await served(120);
  server.faults.set({ effect: { kind: 'duplicate' } });
  await sync(world);
  await expectServed(server);
  expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 120 });
});

it('S7 one number of several contacts finds all of them', async () => {
  const list = new ScriptedList(contacts(3, 'a', { phoneNumber: '+39 347 1234567' }));
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync(world);
  expect((await matchPhone('+39 347 1234567', 'IT')).contacts).toEqual(list.contacts);
});

it('S8 a server that always answers with the first page is found out', async () => {
  const { server, world } = await served(120);
  await sync(world);
  server.faults.set({ effect: { kind: 'other-page', page: 1 } });
  server.log.clear();
  await sync(world);
  // It is taken for the end of the list, and nobody goes because of that.
  expect((await getSyncStatus()).missing).toMatchObject({ of: 120 });
  expect(server.log.count()).toBeLessThan(8);
  server.faults.clear();
  await expectServed(server);
});

describe('S9 an empty list where there were many', () => {
  async function emptied(): Promise<{ server: FakeCallbell; world: TestWorld }> {
    const { server, world } = await served(120);
    await sync(world);
    server.faults.set({
      match: { path: LIST },
      effect: { kind: 'status', status: 200, body: { contacts: [] } },
    });
    server.log.clear();
    await sync(world);
    return { server, world };
  }

  it('S9 is asked for twice, wipes nothing, and the user is asked', async () => {
    const { server } = await emptied();
    expect(server.log.count({ path: LIST })).toBe(2);
    await expectServed(server);
    expect((await getSyncStatus()).missing).toEqual({ contacts: 120, of: 120 });
  });

  it('S9 keeps them if the user says so, and does not ask again', async () => {
    const { server, world } = await emptied();
    await world.store.change(keepsMissing);
    await sync(world);
    expect((await getSyncStatus()).missing).toBeNull();
    await expectServed(server);
  });

  it('S9 has each of them checked if the user says so: only a 404 removes', async () => {
    const { server, world } = await emptied();
    const [gone] = [...server.contacts];
    server.contacts.remove(gone?.uuid ?? '');
    await startNow(world, true);
    await runToEnd(world);
    await expectServed(server);
    expect((await getSyncStatus()).missing).toBeNull();
  });
});

describe('cursors that lead nowhere', () => {
  /** So many pages of 20; the third answer of each reading is the one that goes wrong. */
  const PAGES = 10;

  async function readThrough(list: ScriptedList): Promise<void> {
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await sync(world);
    const { phase, lastWhole, missing } = await getSyncStatus();
    expect(phase).toEqual({ kind: 'idle' });
    expect(missing).toBeNull();
    expect(lastWhole).toMatchObject({ contacts: list.contacts.length, isLimited: false });
    const uuids = (all: readonly Contact[]): string[] => all.map(({ uuid }) => uuid).sort();
    expect(uuids(await everybody())).toEqual(uuids(list.contacts));
  }

  it('one that Callbell takes no more: the place is found by number, and no more is read again than that takes', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    list.takesCursor = () => list.requests.length !== 4 && list.requests.length !== 5;
    await readThrough(list);
    // Twice refused, a page to find the place by, and the front behind the last page.
    expect(list.requests.length).toBeLessThanOrEqual(PAGES + 5);
  });

  it('no cursor is taken at all: the rest is read by number', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    list.takesCursor = () => false;
    await readThrough(list);
    expect(list.requests.length).toBeLessThan(PAGES * 5);
  });

  it('one that is given again and again', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    let third: string | null | undefined;
    list.edit = (page) => {
      if (list.requests.length === 3) third = page.next;
      return list.requests.length > 3 && page.next ? { ...page, next: third } : page;
    };
    await readThrough(list);
    expect(list.requests.length).toBeLessThan(PAGES * 6);
  });

  it('one that points to its own page', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    list.edit = (page, place) =>
      'after' in place && list.requests.length > 3 ? { ...page, next: place.after } : page;
    await readThrough(list);
    expect(list.requests.length).toBeLessThan(PAGES * 6);
  });

  it('none too early, while there are more pages', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    list.edit = (page) => (list.requests.length === 3 ? { ...page, next: null } : page);
    await readThrough(list);
  });

  it('while others write all the time', async () => {
    const list = new ScriptedList(contacts(PAGES * 20));
    list.onRequest = () => {
      const [moved] = list.contacts.splice((list.requests.length * 37) % list.contacts.length, 1);
      if (moved && list.requests.length < 40) list.contacts.unshift(moved);
      else if (moved) list.contacts.push(moved);
    };
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await sync(world);
    expect(new Set((await everybody()).map(({ uuid }) => uuid)).size).toBe(PAGES * 20);
  });
});

it('a list that ends at page 500 by number is not compared, and says that it is cut off', async () => {
  const all = contacts(520);
  const list = new ScriptedList(all);
  list.pageSize = 1;
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync(world);
  expect(await everybody()).toHaveLength(520);
  // The same account at an older release of Callbell.
  list.meta = 'pages';
  list.maxPage = 500;
  await sync(world);
  const { phase, lastWhole, missing } = await getSyncStatus();
  expect(phase).toEqual({ kind: 'idle' });
  expect(lastWhole).toMatchObject({ isLimited: true, pages: 500 });
  expect(missing).toBeNull();
  expect(list.checked).toEqual([]);
  expect(await everybody()).toHaveLength(520);
});

it('S10, S26 a key that is refused at any request stops the sync there, and keeps the contacts', async () => {
  const { server, world } = await served(120);
  await sync(world);
  const before = await everybody();
  const { lastWhole } = await getSyncStatus();
  // Three are gone and have to be asked for, all others have changed.
  for (const { uuid } of [...server.contacts].slice(0, 3)) server.contacts.remove(uuid);
  for (const { uuid } of server.contacts) server.contacts.update(uuid, { note: 'changed' });
  let stops = 0;
  for (; ; stops += 1) {
    // One request is answered; the next is refused, twice.
    server.faults.set({
      match: { nth: { from: 2, to: 3 } },
      effect: { kind: 'status', status: 401 },
    });
    server.log.clear();
    await sync(world);
    const { phase, lastWhole: stale } = await getSyncStatus();
    if (phase.kind === 'idle') break;
    expect(server.log.count()).toBe(3);
    expect(phase).toMatchObject({ kind: 'failed', error: { kind: 'key-refused' } });
    expect(await everybody()).toEqual(before);
    expect(stale).toEqual(lastWhole);
    // Nobody asks again by himself.
    await startDue(world);
    expect(runOf(await getSyncStatus())).toBeUndefined();
  }
  expect(stops).toBeGreaterThan(6);
  await expectServed(server);
});

it('S17, S18 an answer that never ends is waited for, and the page is asked for again', async () => {
  const { server, world } = await served(120);
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.min(ms, 100)));
  server.faults.set(
    { match: { path: LIST, nth: 2 }, effect: { kind: 'hang' } },
    { match: { path: LIST, nth: 3 }, effect: { kind: 'drip', everyMs: 5, endless: true } },
  );
  await startNow(world);
  const ends = await runToEnd(world);
  vi.restoreAllMocks();
  expect(ends.filter(({ kind }) => kind === 'waiting')).toHaveLength(2);
  expect(server.log.pagesAsked()).toEqual([1, 2, 2, 2, 3, 4, 5, 6, 1]);
  await expectServed(server);
});

it.each(['7', new Date(1_800_000_007_000).toUTCString(), '1000000000', '-1', 'x', null])(
  'S15 Retry-After %o is waited for, whoever was stopped meanwhile, and then it goes on',
  async (retryAfter) => {
    const { server, world } = await served(120);
    const headers = retryAfter === null ? {} : { 'retry-after': retryAfter };
    server.faults.set({
      match: { path: LIST, nth: 2 },
      effect: { kind: 'status', status: 429, headers },
    });
    await startNow(world);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    const { phase } = await getSyncStatus();
    const wait = phase.kind === 'waiting' ? phase.until - world.clock.now : 0;
    expect(wait).toBeGreaterThanOrEqual(1_000);
    expect(wait).toBeLessThanOrEqual(900_000);
    await closeDatabase();
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    await runToEnd(world);
    await expectServed(server);
  },
);

it('S16, S19 what passes by itself is waited for, and the page is asked for again', async () => {
  const { server, world } = await served(120);
  server.faults.set(
    { match: { path: LIST, nth: 2 }, effect: { kind: 'drop' } },
    { match: { path: LIST, nth: 3 }, effect: { kind: 'truncate', atByte: 200 } },
    { match: { path: LIST, nth: 4 }, effect: { kind: 'truncate', atByte: 200, clean: true } },
    { match: { path: LIST, nth: 5 }, effect: { kind: 'status', status: 503 } },
  );
  await sync(world);
  await expectServed(server);
  expect(server.log.pagesAsked()).toEqual([1, 2, 2, 2, 2, 2, 3, 4, 5, 6, 1]);
});

it.each([0, 1, 2, 17, 100, 400, 1_000, 3_000])(
  'S19 an answer that is cut off at byte %d is asked for again',
  async (atByte) => {
    const { server, world } = await served(60);
    server.faults.set({ match: { path: LIST, nth: 2 }, effect: { kind: 'truncate', atByte } });
    await sync(world);
    await expectServed(server);
  },
);

it.each([301, 302, 303, 307, 308])('S21 a redirect (%d) is not followed', async (status) => {
  const { server, world } = await served(60);
  await sync(world);
  const other = await start();
  server.faults.set({ effect: { kind: 'redirect', to: `${other.url}/v1/contacts`, status } });
  await startNow(world);
  expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
  expect(other.log.count()).toBe(0);
  await expectServed(server);
});

it('S22 a huge page is not read into memory', async () => {
  const { server, world } = await served(60);
  await sync(world);
  server.faults.set({
    match: { path: LIST },
    effect: { kind: 'huge', of: 'bytes', size: 30_000_000 },
  });
  await startNow(world);
  expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
  expect((await getSyncStatus()).phase).toMatchObject({ error: { kind: 'not-callbell' } });
  await expectServed(server);
});

it('S23 what cannot be read is skipped, counted and listed; too much of it is not used', async () => {
  const { server, world } = await served(120);
  server.faults.set({ effect: { kind: 'malformed', every: 20 } });
  await sync(world);
  const { lastWhole } = await getSyncStatus();
  expect(lastWhole).toMatchObject({ unreadable: 6 });
  expect(lastWhole?.unreadableEntries[0]).toMatchObject({ page: 1, position: 20 });
  const before = await everybody();
  server.faults.set({ effect: { kind: 'malformed', every: 3 } });
  await sync(world);
  expect((await getSyncStatus()).phase).toMatchObject({ error: { kind: 'unreadable' } });
  expect(await everybody()).toEqual(before);
});

it('S27 numbers that are none are kept with their contacts, and known to nobody', async () => {
  const numbers = [null, '', '12', 'none', 'x'.repeat(5_000), '+39 347 1234567 ext. 12'];
  const list = new ScriptedList(
    numbers.map((phoneNumber, index) => contact({ uuid: `n${index}`, phoneNumber })),
  );
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync(world);
  expect(await everybody()).toHaveLength(numbers.length);
  expect(await areKnown(['12', 'none', ''], 'IT')).toEqual([false, false, false]);
});

describe('S29 a clock that jumps', () => {
  const YEAR = 366 * 24 * 3_600_000;

  it.each([-YEAR, YEAR])('S29 by %d ms does not stop the syncs', async (jump) => {
    const list = new ScriptedList(contacts(60));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await sync(world);
    list.requests.length = 0;
    await startDue(world);
    expect(runOf(await getSyncStatus())).toBeUndefined();
    world.clock.now += jump;
    await startDue(world);
    expect(runOf(await getSyncStatus())).toBeDefined();
    await runToEnd(world);
    expect(list.requests.length).toBeGreaterThan(0);
  });

  it('S29 back during a wait ends the wait', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) =>
      nth === 2 ? { kind: 'server', status: 503, retryAfterMs: null } : undefined;
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    world.clock.now -= YEAR;
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
  });
});

describe('S32 a full disk', () => {
  /** Has the n-th write fail, or all from then on, as a full disk does. */
  function fillDisk(isFull: (write: number) => boolean): { writes: () => number } {
    let writes = 0;
    const { prototype } = IDBObjectStore;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
    const { put } = prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...rest: Parameters<IDBObjectStore['put']>
    ) {
      writes += 1;
      const { transaction } = this;
      const request = put.apply(this, rest);
      // A disk says so after the call, never within it.
      if (isFull(writes)) queueMicrotask(() => abort(transaction));
      return request;
    });
    return { writes: () => writes };
  }

  function abort(transaction: IDBTransaction): void {
    const error = new DOMException('full', 'QuotaExceededError');
    if (transaction.error === null) Object.defineProperty(transaction, 'error', { value: error });
    try {
      transaction.abort();
    } catch {
      // An earlier write of the same transaction has aborted it.
    }
  }

  /** A synced account whose contacts have all changed at Callbell since. */
  async function changed(): Promise<{ world: TestWorld; list: ScriptedList; before: string }> {
    await emptyStore();
    const list = new ScriptedList(contacts(60));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await sync(world);
    const before = JSON.stringify(await everybody());
    list.contacts = contacts(60, 'a', { note: 'changed' });
    return { world, list, before };
  }

  const syncOnFullDisk = async (world: TestWorld): Promise<unknown> => {
    try {
      await startNow(world);
      await runSlice(world);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  async function expectSaid(world: TestWorld, thrown: unknown): Promise<void> {
    const { phase } = await getSyncStatus();
    // What cannot be stored is thrown, and told by who has called (`storage-trouble.ts`).
    const said = thrown ? world.store.problemOf(thrown) : phase.kind === 'failed' && phase.error;
    expect(said).toHaveProperty('kind', expect.stringMatching(/^storage-(?:full|failed)$/u));
  }

  it('S32 at any one write leaves the old contacts or the new, says so, and is over with the next sync', async () => {
    for (let nth = 1; ; nth += 1) {
      const { world, list, before } = await changed();
      const disk = fillDisk((write) => write === nth);
      const thrown = await syncOnFullDisk(world);
      vi.restoreAllMocks();
      const seen = JSON.stringify(await everybody());
      if (disk.writes() < nth) {
        // The sync has come to its end without so many writes.
        expect(nth).toBeGreaterThan(20);
        expect(seen).toBe(JSON.stringify(list.contacts));
        return;
      }
      expect([before, JSON.stringify(list.contacts)]).toContain(seen);
      // Upkeep after the end is begun anew another time; nothing is amiss until then.
      if (seen === before) await expectSaid(world, thrown);
      await sync(world);
      expect(await everybody()).toEqual(list.contacts);
    }
  }, 60_000);

  it('S32 that stays full leaves the old contacts, says so, and is over when there is room', async () => {
    for (const nth of [1, 2, 3, 4, 6, 9, 13]) {
      const { world, list, before } = await changed();
      fillDisk((write) => write >= nth);
      for (let round = 0; round < 3; round += 1) {
        await expectSaid(world, await syncOnFullDisk(world));
        expect(JSON.stringify(await everybody())).toBe(before);
      }
      expect(list.requests.length).toBeLessThan(30);
      vi.restoreAllMocks();
      await sync(world);
      await sync(world);
      expect(await everybody()).toEqual(list.contacts);
    }
  }, 60_000);
});

describe('S34 a database', () => {
  it('S34 of a newer version is replaced', async () => {
    await closeDatabase();
    await new Promise((resolve) => {
      const request = indexedDB.open('lens', 999);
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
    expect(await getAccount()).toBeUndefined();
    await connectAccount(ACCOUNT, KEY);
    expect(await getAccount()).toEqual(ACCOUNT);
  });

  it('S34 that is opened by a newer version gives way', async () => {
    await connectAccount(ACCOUNT, KEY);
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('lens', 999);
      request.onblocked = () => reject(new Error('blocked'));
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
  });
});

it('S35 that has lost what a sync had staged ends that sync', async () => {
  const list = new ScriptedList(contacts(60));
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await startNow(world);
  const db = await database();
  await db.delete('state', 'staged');
  expect(await runSlice(world)).toEqual({ kind: 'finished' });
  expect((await getSyncStatus()).phase).toMatchObject({ error: { kind: 'storage-failed' } });
  await sync(world);
  expect(await everybody()).toEqual(list.contacts);
});

it('S35 that was emptied behind our back is read anew', async () => {
  const list = new ScriptedList(contacts(60));
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync(world);
  const db = await database();
  await Promise.all([db.clear('rows'), db.delete('state', 'manifest'), db.delete('state', 'sync')]);
  expect(await readManifest()).toBeUndefined();
  await startDue(world);
  await runToEnd(world);
  expect(await everybody()).toEqual(list.contacts);
});
