import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCallbellClient } from '../../../utils/api/client.ts';
import type { ApiError } from '../../../utils/api/errors.ts';
import { runSync } from '../../../utils/browser/sync-alarms.ts';
import type { Contact } from '../../../utils/contact.ts';
import { findContact, readManifest } from '../../../utils/store/contacts.ts';
import { exclusively } from '../../../utils/store/database.ts';
import { readFunnels } from '../../../utils/store/funnels.ts';
import { collectLeftovers } from '../../../utils/store/leftovers.ts';
import { matchPhone } from '../../../utils/store/match.ts';
import { saveContacts } from '../../../utils/store/save-contacts.ts';
import {
  connectAccount,
  disconnectAccount,
  getAccount,
  getSyncStatus,
} from '../../../utils/store/state.ts';
import { runSlice, startDue, startNow, type SyncWorld } from '../../../utils/sync/runner.ts';
import { runOf } from '../../../utils/sync/status.ts';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { fakeCallbells, fetchFrom } from '../support/callbell.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, dump, emptyStore, everybody, OTHER_ACCOUNT } from '../support/store.ts';
import {
  type AwaitPoint,
  disturbed,
  handlersOf,
  Killed,
  runToEnd,
  ScriptedList,
  type TestWorld,
  worldOf,
} from '../support/sync-world.ts';

const KEY = 'key-a';
const OTHER_KEY = 'key-b';

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

/** Connects the account and reads its list to the end. */
async function synced(list: ScriptedList): Promise<TestWorld> {
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await startNow(world);
  await runToEnd(world);
  list.requests.length = 0;
  return world;
}

const byUuid = (all: readonly Contact[]): Contact[] =>
  all.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));

async function expectEverybody(expected: readonly Contact[]): Promise<void> {
  expect(byUuid(await everybody())).toEqual(byUuid(expected));
}

