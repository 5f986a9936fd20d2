import type { CallbellClient, ListPlace } from '../api/client.ts';
import { type ApiError, CallbellError } from '../api/errors.ts';
import type { Contact } from '../contact.ts';
import type { Funnel } from '../funnel.ts';
import type { News } from '../store/stage.ts';
import { type Circumstances, type RunEvent, newRun, next } from './machine.ts';
import { markOf } from './front.ts';
import { LONGEST_RETRY_AFTER_MS, earliestNext } from './pace.ts';
import { type Intervals, nextSync } from './schedule.ts';
import {
  type Run,
  type Step,
  type SyncProblem,
  type SyncStatus,
  keptRun,
  runOf,
  withRun,
} from './status.ts';

/**
 * No request is begun in a slice that is this old. One has 20 s, so a slice has ended after 25 s
 * even where Callbell does not answer at all: before the browser stops the worker after 30 s.
 */
const SLICE_MS = 5_000;

/** What the runner needs of the store. Each method that changes it does so in one transaction. */
export interface SyncStore {
  status: () => Promise<SyncStatus>;
  /**
   * Begins a run, or goes on with the one that is kept, whichever `next` answers with. Does nothing
   * if a run is under way or no account is connected.
   *
   * @param next given a number that no run has had
   */
  begin: (next: (id: number, before: SyncStatus) => SyncStatus | undefined) => Promise<void>;
  change: (change: (before: SyncStatus) => SyncStatus) => Promise<void>;
  /**
   * This and the three that follow do nothing, and say so, if the run is no longer where it is said
   * to be. If the status that follows has no run, what was found is thrown away.
   */
  stage: (
    run: Run,
    found: { contacts?: readonly Contact[]; gone?: readonly number[] },
    next: (news: News) => SyncStatus,
  ) => Promise<boolean>;
  compare: (
    run: Run,
    next: (absence: { absent: number; of: number }) => SyncStatus,
  ) => Promise<boolean>;
  /** Counts a piece of what the contacts will have in common, or all that is left. */
  count: (run: Run, next: (isAll: boolean) => SyncStatus) => Promise<boolean>;
  finish: (run: Run, next: (contacts: number) => SyncStatus) => Promise<boolean>;
  abandon: (run: Run, status: SyncStatus) => Promise<boolean>;
  /** Replaces the account's funnels. Does nothing if the run is over. */
  saveFunnels: (funnels: readonly Funnel[], run: Run) => Promise<void>;
  absentee: (run: Run, index: number) => Promise<{ contact: Contact; locator: number } | undefined>;
  /** Does one piece of upkeep. Says whether there may be more to do. */
  maintain: () => Promise<boolean>;
  /** What a failure of the store means; `undefined` for one that is none of the storage's. */
  problemOf: (error: unknown) => StorageProblem | undefined;
}

type StorageProblem = Extract<SyncProblem, { kind: `storage-${string}` }>;

