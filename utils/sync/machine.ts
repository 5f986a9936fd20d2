import { type ApiError, isTransient } from '../api/errors.ts';
import { afterAnswer, afterRefusal, backOff, KEY_DOUBT_MS } from './pace.ts';
import {
  type PageOutcome,
  type PageRead,
  afterPage,
  afterRefusedCursor,
  isBeyondLimit,
  isDrift,
  limitOfList,
  resumeFurtherBack,
} from './reading.ts';
import { type Intervals, type RunKind, nextAfter, thriftAfter } from './schedule.ts';
import {
  type Run,
  type Step,
  type SyncProblem,
  type SyncStatus,
  runOf,
  withRun,
} from './status.ts';

/** What has happened to a run. */
export type RunEvent =
  /** The account's funnels were read, or cannot be. */
  | { kind: 'funnels-read' }
  | ({ kind: 'page-read' } & PageRead)
  /** So many of the stored contacts were not in the list. */
  | { kind: 'compared'; absent: number; of: number }
  /** One of them was asked for. */
  | { kind: 'checked'; isGone: boolean }
  /** A piece of what the contacts have in common was counted, or all of it. */
  | { kind: 'counted'; isAll: boolean }
  /** All that was found is shown now: so many contacts. */
  | { kind: 'finished'; contacts: number }
  | { kind: 'failed'; error: ApiError }
  | { kind: 'storage-failed'; error: Extract<SyncProblem, { kind: `storage-${string}` }> };

/** What the machine cannot know by itself. */
export interface Circumstances {
  /** Milliseconds since the epoch. */
  now: number;
  /** In [0, 1). */
  random: number;
  intervals: Intervals;
}

/** So many absentees are asked for in one run; the others are kept, and their turn comes. */
const MAX_CHECKS = 200;
/** So many such questions in a row without an answer, and no more are asked in this run. */
const MAX_FAILED_CHECKS = 5;
/** So many and such a share of contacts do not go without the user being asked. */
const MASS = { contacts: 20, share: 0.2 };

/** A run that begins. */
export function newRun(id: number, kind: RunKind, now: number, checksAll = false): Run {
  return {
    id,
    kind,
    startedAt: now,
    step:
      kind === 'whole' ? { kind: 'funnels' } : { kind: 'front', page: 1, after: null, round: 1 },
    read: 0,
    changed: 0,
    gone: 0,
    unreadable: 0,
    unreadableEntries: [],
    pages: 0,
    pageMark: [],
    repeats: 0,
    timesLost: 0,
    distrustsCursors: false,
    isByNumber: false,
    cursorWatch: { cursor: null, left: 0, span: 1 },
    isLimited: false,
    failures: 0,
    checksAll,
  };
}

/**
 * Decides how a run goes on. Pure: time and chance are passed in. What is to be done next is the
 * `step` of the run in the status that is answered; without a run there is nothing to be done.
 */
export function next(status: SyncStatus, event: RunEvent, given: Circumstances): SyncStatus {
  const run = runOf(status);
  if (!run) return status;
  switch (event.kind) {
    case 'failed':
      return afterFailure(status, run, event.error, given);
    case 'storage-failed':
      return giveUp(status, run, event.error, given);
    case 'funnels-read':
      return goOn(status, run, { kind: 'list', page: 1, after: null });
    case 'page-read':
      return afterAnyPage(status, afterPage(run, event, status.lastWhole?.pages ?? 0), given);
    case 'compared':
      return afterCompare(status, run, event, given);
    case 'checked':
      return run.step.kind === 'check'
        ? goOn(status, { ...run, gone: run.gone + (event.isGone ? 1 : 0) }, afterCheck(run.step))
        : status;
    case 'counted':
      return withRun(status, { ...run, step: { kind: event.isAll ? 'finish' : 'count' } });
    case 'finished':
      return afterEnd(status, run, event.contacts, given);
  }
}

function afterAnyPage(
  status: SyncStatus,
  { run, step }: PageOutcome,
  given: Circumstances,
): SyncStatus {
  if (isDrift(run)) return giveUp(status, run, { kind: 'unreadable' }, given);
  return step ? goOn(status, run, step) : giveUp(status, run, { kind: 'endless' }, given);
}

function goOn(status: SyncStatus, run: Run, step: Step): SyncStatus {
  return withRun({ ...status, pace: afterAnswer(status.pace) }, { ...run, step, failures: 0 });
}

function afterCompare(
  status: SyncStatus,
  run: Run,
  { absent, of }: Extract<RunEvent, { kind: 'compared' }>,
  { random }: Circumstances,
): SyncStatus {
  // Who is not in a part of the list may well be in the rest of it.
  if (run.isLimited) return goOn(status, run, { kind: 'count' });
  const isMass = absent > MASS.contacts && absent > MASS.share * of;
  if (isMass && !run.checksAll) {
    // Once the user has said to keep them, a few more are no new question.
    const isKnown = absent <= status.mayBeMissing * (1 + MASS.share);
    const missing = isKnown ? null : { contacts: absent, of };
    return goOn({ ...status, missing }, run, { kind: 'count' });
  }
  const settled = { ...status, missing: null, mayBeMissing: 0 };
  if (absent === 0) return goOn(settled, run, { kind: 'count' });
  return goOn(settled, run, {
    kind: 'check',
    checked: 0,
    of: run.checksAll ? absent : Math.min(absent, MAX_CHECKS),
    absent,
    first: Math.floor(random * absent),
  });
}