describe('a whole pass', () => {
  it('brings everybody, and says how many', async () => {
    const list = new ScriptedList(contacts(130));
    const world = await synced(list);
    await expectEverybody(list.contacts);
    const { now } = world.clock;
    expect(await getSyncStatus()).toMatchObject({
      phase: { kind: 'idle' },
      lastWhole: { finishedAt: now, contacts: 130, unreadable: 0, pages: 7, isLimited: false },
      lastSync: now,
      missing: null,
    });
    expect(await findContact('a00000081')).toEqual(list.contacts[0x81]);
    expect((await matchPhone('+39 347 1000129', 'IT')).contacts).toEqual([list.contacts[129]]);
  });

  it('asks for each page once, behind the cursor of the one before, and for what came meanwhile', async () => {
    const list = new ScriptedList(contacts(130));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7, 1]);
    const byNumber = list.places.flatMap((place) => ('page' in place ? place.page : []));
    expect(byNumber).toEqual([1, 1]);
    await expectEverybody(list.contacts);
  });

  it.each(['none', 'pages'] as const)(
    'without cursors (meta: %s) asks by number, up to an empty page',
    async (meta) => {
      const list = new ScriptedList(contacts(130));
      list.meta = meta;
      const world = worldOf({ [KEY]: list });
      await connectAccount(ACCOUNT, KEY);
      await startNow(world);
      expect(await runSlice(world)).toEqual({ kind: 'finished' });
      expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1]);
    },
  );

  it('brings the names of funnels too', async () => {
    const list = new ScriptedList(contacts(5));
    list.funnels = [{ uuid: 'f1', name: 'New leads', emoji: '🔥' }];
    const world = await synced(list);
    expect(await readFunnels()).toEqual(list.funnels);
    list.funnels = [{ uuid: 'f1', name: 'Leads', emoji: '' }];
    await startNow(world);
    await runToEnd(world);
    expect(await readFunnels()).toEqual(list.funnels);
  });

  it.each([
    { kind: 'not-callbell' },
    { kind: 'not-found' },
    { kind: 'server', status: 500, retryAfterMs: null },
    { kind: 'unreachable' },
  ] satisfies ApiError[])(
    'keeps the funnels it had, and goes on at once, where they cannot be had ($kind)',
    async (error) => {
      const list = new ScriptedList(contacts(5));
      list.funnels = [{ uuid: 'f1', name: 'New leads', emoji: '🔥' }];
      const world = await synced(list);
      list.funnelFault = () => error;
      await startNow(world);
      expect(await runSlice(world)).toEqual({ kind: 'finished' });
      expect(await readFunnels()).toEqual(list.funnels);
      expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 5 });
    },
  );

  it.each([1, 7, 49, 50, 51, 99, 100, 101, 250])('in pages of %d', async (pageSize) => {
    const list = new ScriptedList(contacts(203));
    list.pageSize = pageSize;
    await synced(list);
    await expectEverybody(list.contacts);
  });

  it('of an account without contacts is whole, too', async () => {
    await synced(new ScriptedList([]));
    expect(await everybody()).toEqual([]);
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 0 });
  });

  it('S6 counts a contact once that comes twice, and the later one counts', async () => {
    const early = contacts(60);
    const late = contact({ uuid: 'a00000023', name: 'Later', phoneNumber: '+39 333 0000000' });
    const list = new ScriptedList([...early, late]);
    // In the order of time nobody can stand twice: by page numbers, a list that moves shows it so.
    list.meta = 'none';
    await synced(list);
    await expectEverybody(early.with(0x23, late));
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 60 });
    expect(await findContact(late.uuid)).toEqual(late);
    expect((await matchPhone('+39 347 1000035', 'IT')).contacts).toEqual([]);
    expect((await matchPhone('+39 333 0000000', 'IT')).contacts).toEqual([late]);
  });

  it('counts what cannot be read, and is not stopped by a page of nothing else', async () => {
    const list = new ScriptedList(contacts(45));
    list.unreadable = (page) => (page < 3 ? 2 : 0);
    await synced(list);
    await expectEverybody(list.contacts);
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 45, unreadable: 4 });
  });

  it('S13 brings who is new and what has changed, and removes who is gone', async () => {
    const list = new ScriptedList(contacts(60));
    const world = await synced(list);
    const [first, ...others] = contacts(45);
    list.contacts = [...others, ...contacts(20, 'b'), { ...contact(first), name: 'Renamed' }];
    await startNow(world);
    await runToEnd(world);
    await expectEverybody(list.contacts);
    // Fifteen have gone, and each was asked for; nobody else was.
    expect(list.checked).toHaveLength(15);
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: list.contacts.length });
  });

  it('that finds nothing new writes no contact', async () => {
    const list = new ScriptedList(contacts(300));
    const world = await synced(list);
    const again = async (): Promise<void> => {
      await startNow(world);
      await runToEnd(world);
    };
    await again();
    const before = await dump();
    for (let pass = 0; pass < 3; pass += 1) await again();
    const after = await dump();
    expect([...after.rows]).toEqual([...before.rows]);
    expect([...after.segments.keys()]).toEqual([...before.segments.keys()]);
    expect(after.staging.size).toBe(0);
  });

  it('through HTTP brings exactly what the server has', async () => {
    const server = await fakeStart({ accounts: [demoAccount(180)], pageSize: 50 });
    await connectAccount(ACCOUNT, DEMO_API_KEY);
    const world = {
      ...worldOf({}),
      client: () => Promise.resolve(createCallbellClient(DEMO_API_KEY, fetchFrom(server))),
    };
    await startNow(world);
    await runToEnd(world);
    const names = (await everybody()).map(({ uuid, name }) => [uuid, name]);
    const served = [...server.contacts].map(({ uuid, name }) => [uuid, name ?? '']);
    expect(new Map(names.map(([uuid = '', name]) => [uuid, name]))).toEqual(
      new Map(served.map(([uuid = '', name]) => [uuid, name])),
    );
    expect(server.log.count()).toBeGreaterThan(0);
  });
});

