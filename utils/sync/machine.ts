import { type ApiError, isTransient } from '../api/errors.ts';
import { afterAnswer, afterRefusal, backOff } from './pace.ts';
import { type Intervals, type RunKind, nextAfter } from './schedule.ts';
import {
  type Run,
  type Step,
  type SyncProblem,
  type SyncStatus,
  type Unreadable,
  runOf,
} from './status.ts';

/** What has happened to a run. */
export type RunEvent =
  | {
      kind: 'page-read';
      contacts: number;
      /** How many of them are new, or have changed. */
      fresh: number;
      unreadable: readonly Unreadable[];
      /** How many pages there are, where Callbell says so. */
      pages: number | null;
      /** The same for pages with the same contacts. */
      mark: string;
    }
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

/** A list that is longer than this has no end. */
const MAX_PAGES = 100_000;
/** So many times in a row the same page: the server does not heed which one was asked for. */
const MAX_REPEATS = 2;
/** What is read of the list's beginning and of its end, at most. */
const MAX_EDGE_PAGES = 20;
/** So many absentees are asked for in one run; the others are kept, and their turn comes. */
const MAX_CHECKS = 200;
/** So many such questions in a row without an answer, and no more are asked in this run. */
const MAX_FAILED_CHECKS = 5;
/** So many and such a share of contacts do not go without the user being asked. */
const MASS = { contacts: 20, share: 0.2 };
/** From so many unreadable entries on, the share of them is looked at. */
const DRIFT = { entries: 10, share: 0.2 };
/** So many unreadable entries are described. */
const MAX_DESCRIBED = 100;

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

type PageRead = Extract<RunEvent, { kind: 'page-read' }>;

function withPage(run: Run, { contacts, fresh, unreadable, mark }: PageRead): Run {
  const { step } = run;
  const page = 'page' in step ? step.page : 0;
  const isLastAllowed =
    (step.kind === 'head' && page >= MAX_EDGE_PAGES) || (step.kind === 'tail' && step.left === 0);
  const isEmpty = contacts + unreadable.length === 0;
  const described = [...run.unreadableEntries, ...(isList(run) ? unreadable : [])];
  return {
    ...run,
    read: run.read + contacts,
    unreadable: run.unreadable + (isList(run) ? unreadable.length : 0),
    unreadableEntries: described.slice(0, MAX_DESCRIBED),
    lastPage: isEmpty ? run.lastPage : Math.max(run.lastPage, page),
    pageMark: mark,
    repeats: !isEmpty && isList(run) && mark === run.pageMark ? run.repeats + 1 : 0,
    isCutShort: run.isCutShort || (isLastAllowed && fresh > 0),
  };
}

function isList({ step }: Run): boolean {
  return step.kind === 'list';
}

function isDrift({ read, unreadable }: Run): boolean {
  return unreadable >= DRIFT.entries && unreadable > DRIFT.share * (read + unreadable);
}

/** @returns `undefined` if the list does not end */
function stepAfterPage(before: Run, after: Run, event: PageRead): Step | undefined {
  const { step, kind } = before;
  if (!('page' in step)) return step;
  const { page } = step;
  const isEmpty = event.contacts + event.unreadable.length === 0;
  const isEnd = isEmpty || (event.pages !== null && page >= event.pages);
  switch (step.kind) {
    case 'list':
      // What has come meanwhile stands at its beginning; and an empty list is asked for twice.
      if (isEnd) return { kind: 'head', page: 1 };
      if (after.repeats >= MAX_REPEATS || page >= MAX_PAGES) return undefined;
      return { kind: 'list', page: page + 1 };
    case 'head': {
      const isListAfterAll = kind === 'whole' && before.read === 0 && event.contacts > 0 && !isEnd;
      if (isListAfterAll) return { kind: 'list', page: page + 1 };
      if (!isEnd && event.fresh > 0 && page < MAX_EDGE_PAGES) {
        return { kind: 'head', page: page + 1 };
      }
      if (kind === 'whole') return { kind: 'compare' };
      // The order of the list is not documented: what is new may as well stand at its end.
      return isEnd
        ? { kind: 'finish' }
        : { kind: 'tail', page: Math.max(after.lastPage, page + 1), left: MAX_EDGE_PAGES };
    }
    case 'tail':
      if (isEnd || step.left === 0) return { kind: 'finish' };
      return { kind: 'tail', page: page + 1, left: step.left - 1 };
  }
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