/** Everything that a slice touches, passed in so that tests own it. */
export interface SyncWorld {
  /** `undefined` if no account is connected. */
  client: () => Promise<CallbellClient | undefined>;
  store: SyncStore;
  intervals: () => Promise<Intervals>;
  /** Milliseconds since the epoch; may jump. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  elapsed: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  random: () => number;
}

/** How a slice ended: nothing left to do, more to do at once, or more to do at a time. */
export type SliceEnd = { kind: 'finished' } | { kind: 'more' } | { kind: 'waiting'; until: number };

/** Begins the sync that is due, if one is. */
export async function startDue({ store, ...world }: SyncWorld): Promise<void> {
  const intervals = await world.intervals();
  const due = nextSync(await store.status(), intervals, world.now());
  if (!due || due.at > world.now()) return;
  await store.begin((id, before) => {
    const now = world.now();
    const still = nextSync(before, intervals, now);
    if (!still || still.at > now) return undefined;
    return withRun(before, newRun(id, still.kind, now));
  });
}

/**
 * Begins a whole sync, or goes on with the one that is under way or was stopped. A user who asks
 * for it does not wait for a time that only our own back-off has set, nor for a quick sync, which
 * would not bring what he asks for.
 *
 * @param checksAll whether all who are not in the list are to be asked for, however many
 */
export async function startNow(world: SyncWorld, checksAll = false): Promise<void> {
  const { store, now } = world;
  const status = await store.status();
  const quick = runOf(status);
  if (quick?.kind === 'quick') await store.abandon(quick, { ...status, phase: { kind: 'idle' } });
  if (checksAll) await store.change(withChecksOfAll);
  await store.begin((id, before) => {
    const kept = keptRun(before);
    const isUsable = kept?.kind === 'whole' && !checksAll;
    return withRun(before, isUsable ? kept : newRun(id, 'whole', now(), checksAll));
  });
  await stopWaiting(world);
}

/** The whole sync under way asks for all who are not in the list, wherever it stands. */
function withChecksOfAll(status: SyncStatus): SyncStatus {
  const { phase } = status;
  if (!('run' in phase) || phase.run.kind !== 'whole') return status;
  return { ...status, phase: { ...phase, run: { ...phase.run, checksAll: true } } };
}

/** Goes on at once with a run that waits, unless Callbell has asked for the wait. */
export async function stopWaiting({ store }: SyncWorld): Promise<void> {
  if (!isOwnWait(await store.status())) return;
  await store.change((before) => {
    const run = runOf(before);
    return run && isOwnWait(before) ? withRun(before, run) : before;
  });
}

function isOwnWait({ phase }: SyncStatus): boolean {
  if (phase.kind !== 'waiting') return false;
  const { error } = phase;
  return error.kind !== 'rate-limited' && !(error.kind === 'server' && error.retryAfterMs !== null);
}

/** Carries the stored run on, from wherever it stands, for one slice. */
export async function runSlice(world: SyncWorld): Promise<SliceEnd> {
  const end = world.elapsed() + SLICE_MS;
  const isOver = (): boolean => world.elapsed() >= end;
  const given = await circumstances(world);
  let earliest = world.elapsed();
  for (;;) {
    const status = await world.store.status();
    const run = runOf(status);
    if (!run) return (await upkeep(world, isOver)) ? { kind: 'more' } : { kind: 'finished' };
    const until = waitsUntil(status, world.now());
    if (until !== undefined) return { kind: 'waiting', until };
    if (isOver()) return { kind: 'more' };

    if (asksCallbell(run)) {
      await world.sleep(Math.max(0, earliest - world.elapsed()));
      earliest = earliestNext(earliest, world.elapsed(), status.pace, world.random());
    }
    // The key is read anew for each request, and after the status: if the account is switched at
    // any point, either both are the new one's, or the answer no longer fits the stored run.
    const client = await world.client();
    if (!client) return { kind: 'finished' };
    try {
      if (!(await step(world, client, status, run, given))) await endIfStuck(world, run, given);
    } catch (error) {
      await giveUpOnStorage(world, status, run, error, given);
    }
    await upkeep(world, isOver);
  }
}

/** A time that is further off than it can have been set says that the clock was put back. */
function waitsUntil({ phase }: SyncStatus, now: number): number | undefined {
  if (phase.kind !== 'waiting') return undefined;
  const left = phase.until - now;
  return left > 0 && left <= LONGEST_RETRY_AFTER_MS ? phase.until : undefined;
}

function asksCallbell({ step: { kind } }: Run): boolean {
  return kind !== 'compare' && kind !== 'count' && kind !== 'finish';
}

/**
 * Carries out a run's next step, and stores what follows from it.
 *
 * @returns whether that could be stored: not if the run was replaced meanwhile
 */
async function step(
  world: SyncWorld,
  client: CallbellClient,
  status: SyncStatus,
  run: Run,
  given: () => Circumstances,
): Promise<boolean> {
  const { store } = world;
  const after = (event: RunEvent): SyncStatus => next(status, event, given());
  switch (run.step.kind) {
    case 'funnels':
      return readFunnels(world, client, run, after);
    case 'list':
    case 'resume':
    case 'front':
      return readPage(world, client, run, run.step, after);
    case 'compare':
      return store.compare(run, (absence) => after({ kind: 'compared', ...absence }));
    case 'check': {
      const { first, checked, absent } = run.step;
      return check(world, client, run, (first + checked) % Math.max(1, absent), after);
    }
    case 'count':
      return store.count(run, (isAll) => after({ kind: 'counted', isAll }));
    case 'finish':
      return store.finish(run, (contacts) => after({ kind: 'finished', contacts }));
  }
}

type After = (event: RunEvent) => SyncStatus;

async function readFunnels(
  { store }: SyncWorld,
  client: CallbellClient,
  run: Run,
  after: After,
): Promise<boolean> {
  const funnels = await orError(client.funnels());
  if (funnels instanceof CallbellError) return failed(store, run, funnels.detail, after);
  await store.saveFunnels(funnels, run);
  return store.stage(run, {}, () => after({ kind: 'funnels-read' }));
}

/** A step that reads a page of the list. */
type PageStep = Extract<Step, { page: number }>;

async function readPage(
  { store }: SyncWorld,
  client: CallbellClient,
  run: Run,
  at: PageStep,
  after: After,
): Promise<boolean> {
  const read = await orError(client.contactsPage(placeOf(at)));
  if (read instanceof CallbellError) return failed(store, run, read.detail, after);
  const { contacts, pages, next: cursor } = read;
  const found = {
    contacts: contacts.length,
    unreadable: read.unreadable.map((entry) => ({ ...entry, page: at.page })),
    pages,
    next: cursor,
    mark: markOf(contacts.map(({ uuid }) => uuid)),
  };
  return store.stage(run, { contacts }, (news) => after({ kind: 'page-read', ...found, ...news }));
}

function placeOf(step: PageStep): ListPlace {
  const after = 'after' in step ? step.after : null;
  return after === null ? { page: step.page } : { after };
}

async function check(
  { store }: SyncWorld,
  client: CallbellClient,
  run: Run,
  index: number,
  after: After,
): Promise<boolean> {
  const absentee = await store.absentee(run, index);
  // Somebody has removed it meanwhile: there is nothing left to ask.
  if (!absentee) return store.stage(run, {}, () => after({ kind: 'checked', isGone: false }));
  const { contact, locator } = absentee;
  const answer = await orError(client.contact(contact.uuid));
  const isGone = answer instanceof CallbellError && answer.detail.kind === 'not-found';
  if (answer instanceof CallbellError && !isGone) return failed(store, run, answer.detail, after);
  const found = answer instanceof CallbellError ? { gone: [locator] } : { contacts: [answer] };
  return store.stage(run, found, () => after({ kind: 'checked', isGone }));
}

function failed(store: SyncStore, run: Run, error: ApiError, after: After): Promise<boolean> {
  return store.stage(run, {}, () => after({ kind: 'failed', error }));
}

/** A run that is the stored one and cannot be carried on has lost what it had staged. */
async function endIfStuck(world: SyncWorld, run: Run, given: () => Circumstances): Promise<void> {
  const status = await world.store.status();
  if (JSON.stringify(runOf(status)) !== JSON.stringify(run)) return;
  const error = { kind: 'storage-failed' } as const;
  await world.store.abandon(run, next(status, { kind: 'storage-failed', error }, given()));
}

async function giveUpOnStorage(
  world: SyncWorld,
  status: SyncStatus,
  run: Run,
  error: unknown,
  given: () => Circumstances,
): Promise<void> {
  const problem = world.store.problemOf(error);
  if (!problem) throw error;
  const failure = next(status, { kind: 'storage-failed', error: problem }, given());
  // What was staged makes room for the few bytes that say what has happened.
  await world.store.abandon(run, failure);
}

/** @returns whether there may be more to do */
async function upkeep({ store }: SyncWorld, isOver: () => boolean): Promise<boolean> {
  while (await store.maintain()) {
    if (isOver()) return true;
  }
  return false;
}

/** What a slice goes by; settings that are changed in it count from the next. */
async function circumstances({ intervals, now, random }: SyncWorld): Promise<() => Circumstances> {
  const given = await intervals();
  return () => ({ now: now(), random: random(), intervals: given });
}

async function orError<T>(answer: Promise<T>): Promise<T | CallbellError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CallbellError) return error;
    throw error;
  }
}