const fakeStart = fakeCallbells();

describe('a slice', () => {
  it.each([300, 3_000, 4_900, 6_000, 19_000])(
    'S3 with %d ms a page ends before the browser’s 30 s, and the next goes on from there',
    async (pageMs) => {
      const list = new ScriptedList(contacts(200));
      const world = worldOf({ [KEY]: list });
      list.onRequest = () => {
        world.clock.now += pageMs;
      };
      await connectAccount(ACCOUNT, KEY);
      await startNow(world);
      const begun = world.clock.now;
      const end = await runSlice(world);
      if (pageMs > 300) expect(end).toEqual({ kind: 'more' });
      expect(world.clock.now - begun).toBeLessThanOrEqual(25_000);
      await runToEnd(world);
      expect(list.requests).toEqual([
        ...list.requests.slice(0, -1).map((_, index) => index + 1),
        1,
      ]);
      await expectEverybody(list.contacts);
    },
  );

  it('of a first sync shows what it has read, and says that it is not whole', async () => {
    const list = new ScriptedList(contacts(200));
    const world = worldOf({ [KEY]: list });
    const shown: number[] = [];
    list.onRequest = async () => {
      const manifest = await readManifest();
      shown.push((await everybody()).length);
      expect(manifest?.isWhole ?? false).toBe(false);
    };
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);
    // The first page at once; later ones when they make a difference.
    expect(shown[1]).toBe(20);
    expect(shown.at(-1)).toBeGreaterThan(100);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(await readManifest()).toMatchObject({ isWhole: true, contacts: 200 });
  });

  it('has nothing to do without an account or a pass', async () => {
    const list = new ScriptedList(contacts(5));
    const world = worldOf({ [KEY]: list });
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    await startNow(world);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    await connectAccount(ACCOUNT, KEY);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([]);
  });

  it('S15 waits where Callbell asks for it, whoever tries meanwhile', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) =>
      nth === 2 ? { kind: 'rate-limited', retryAfterMs: 30_000 } : undefined;
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    const [end] = [await runSlice(world)];
    const until = world.clock.now + 30_000;
    expect(end).toEqual({ kind: 'waiting', until });
    await startNow(world);
    world.clock.now += 29_999;
    expect(await runSlice(world)).toEqual({ kind: 'waiting', until });
    expect(list.requests).toEqual([1, 2]);
    world.clock.now += 1;
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([1, 2, 2, 3, 1]);
    await expectEverybody(list.contacts);
  });

  it('S31 after a broken connection does not let the user wait, but the alarm', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) => (nth === 2 ? { kind: 'unreachable' } : undefined);
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    await startDue(world);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    expect(list.requests).toEqual([1, 2]);
    await startNow(world);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([1, 2, 2, 3, 1]);
    await expectEverybody(list.contacts);
  });

  it.each<[string, ApiError]>([
    ['S10', { kind: 'key-refused' }],
    ['S11', { kind: 'not-permitted' }],
  ])(
    '%s whose key is refused twice keeps the old contacts, and its place: %o',
    async (_, error) => {
      for (const failing of [1, 2, 3]) {
        await emptyStore();
        const list = new ScriptedList(contacts(60));
        const before = list.contacts;
        const world = await synced(list);
        const { lastWhole } = await getSyncStatus();
        list.contacts = contacts(60, 'b');
        list.fault = (page) => (page === failing ? error : undefined);
        await startNow(world);
        await runToEnd(world);
        expect(list.requests).toHaveLength(failing + 1);
        await expectEverybody(before);
        expect(await getSyncStatus()).toMatchObject({
          phase: {
            kind: 'failed',
            error,
            at: world.clock.now,
            paused: { step: { page: failing } },
          },
          lastWhole,
        });
        // Nobody asks again by himself; the next key goes on from there.
        world.clock.now += 24 * 3_600_000;
        await startDue(world);
        expect(runOf(await getSyncStatus())).toBeUndefined();
        list.fault = () => undefined;
        list.requests.length = 0;
        await startNow(world);
        await runToEnd(world);
        expect(list.requests[0]).toBe(failing);
        expect(byUuid(await everybody()).map(({ uuid }) => uuid)).toEqual(
          expect.arrayContaining(list.contacts.map(({ uuid }) => uuid)),
        );
      }
    },
  );

  it.each<[string, ApiError]>([
    ['S12', { kind: 'not-found' }],
    ['S14', { kind: 'rejected', status: 422 }],
    ['S20', { kind: 'not-callbell' }],
    ['S31', { kind: 'unreachable' }],
  ])('%s that meets %o goes on where it stood, a first one too', async (_, error) => {
    for (const failing of [1, 2, 3]) {
      await emptyStore();
      const list = new ScriptedList(contacts(60));
      const world = worldOf({ [KEY]: list });
      await connectAccount(ACCOUNT, KEY);
      list.fault = (page) => (page === failing ? error : undefined);
      await startNow(world);
      expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
      expect(list.requests).toHaveLength(failing);
      // Five minutes of this, then it is over.
      const over = world.clock.now + 300_000;
      list.fault = (page) => (page === failing && world.clock.now < over ? error : undefined);
      await runToEnd(world);
      const asked = [...list.requests.filter((page, index) => page !== list.requests[index - 1])];
      // A cursor that is refused again and again is not believed: the page before is looked at.
      const isRefusal = error.kind === 'not-found' || error.kind === 'rejected';
      if (!isRefusal) expect(asked).toEqual([1, 2, 3, 1]);
      await expectEverybody(list.contacts);
      expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 60 });
    }
  });

  it('is not stopped by a contact that Callbell cannot say anything of', async () => {
    const list = new ScriptedList(contacts(60));
    const world = await synced(list);
    const [first, second, ...others] = list.contacts;
    list.contacts = others;
    list.checkFault = (uuid) => (uuid === first?.uuid ? { kind: 'not-callbell' } : undefined);
    await startNow(world);
    await runToEnd(world);
    expect(list.checked.toSorted()).toEqual([first?.uuid, second?.uuid]);
    // Without a 404 it stays; the other has gone.
    await expectEverybody([...(first ? [first] : []), ...others]);
    expect((await getSyncStatus()).phase).toEqual({ kind: 'idle' });
  });

  it('lets an error that is none of Callbell’s through', async () => {
    const list = new ScriptedList(contacts(5));
    list.onRequest = () => Promise.reject(new TypeError('a bug'));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await expect(runSlice(world)).rejects.toThrow('a bug');
  });
});

