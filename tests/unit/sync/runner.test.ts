import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCallbellClient } from '../../../utils/api/client.ts';
import type { ApiError } from '../../../utils/api/errors.ts';
import { runPass } from '../../../utils/browser/sync-alarms.ts';
import type { Contact } from '../../../utils/contact.ts';
import { activeGeneration, findContact } from '../../../utils/store/contacts.ts';
import { matchPhone } from '../../../utils/store/match.ts';
import {
  connectAccount,
  disconnectAccount,
  getAccount,
  getSyncStatus,
} from '../../../utils/store/state.ts';
import { runSlice, startPass, type SyncWorld } from '../../../utils/sync/runner.ts';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { fakeCallbells, fetchFrom } from '../support/callbell.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, dump, emptyStore, everybody, OTHER_ACCOUNT } from '../support/store.ts';
import {
  type AwaitPoint,
  disturbed,
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
  await startPass(world, true);
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
    expect(await getSyncStatus()).toEqual({
      phase: { kind: 'idle' },
      lastWhole: { finishedAt: world.clock.now, contacts: 130, unreadable: 0 },
    });
    expect(await findContact('a00000081')).toEqual(list.contacts[0x81]);
    expect((await matchPhone('+39 347 1000129', 'IT')).contacts).toEqual([list.contacts[129]]);
  });

  it('asks for each page once, and for the empty one behind them', async () => {
    const list = new ScriptedList(contacts(130));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('spares itself the empty page where the number of pages is known', async () => {
    const list = new ScriptedList(contacts(130));
    list.hasMeta = true;
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await expectEverybody(list.contacts);
  });

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

  it('counts a contact once that comes twice, and the later one counts', async () => {
    const early = contacts(60);
    const late = contact({ uuid: 'a00000003', name: 'Later', phoneNumber: '+39 333 0000000' });
    const list = new ScriptedList([...early, late]);
    await synced(list);
    await expectEverybody(early.with(3, late));
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 60 });
    expect(await findContact(late.uuid)).toEqual(late);
    expect((await matchPhone('+39 347 1000003', 'IT')).contacts).toEqual([]);
    expect((await matchPhone('+39 333 0000000', 'IT')).contacts).toEqual([late]);
  });

  it('counts what cannot be read, and is not stopped by a page of nothing else', async () => {
    const list = new ScriptedList(contacts(45));
    list.unreadable = (page) => (page < 3 ? 2 : 0);
    await synced(list);
    await expectEverybody(list.contacts);
    expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 45, unreadable: 4 });
  });

  it('replaces the one before', async () => {
    const list = new ScriptedList(contacts(60));
    const world = await synced(list);
    list.contacts = [...contacts(30), ...contacts(20, 'b')];
    await startPass(world, false);
    await runToEnd(world);
    await expectEverybody(list.contacts);
  });

  it('leaves nothing of the one before', async () => {
    const list = new ScriptedList(contacts(300));
    const world = await synced(list);
    const before = await dump();
    for (let pass = 0; pass < 3; pass += 1) {
      await startPass(world, false);
      await runToEnd(world);
    }
    const { rows, indexes } = await dump();
    expect(rows.size).toBe(before.rows.size);
    expect(indexes.size).toBe(before.indexes.size);
  });

  it('through HTTP brings exactly what the server has', async () => {
    const server = await fakeStart({ accounts: [demoAccount(180)], pageSize: 50 });
    await connectAccount(ACCOUNT, DEMO_API_KEY);
    const world = {
      ...worldOf({}),
      client: () => Promise.resolve(createCallbellClient(DEMO_API_KEY, fetchFrom(server))),
    };
    await startPass(world, true);
    await runToEnd(world);
    const names = (await everybody()).map(({ uuid, name }) => [uuid, name]);
    const served = [...server.contacts].map(({ uuid, name }) => [uuid, name ?? '']);
    expect(new Map(names.map(([uuid = '', name]) => [uuid, name]))).toEqual(
      new Map(served.map(([uuid = '', name]) => [uuid, name])),
    );
    expect(server.log.list().map(({ query }) => query['page'])).toEqual(['1', '2', '3', '4', '5']);
  });
});

const fakeStart = fakeCallbells();