function afterCheck(step: Extract<Step, { kind: 'check' }>): Step {
  const checked = step.checked + 1;
  return checked >= step.of ? { kind: 'count' } : { ...step, checked };
}

function afterEnd(
  status: SyncStatus,
  run: Run,
  contacts: number,
  { now, random, intervals }: Circumstances,
): SyncStatus {
  const { kind, unreadable, unreadableEntries, pages, isLimited } = run;
  const isWhole = kind === 'whole';
  const lastWhole = isWhole
    ? { finishedAt: now, contacts, unreadable, unreadableEntries, pages, isLimited }
    : status.lastWhole && { ...status.lastWhole, contacts };
  const after = {
    ...status,
    phase: { kind: 'idle' as const },
    wasDamaged: isWhole ? false : status.wasDamaged,
    lastWhole,
    lastSync: now,
    thrift: isWhole && status.lastWhole ? thriftAfter(run, status.thrift) : status.thrift,
  };
  const isFirst = isWhole && status.lastWhole === null;
  return {
    ...after,
    next: nextAfter(after, { run, isWell: true, isFirst }, intervals, now, random),
  };
}

function afterFailure(
  status: SyncStatus,
  run: Run,
  error: ApiError,
  given: Circumstances,
): SyncStatus {
  const failures = run.failures + 1;
  const isTooFast = error.kind === 'rate-limited';
  const slower = isTooFast ? { ...status, pace: afterRefusal(status.pace) } : status;
  const isKeyRefused = error.kind === 'key-refused' || error.kind === 'not-permitted';
  if (run.step.kind === 'check' && error.kind !== 'key-refused') {
    // What Callbell cannot say of one contact stops no sync: without a 404 the contact stays.
    if (failures >= MAX_FAILED_CHECKS) return goOn(slower, run, { kind: 'count' });
    if (!isTransient(error)) {
      return withRun(status, { ...run, failures, step: afterCheck(run.step) });
    }
  } else if (run.step.kind === 'funnels' && !isKeyRefused && !isTooFast) {
    // Names of funnels are no reason to wait: if it is more than they, the list will tell.
    return goOn(status, run, { kind: 'list', page: 1, after: null });
  } else if (isKeyRefused) {
    // A firewall on the way may answer like Callbell once.
    return failures > 1
      ? pause(status, run, error, given)
      : wait(status, { ...run, failures }, error, KEY_DOUBT_MS, given);
  } else if (isRefusedPlace(error)) {
    const elsewhere = afterRefusedPlace(run, failures);
    if (elsewhere) return afterAnyPage(status, elsewhere, given);
  }
  const retryAfterMs = 'retryAfterMs' in error ? error.retryAfterMs : null;
  const ms = backOff(failures, error.kind, retryAfterMs, given.random);
  return wait(slower, { ...run, failures }, error, ms, given);
}

function isRefusedPlace({ kind }: ApiError): boolean {
  return kind === 'rejected' || kind === 'not-found';
}

/** @returns `undefined` if it is not the place in the list that Callbell does not take */
function afterRefusedPlace(run: Run, failures: number): PageOutcome | undefined {
  const { step } = run;
  if (isBeyondLimit(run)) return limitOfList(run);
  if (step.kind === 'resume' && step.page > 1) return { run, step: resumeFurtherBack(run) };
  const hasCursor = (step.kind === 'list' || step.kind === 'front') && step.after !== null;
  // Once may be an accident.
  return hasCursor && failures > 1 ? afterRefusedCursor(run) : undefined;
}

function wait(
  status: SyncStatus,
  run: Run,
  error: ApiError,
  milliseconds: number,
  { now }: Circumstances,
): SyncStatus {
  return { ...status, phase: { kind: 'waiting', run, error, until: now + milliseconds } };
}

/** Stops until the user acts. What was read is kept: the same account's next key goes on from there. */
function pause(status: SyncStatus, run: Run, error: ApiError, { now }: Circumstances): SyncStatus {
  return { ...status, phase: { kind: 'failed', error, at: now, paused: { ...run, failures: 0 } } };
}

function giveUp(
  status: SyncStatus,
  run: Run,
  error: SyncProblem,
  { now, random, intervals }: Circumstances,
): SyncStatus {
  return {
    ...status,
    phase: { kind: 'failed', error, at: now, paused: null },
    next: nextAfter(status, { run, isWell: false, isFirst: false }, intervals, now, random),
  };
}