describe('many who start at once', () => {
  it('S30 make one sync: one request for each page', async () => {
    const list = new ScriptedList(contacts(130));
    const world = await synced(list);
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await (index % 2 === 0 ? startNow(world) : startDue(world));
        await runSync(handlersOf(world));
      }),
    );
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7, 1]);
  });

  it('do not disturb a pass under way', async () => {
    const list = new ScriptedList(contacts(60));
    const world = worldOf({ [KEY]: list });
    list.onRequest = () => startNow(world);
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 1]);
  });
});

/** Runs a pass once to learn how many awaits it has, and then anew for each of them. */
async function atEveryAwait(
  prepare: () => Promise<TestWorld>,
  test: (world: TestWorld, point: AwaitPoint) => Promise<void>,
): Promise<number> {
  await emptyStore();
  const dry = await prepare();
  const { world, calls } = disturbed(dry, { call: 0, when: 'after' }, () => Promise.resolve());
  await startNow(world);
  await runSlice(world);
  const total = calls();
  for (let call = 1; call <= total; call += 1) {
    // Before an await is after the one that came first: nothing has happened in between.
    await emptyStore();
    await test(await prepare(), { call, when: 'after' });
  }
  return total;
}

/** Starts a pass and runs it until the worker is killed. */
async function runUntilKilled(world: SyncWorld, point: AwaitPoint): Promise<void> {
  const kill = (): Promise<void> => Promise.reject(new Killed());
  const mortal = disturbed(world, point, kill).world;
  try {
    await startNow(mortal);
    await runSlice(mortal);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

describe('a worker that is killed', () => {
  const old = contacts(70);
  const now = [
    ...contacts(30, 'a', { note: 'changed' }),
    ...contacts(68).slice(30),
    ...contacts(60, 'b'),
  ];

  async function withOldContacts(meta: ScriptedList['meta']): Promise<TestWorld> {
    const list = new ScriptedList(old);
    list.meta = meta;
    list.pageSize = 60;
    const world = await synced(list);
    list.contacts = now;
    return world;
  }

  /** A search, a lookup and a number on a page agree on one of the two lists. */
  async function expectOneWholeList(): Promise<void> {
    const seen = byUuid(await everybody());
    const isNew = seen.some(({ uuid }) => uuid.startsWith('b'));
    const list = isNew ? now : old;
    expect(seen).toEqual(byUuid(list));
    const [first] = list;
    expect(await findContact('a00000000')).toEqual(first);
    expect((await matchPhone('+39 347 1000000', 'IT')).contacts).toEqual(
      list.filter(({ phoneNumber }) => phoneNumber === '+39 347 1000000'),
    );
  }

  it.each(['none', 'all'] as const)(
    'S1 at any await leaves one whole list (meta: %s)',
    async (meta) => {
      const points = await atEveryAwait(
        () => withOldContacts(meta),
        async (world, point) => {
          await runUntilKilled(world, point);
          await expectOneWholeList();
          // The next alarm begins a pass if none was stored yet, or goes on.
          await startNow(world);
          await runToEnd(world);
          await expectEverybody(now);
          const { lastWhole } = await getSyncStatus();
          expect(lastWhole?.contacts).toBe(now.length);
        },
      );
      expect(points).toBeGreaterThan(15);
    },
    60_000,
  );

  it('S1 again and again ends with exactly the server’s contacts, and leaves no rows behind', async () => {
    const anyPoint = fc.record<AwaitPoint>({
      call: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before', 'after'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyPoint, { maxLength: 6 }), async (points) => {
        await emptyStore();
        const world = await withOldContacts('all');
        for (const point of points) {
          await runUntilKilled(world, point);
          await expectOneWholeList();
        }
        await startNow(world);
        await runToEnd(world);
        await startNow(world);
        await runToEnd(world);
        await expectEverybody(now);
        await expectNoLeftovers();
      }),
      { numRuns: 25 },
    );
  });
});

/** Everything stored is named by the manifest; what the last switch has left goes with the next. */
async function expectNoLeftovers(): Promise<void> {
  await exclusively(collectLeftovers);
  const manifest = await readManifest();
  const { rows, segments, tables, staging, state } = await dump();
  const named = (manifest?.parts ?? []).flatMap((part) => part.rows);
  for (const row of rows.keys()) {
    expect(named.some(([from, to]) => from <= Number(row) && Number(row) < to)).toBe(true);
  }
  expect([...segments.keys()].map(Number).toSorted((a, b) => a - b)).toEqual(
    manifest?.parts.map(({ segment }) => segment).toSorted((a, b) => a - b),
  );
  const tableNumbers = [...(manifest?.phones ?? []), ...(manifest?.uuids ?? [])];
  const stored = new Set([...tables.keys()].map((key) => Number(key.split('/')[0])));
  expect([...stored]).toHaveLength(tableNumbers.length);
  expect(staging.size).toBe(0);
  expect([...state.keys()].toSorted()).toEqual([
    'account',
    'counters',
    'front',
    'funnels',
    'manifest',
    'sync',
  ]);
}

describe('S24 an account that changes during a pass', () => {
  const mine = contacts(50);
  const others = contacts(45, 'b');

  function twoAccounts(): { list: ScriptedList; world: TestWorld } {
    const list = new ScriptedList(mine);
    return { list, world: worldOf({ [KEY]: list, [OTHER_KEY]: new ScriptedList(others) }) };
  }

  async function withMine(): Promise<TestWorld> {
    const { world } = twoAccounts();
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);
    return world;
  }

  const expectNoneOf = async (prefix: string): Promise<void> => {
    expect((await everybody()).filter(({ uuid }) => uuid.startsWith(prefix))).toEqual([]);
    for (const row of (await dump()).rows.values()) {
      expect(JSON.stringify(row)).not.toContain(`"uuid":"${prefix}`);
    }
  };

  it('at any await: nothing of the old one is read or written from then on', async () => {
    const points = await atEveryAwait(withMine, async (world, point) => {
      const switching = disturbed(world, point, async () => {
        await connectAccount(OTHER_ACCOUNT, OTHER_KEY);
        expect(await everybody()).toEqual([]);
        expect((await matchPhone('+39 347 1000001', 'IT')).contacts).toEqual([]);
        await startNow(world);
      }).world;
      await startNow(switching);
      // The run that was under way is the one that goes on: no second one could get its lock.
      expect(await runSlice(switching)).toEqual({ kind: 'finished' });
      await runToEnd(world);
      await expectNoneOf('a');
      await expectEverybody(others);
      expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: others.length });
    });
    expect(points).toBeGreaterThan(10);
  });

  it('at any await, without a new pass: it is empty until there is one', async () => {
    await atEveryAwait(withMine, async (world, point) => {
      const switching = disturbed(world, point, () =>
        connectAccount(OTHER_ACCOUNT, OTHER_KEY),
      ).world;
      await startNow(switching);
      await runSlice(switching);
      await expectNoneOf('a');
    });
  });

  it('and changes back is read anew', async () => {
    const { list, world } = twoAccounts();
    list.onRequest = async (page) => {
      if (page !== 2) return;
      list.onRequest = () => undefined;
      await connectAccount(OTHER_ACCOUNT, OTHER_KEY);
      await connectAccount(ACCOUNT, KEY);
      await startNow(world);
    };
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 1, 2, 3, 1]);
    await expectEverybody(mine);
  });

  it('disconnected at any await: nothing is left, and nothing comes back', async () => {
    await atEveryAwait(withMine, async (world, point) => {
      const leaving = disturbed(world, point, disconnectAccount).world;
      await startNow(leaving);
      await runSlice(leaving);
      await expectErased();
    });
  });

  it.each<ApiError>([{ kind: 'key-refused' }, { kind: 'unreachable' }])(
    'disconnected while an answer is under way that fails: $kind',
    async (error) => {
      const { list, world } = twoAccounts();
      list.onRequest = () => disconnectAccount();
      list.fault = () => error;
      await connectAccount(ACCOUNT, KEY);
      await startNow(world);
      expect(await runSlice(world)).toEqual({ kind: 'finished' });
      await expectErased();
    },
  );

  async function expectErased(): Promise<void> {
    expect(await getAccount()).toBeUndefined();
    const { state, ...others } = await dump();
    // What a worker was writing at that moment may be left: nobody names it, and it is collected.
    expect(others.secrets.size + others.rows.size + others.staging.size).toBe(0);
    expect([...state.keys()]).toEqual(['counters']);
  }

  it('S25 but for its key keeps its contacts, and goes on with the new key', async () => {
    const list = new ScriptedList(mine);
    const sameList = new ScriptedList(mine);
    const world = worldOf({ [KEY]: list, 'key-new': sameList });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    await runToEnd(world);

    list.onRequest = async (page) => {
      if (page !== 2) return;
      await connectAccount({ ...ACCOUNT, keyEnding: '-new' }, 'key-new');
      await expectEverybody(mine);
    };
    list.requests.length = 0;
    await startNow(world);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2]);
    expect(sameList.requests).toEqual([3, 1]);
    await expectEverybody(mine);
  });
});