describe('a slice', () => {
  it('ends when its time is over, and the next goes on from there', async () => {
    const list = new ScriptedList(contacts(200));
    const world = worldOf({ [KEY]: list });
    list.onRequest = () => {
      world.clock.now += 6_000;
    };
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    const begun = world.clock.now;
    expect(await runSlice(world)).toEqual({ kind: 'more' });
    // No request is begun that could end after the browser's 30 s.
    expect(world.clock.now - begun).toBeLessThanOrEqual(25_000);
    expect(await everybody()).toEqual([]);
    await runToEnd(world);
    expect(list.requests).toEqual(list.requests.map((_, index) => index + 1));
    await expectEverybody(list.contacts);
  });

  it('has nothing to do without an account or a pass', async () => {
    const list = new ScriptedList(contacts(5));
    const world = worldOf({ [KEY]: list });
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    await startPass(world, true);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    await connectAccount(ACCOUNT, KEY);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([]);
  });

  it('waits where Callbell asks for it, whoever tries meanwhile', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) =>
      nth === 2 ? { kind: 'rate-limited', retryAfterMs: 30_000 } : undefined;
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    const until = world.clock.now + 30_000;
    expect(await runSlice(world)).toEqual({ kind: 'waiting', until });
    await startPass(world, true);
    world.clock.now += 29_999;
    expect(await runSlice(world)).toEqual({ kind: 'waiting', until });
    expect(list.requests).toEqual([1, 2]);
    world.clock.now += 1;
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([1, 2, 2, 3, 4]);
    await expectEverybody(list.contacts);
  });

  it('after a broken connection does not let the user wait, but the alarm', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) => (nth === 2 ? { kind: 'unreachable' } : undefined);
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    await startPass(world, false);
    expect(await runSlice(world)).toMatchObject({ kind: 'waiting' });
    expect(list.requests).toEqual([1, 2]);
    await startPass(world, true);
    expect(await runSlice(world)).toEqual({ kind: 'finished' });
    expect(list.requests).toEqual([1, 2, 2, 3, 4]);
    await expectEverybody(list.contacts);
  });

  it.each<ApiError>([
    { kind: 'key-refused' },
    { kind: 'not-permitted' },
    { kind: 'not-found' },
    { kind: 'rejected', status: 422 },
    { kind: 'not-callbell' },
  ])('that meets $kind on any page keeps the old contacts and stops at once', async (error) => {
    for (const failing of [1, 2, 3, 4]) {
      await emptyStore();
      const list = new ScriptedList(contacts(60));
      const before = list.contacts;
      const world = await synced(list);
      const { lastWhole } = await getSyncStatus();
      list.contacts = contacts(60, 'b');
      list.fault = (page) => (page === failing ? error : undefined);
      await startPass(world, true);
      expect(await runSlice(world)).toEqual({ kind: 'finished' });
      expect(list.requests).toHaveLength(failing);
      await expectEverybody(before);
      expect(await getSyncStatus()).toEqual({
        phase: { kind: 'failed', error, at: world.clock.now },
        lastWhole,
      });
      // What had been read of the new list is gone.
      expect([...(await dump()).rows.keys()].every((key) => key.startsWith('1/'))).toBe(true);
    }
  });

  it('begins anew after a failure, when it is started again', async () => {
    const list = new ScriptedList(contacts(60));
    list.fault = (_, nth) => (nth === 3 ? { kind: 'key-refused' } : undefined);
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await runToEnd(world);
    await startPass(world, false);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 1, 2, 3, 4]);
    await expectEverybody(list.contacts);
  });

  it('lets an error that is none of Callbell’s through', async () => {
    const list = new ScriptedList(contacts(5));
    list.onRequest = () => Promise.reject(new TypeError('a bug'));
    const world = worldOf({ [KEY]: list });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await expect(runSlice(world)).rejects.toThrow('a bug');
  });
});

describe('many who start at once', () => {
  it('make one pass: one request for each page, one generation', async () => {
    const list = new ScriptedList(contacts(130));
    const world = await synced(list);
    const before = await activeGeneration();
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await startPass(world, index % 2 === 0);
        await runPass({ runSlice: () => runSlice(world) });
      }),
    );
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await activeGeneration()).toBe((before ?? 0) + 1);
  });

  it('do not disturb a pass under way', async () => {
    const list = new ScriptedList(contacts(60));
    const world = worldOf({ [KEY]: list });
    list.onRequest = () => startPass(world, true);
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 3, 4]);
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
  await startPass(world, true);
  await runSlice(world);
  const total = calls();
  for (let call = 1; call <= total; call += 1) {
    for (const when of ['before', 'after'] as const) {
      await emptyStore();
      await test(await prepare(), { call, when });
    }
  }
  return total;
}

