import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { readManifest } from '../../../utils/store/contacts.ts';
import { saveContacts } from '../../../utils/store/save-contacts.ts';
import { getSyncStatus } from '../../../utils/store/state.ts';
import { runSlice, startDue, startNow, type SyncWorld } from '../../../utils/sync/runner.ts';
import { stubLocks } from '../support/locks.ts';
import { emptyStore, everybody } from '../support/store.ts';
import { anyStep, Model, PAGE_SIZE, type Step, type Who } from '../support/sync-model.ts';
import { disturbed, Killed, runToEnd } from '../support/sync-world.ts';

/**
 * Random histories of an account: its list is edited, also while it is read; requests fail; the
 * worker is killed; the key is changed for another of the same account, or of another one. After
 * each step the store is held against what must be true whatever has happened.
 */

const MINUTE = 60_000;

async function syncStep(model: Model, step: Extract<Step, { step: 'sync' }>): Promise<void> {
  const { world, list } = model;
  world.clock.now += step.minutes * MINUTE;
  list.onRequest = () => {
    for (const [request, edit] of step.edits) {
      if (request === list.requests.length + list.checked.length - before) model.edit(list, edit);
    }
  };
  const before = list.requests.length + list.checked.length;
  await (step.by === 'user' ? startNow(world) : startDue(world));
  await slice(model, world);
  list.onRequest = () => undefined;
}

/** Requests come at the pace that is allowed, whatever happens. */
async function slice(model: Model, world: SyncWorld): Promise<void> {
  const [requests, begun] = [model.requests, model.world.clock.now];
  try {
    await runSlice(world);
  } finally {
    const seconds = (model.world.clock.now - begun) / 1_000;
    expect(model.requests - requests).toBeLessThanOrEqual(1 + seconds * 6);
  }
}

async function disturbedSync(
  model: Model,
  { point, disturbance }: Extract<Step, { step: 'disturbed sync' }>,
): Promise<void> {
  const disturb = async (): Promise<void> => {
    if (disturbance.is === 'killed') throw new Killed();
    if (disturbance.is === 'connected') await model.connect(disturbance.who);
    else await model.disconnect();
  };
  const { world } = disturbed(model.world, point, disturb);
  try {
    await startNow(world);
    await slice(model, world);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

async function take(model: Model, step: Step): Promise<void> {
  // A sync of one request takes no time here; that it has ended is told by when it did.
  model.world.clock.now += 1;
  switch (step.step) {
    case 'edit':
      model.edit(model.list, step.edit);
      return;
    case 'sync':
      return syncStep(model, step);
    case 'disturbed sync':
      return disturbedSync(model, step);
    case 'fail':
      model.fail(step.error, step.requests);
      return;
    case 'connect':
      return model.connect(step.who);
    case 'disconnect':
      return model.disconnect();
    case 'save one': {
      const all = model.list.contacts;
      const one = all[step.place % Math.max(1, all.length)];
      if (one) await saveContacts([one]);
    }
  }
}

interface Seen {
  connected: Who | undefined;
  contacts: Contact[];
  isWhole: boolean;
  lastSync: number | null;
}

/** `everybody` itself fails where an index points to nobody, or the manifest counts wrongly. */
async function look(model: Model): Promise<Seen> {
  const [all, manifest, { lastSync }] = [
    await everybody(),
    await readManifest(),
    await getSyncStatus(),
  ];
  return {
    connected: model.connected,
    contacts: byUuid(all),
    isWhole: manifest?.isWhole ?? false,
    lastSync,
  };
}

function expectSound(model: Model, before: Seen, after: Seen, step: Step): void {
  const prefix = after.connected ?? 'nobody';
  for (const one of after.contacts) {
    expect(one.uuid.startsWith(prefix), 'none of another account').toBe(true);
    expect(model.wasAtCallbell(one), 'nothing that Callbell never said').toBe(true);
  }
  expect(new Set(uuidsOf(after.contacts)).size, 'nobody twice').toBe(after.contacts.length);
  if (before.connected !== after.connected) return;
  const live = new Set(uuidsOf(model.list.contacts));
  const still = new Set(uuidsOf(after.contacts));
  const lost = uuidsOf(before.contacts).filter((uuid) => live.has(uuid) && !still.has(uuid));
  expect(lost, 'nobody lost who is at Callbell').toEqual([]);
  const hasEnded = after.lastSync !== before.lastSync || step.step === 'save one';
  if (before.isWhole && after.isWhole && !hasEnded) {
    expect(after.contacts, 'one generation, until there is the next').toEqual(before.contacts);
  }
}

const uuidsOf = (all: readonly Contact[]): string[] => all.map(({ uuid }) => uuid);

const byUuid = (all: readonly Contact[]): Contact[] =>
  all.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));

beforeEach(stubLocks);

it('keeps every contact through edits, faults, kills and changes of the key', async () => {
  await fc.assert(
    historiesOf(() => new Model()),
    { numRuns: 100 },
  );
}, 60_000);

it('would notice if who is missing in the list were taken to be gone', async () => {
  const flawed = (): Model => {
    const model = new Model();
    for (const list of Object.values(model.lists)) {
      list.checkFault = () => ({ kind: 'not-found' });
    }
    return model;
  };
  const { failed } = await fc.check(historiesOf(flawed), {
    numRuns: 300,
    seed: 1,
    endOnFailure: true,
  });
  expect(failed).toBe(true);
}, 60_000);

function historiesOf(modelOf: () => Model): fc.IAsyncProperty<[Step[]]> {
  return fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
    await emptyStore();
    const model = modelOf();
    await model.connect('a');
    let before = await look(model);
    for (const step of steps) {
      await take(model, step);
      const after = await look(model);
      expectSound(model, before, after, step);
      before = after;
    }
    await expectToRecover(model);
  });
}

/** As soon as nothing is in the way, the store is what Callbell has: no more, no less. */
async function expectToRecover(model: Model): Promise<void> {
  const { world } = model;
  model.fail({ kind: 'unreachable' }, 0);
  if (model.connected === undefined) await model.connect('b');
  // What was begun comes to its end first; then everything is read once more.
  for (let round = 0; round < 2; round += 1) {
    await startNow(world, true);
    await runToEnd(world);
  }
  const { requests, checked, contacts: list } = model.list;
  expect(byUuid(await everybody())).toEqual(byUuid(list));
  requests.length = 0;
  checked.length = 0;
  await startNow(world);
  await runToEnd(world);
  const pages = Math.ceil(list.length / PAGE_SIZE);
  expect(requests.length, 'each page, the empty one behind, the first again').toBeLessThanOrEqual(
    pages + 3,
  );
  expect(checked).toEqual([]);
}