it('reads no more of the list where a key was replaced in the middle of it', async () => {
  const requests = async (isRefused: boolean): Promise<number> => {
    await emptyStore();
    const list = new ScriptedList(contacts(2_000));
    const world = worldOf({ [KEY]: list, [OTHER_KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startNow(world);
    list.fault = (page) => (isRefused && page === 30 ? { kind: 'key-refused' } : undefined);
    await runToEnd(world);
    if (isRefused) {
      expect((await getSyncStatus()).phase).toMatchObject({ kind: 'failed' });
      list.fault = () => undefined;
      await connectAccount(ACCOUNT, OTHER_KEY);
      await startNow(world);
      await runToEnd(world);
    }
    await expectEverybody(list.contacts);
    return list.requests.length;
  };
  const undisturbed = await requests(false);
  // The page that was refused twice.
  expect(await requests(true)).toBe(undisturbed + 2);
});

it('keeps one of each contact, though the store is tidied up while the list is read', async () => {
  const list = new ScriptedList(contacts(200));
  const world = await synced(list);
  const edit = (uuid: string, note: string): Contact => {
    const place = list.contacts.findIndex((one) => one.uuid === uuid);
    const edited = { ...contact(list.contacts[place]), note };
    list.contacts = list.contacts.with(place, edited);
    return edited;
  };
  list.onRequest = async () => {
    // One is refreshed, edited and read again; another one is refreshed, and the two parts that
    // the refreshing has made are merged.
    if (list.requests.length === 3) await saveContacts([edit('a00000070', 'refreshed')]);
    if (list.requests.length === 5) edit('a00000070', 'edited');
    if (list.requests.length === 8) await saveContacts([edit('a00000005', 'refreshed')]);
  };
  await startNow(world);
  await runToEnd(world);
  expect(list.requests.length).toBeGreaterThan(8);
  await expectEverybody(list.contacts);
});

it.each([false, true])(
  'a user who asks for a sync (of all who are missing: %o) does not get the quick one under way',
  async (checksAll) => {
    const list = new ScriptedList(contacts(100));
    const world = await synced(list);
    list.contacts = list.contacts.map((one) => ({ ...one, note: 'edited' }));
    list.fault = () => ({ kind: 'unreachable' });
    world.clock.now += 6 * 60_000;
    await startDue(world);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    list.fault = () => undefined;
    await startNow(world, checksAll);
    expect(runOf(await getSyncStatus())).toMatchObject({ kind: 'whole', checksAll });
    await runToEnd(world);
    await expectEverybody(list.contacts);
  },
);

it('a user who wants all checked gets that from the whole sync under way, too', async () => {
  const list = new ScriptedList(contacts(100));
  const world = await synced(list);
  list.contacts = list.contacts.slice(0, 50);
  await startNow(world);
  await startNow(world, true);
  await runToEnd(world);
  expect(list.checked).toHaveLength(50);
  await expectEverybody(list.contacts);
});

it('never uses the number of a run twice', async () => {
  const seen: number[] = [];
  const list = new ScriptedList(contacts(25));
  const world = worldOf({ [KEY]: list, [OTHER_KEY]: list });
  const run = async (): Promise<void> => {
    await startNow(world);
    seen.push(runOf(await getSyncStatus())?.id ?? 0);
    await runToEnd(world);
  };
  await connectAccount(ACCOUNT, KEY);
  await run();
  await run();
  list.fault = () => ({ kind: 'key-refused' });
  await run();
  list.fault = () => undefined;
  await run();
  await connectAccount(OTHER_ACCOUNT, OTHER_KEY);
  await run();
  await disconnectAccount();
  await connectAccount(ACCOUNT, KEY);
  await run();
  // The one that was stopped by the key went on with the next.
  expect(seen[3]).toBe(seen[2]);
  expect(new Set(seen).size).toBe(5);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});
