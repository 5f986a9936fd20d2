import { type ApiError, isTransient } from '../api/errors.ts';
import { afterAnswer, afterRefusal, backOff } from './pace.ts';
import { type PageRead, isDrift, stepAfterPage, withPage } from './reading.ts';
import { type Intervals, type RunKind, nextAfter } from './schedule.ts';
import { type Run, type Step, type SyncProblem, type SyncStatus, runOf } from './status.ts';

/** What has happened to a run. */
export type RunEvent =
  | ({ kind: 'page-read' } & PageRead)
  /** So many of the stored contacts were not in the list. */
  | { kind: 'compared'; absent: number; of: number }
  /** One of them was asked for. */
  | { kind: 'checked' }
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
export function newRun(
  id: number,
  kind: RunKind,
  before: SyncStatus,
  now: number,
  checksAll = false,
): Run {
  return {
    id,
    kind,
    startedAt: now,
    step: { kind: kind === 'whole' ? 'list' : 'head', page: 1 },
    read: 0,
    unreadable: 0,
    unreadableEntries: [],
    lastPage: kind === 'whole' ? 0 : (before.lastWhole?.lastPage ?? 0),
    pageMark: '',
    repeats: 0,
    isCutShort: false,
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
    case 'page-read': {
      const after = withPage(run, event);
      if (isDrift(after)) return giveUp(status, run, { kind: 'unreadable' }, given);
      const step = stepAfterPage(run, after, event);
      if (!step) return giveUp(status, run, { kind: 'endless' }, given);
      return goOn(status, after, step);
    }
    case 'compared':
      return afterCompare(status, run, event, given);
    case 'checked':
      return run.step.kind === 'check' ? goOn(status, run, afterCheck(run.step)) : status;
    case 'finished':
      return afterEnd(status, run, event.contacts, given);
  }
}

function goOn(status: SyncStatus, run: Run, step: Step): SyncStatus {
  const phase = { kind: 'running', run: { ...run, step, failures: 0 } } as const;
  return { ...status, phase, pace: afterAnswer(status.pace) };
}

function afterCompare(
  status: SyncStatus,
  run: Run,
  { absent, of }: Extract<RunEvent, { kind: 'compared' }>,
  { random }: Circumstances,
): SyncStatus {
  const isMass = absent > MASS.contacts && absent > MASS.share * of;
  if (isMass && !run.checksAll) {
    // Once the user has said to keep them, a few more are no new question.
    const isKnown = absent <= status.mayBeMissing * (1 + MASS.share);
    const missing = isKnown ? null : { contacts: absent, of };
    return goOn({ ...status, missing }, run, { kind: 'finish' });
  }
  const settled = { ...status, missing: null, mayBeMissing: 0 };
  if (absent === 0) return goOn(settled, run, { kind: 'finish' });
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
  return checked >= step.of ? { kind: 'finish' } : { ...step, checked };
}

function afterEnd(
  status: SyncStatus,
  run: Run,
  contacts: number,
  { now, random, intervals }: Circumstances,
): SyncStatus {
  const { kind, unreadable, unreadableEntries, lastPage } = run;
  const isCutShort = kind === 'quick' && run.isCutShort;
  const lastWhole =
    kind === 'whole'
      ? { finishedAt: now, contacts, unreadable, unreadableEntries, lastPage }
      : status.lastWhole && { ...status.lastWhole, contacts };
  return {
    ...status,
    phase: { kind: 'idle' },
    lastWhole,
    lastSync: now,
    next: nextAfter(status, { kind, isWell: true, isCutShort }, intervals, now, random),
  };
}

function afterFailure(
  status: SyncStatus,
  run: Run,
  error: ApiError,
  given: Circumstances,
): SyncStatus {
  const failures = run.failures + 1;
  const isRefusal = error.kind === 'rate-limited';
  const pace = isRefusal ? afterRefusal(status.pace) : status.pace;
  if (run.step.kind === 'check' && error.kind !== 'key-refused') {
    // What Callbell cannot say of one contact stops no sync: without a 404 the contact stays.
    const isEnd = failures >= MAX_FAILED_CHECKS;
    if (isEnd) return goOn({ ...status, pace }, run, { kind: 'finish' });
    if (!isTransient(error)) return skipCheck(status, { ...run, failures }, run.step);
  }
  if (!isTransient(error)) return giveUp(status, run, error, given);
  const wait = backOff(failures, isRefusal ? error.retryAfterMs : null, given.random);
  return {
    ...status,
    phase: { kind: 'waiting', run: { ...run, failures }, error, until: given.now + wait },
    pace,
  };
}

function skipCheck(
  status: SyncStatus,
  run: Run,
  step: Extract<Step, { kind: 'check' }>,
): SyncStatus {
  return { ...status, phase: { kind: 'running', run: { ...run, step: afterCheck(step) } } };
}

function giveUp(
  status: SyncStatus,
  { kind }: Run,
  error: SyncProblem,
  { now, random, intervals }: Circumstances,
): SyncStatus {
  return {
    ...status,
    phase: { kind: 'failed', error, at: now },
    next: nextAfter(status, { kind, isWell: false, isCutShort: false }, intervals, now, random),
  };
}