/** Starts a pass and runs it until the worker is killed. */
async function runUntilKilled(world: SyncWorld, point: AwaitPoint): Promise<void> {
  const kill = (): Promise<void> => Promise.reject(new Killed());
  const mortal = disturbed(world, point, kill).world;
  try {
    await startPass(mortal, true);
    await runSlice(mortal);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

describe('a worker that is killed', () => {
  const old = contacts(70);
  const now = [...contacts(30, 'a', { note: 'changed' }), ...contacts(60, 'b')];

  async function withOldContacts(hasMeta: boolean): Promise<TestWorld> {
    const list = new ScriptedList(old);
    list.hasMeta = hasMeta;
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

  it.each([false, true])('at any await leaves one whole list (meta: %s)', async (hasMeta) => {
    const points = await atEveryAwait(
      () => withOldContacts(hasMeta),
      async (world, point) => {
        await runUntilKilled(world, point);
        await expectOneWholeList();
        // The next alarm begins a pass if none was stored yet, or goes on.
        await startPass(world, false);
        await runToEnd(world);
        await expectEverybody(now);
        const { lastWhole } = await getSyncStatus();
        expect(lastWhole?.contacts).toBe(now.length);
      },
    );
    expect(points).toBeGreaterThan(15);
  });

  it('again and again ends with exactly the server’s contacts, and leaves no rows behind', async () => {
    const anyPoint = fc.record<AwaitPoint>({
      call: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before', 'after'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyPoint, { maxLength: 6 }), async (points) => {
        await emptyStore();
        const world = await withOldContacts(false);
        for (const point of points) {
          await runUntilKilled(world, point);
          await expectOneWholeList();
        }
        await startPass(world, false);
        await runToEnd(world);
        await startPass(world, false);
        await runToEnd(world);
        await expectEverybody(now);
        const generation = String(await activeGeneration());
        const { rows, indexes } = await dump();
        for (const key of [...rows.keys(), ...indexes.keys()]) {
          expect(key.split('/')[0]).toBe(generation);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('an account that changes during a pass', () => {
  const mine = contacts(50);
  const others = contacts(45, 'b');

  function twoAccounts(): { list: ScriptedList; world: TestWorld } {
    const list = new ScriptedList(mine);
    return { list, world: worldOf({ [KEY]: list, [OTHER_KEY]: new ScriptedList(others) }) };
  }

  async function withMine(): Promise<TestWorld> {
    const { world } = twoAccounts();
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
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
        await startPass(world, true);
      }).world;
      await startPass(switching, true);
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
      await startPass(switching, true);
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
      await startPass(world, true);
    };
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2, 1, 2, 3, 4]);
    await expectEverybody(mine);
  });

  it('disconnected at any await: nothing is left, and nothing comes back', async () => {
    await atEveryAwait(withMine, async (world, point) => {
      const leaving = disturbed(world, point, disconnectAccount).world;
      await startPass(leaving, true);
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
      await startPass(world, true);
      expect(await runSlice(world)).toEqual({ kind: 'finished' });
      await expectErased();
    },
  );

  async function expectErased(): Promise<void> {
    expect(await getAccount()).toBeUndefined();
    const { secrets, rows, indexes, state } = await dump();
    expect([secrets.size, rows.size, indexes.size]).toEqual([0, 0, 0]);
    expect([...state.keys()]).toEqual(['last-generation']);
  }

  it('but for its key keeps its contacts, and goes on with the new key', async () => {
    const list = new ScriptedList(mine);
    const sameList = new ScriptedList(mine);
    const world = worldOf({ [KEY]: list, 'key-new': sameList });
    await connectAccount(ACCOUNT, KEY);
    await startPass(world, true);
    await runToEnd(world);

    list.onRequest = async (page) => {
      if (page !== 2) return;
      await connectAccount({ ...ACCOUNT, keyEnding: '-new' }, 'key-new');
      await expectEverybody(mine);
    };
    list.requests.length = 0;
    await startPass(world, true);
    await runToEnd(world);
    expect(list.requests).toEqual([1, 2]);
    expect(sameList.requests).toEqual([3, 4]);
    await expectEverybody(mine);
  });
});

it('never uses the number of a generation twice', async () => {
  const seen: number[] = [];
  const list = new ScriptedList(contacts(25));
  const world = worldOf({ [KEY]: list, [OTHER_KEY]: list });
  const run = async (): Promise<void> => {
    await startPass(world, true);
    const { phase } = await getSyncStatus();
    if (phase.kind !== 'running') throw new Error(phase.kind);
    seen.push(phase.pass.generation);
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
  expect(new Set(seen).size).toBe(6);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});
