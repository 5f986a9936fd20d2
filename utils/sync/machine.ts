import { type ApiError, isTransient } from '../api/errors.ts';
import type { Pass, SyncPhase } from './status.ts';

/** What has happened to a pass. */
export type PassEvent =
  | { kind: 'page-read'; contacts: number; rows: number; unreadable: number; pages: number | null }
  | { kind: 'request-failed'; error: ApiError };

/** What to do about it. `phase` is stored before, or together with, whatever follows. */
export type Decision =
  | { do: 'read-page'; phase: Extract<SyncPhase, { kind: 'running' }> }
  /** The list has ended: make the generation the active one. */
  | { do: 'activate'; phase: Extract<SyncPhase, { kind: 'running' }> }
  | { do: 'wait'; phase: Extract<SyncPhase, { kind: 'waiting' }> }
  | { do: 'give-up'; phase: Extract<SyncPhase, { kind: 'failed' }> };

/** A list that is longer than this has no end. */
const MAX_PAGES = 20_000;
/** So many tries at one page, then the pass waits for the next alarm. */
const MAX_FAILURES = 5;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

/** A pass that begins. */
export function newPass(generation: number, now: number): Pass {
  return {
    generation,
    startedAt: now,
    nextPage: 1,
    nextRow: 0,
    contacts: 0,
    unreadable: 0,
    failures: 0,
  };
}

/**
 * Decides how a pass goes on. Pure: time and chance are passed in.
 *
 * @param random in [0, 1): spreads the retries of many browsers
 */
export function next(pass: Pass, event: PassEvent, now: number, random: number): Decision {
  if (event.kind === 'request-failed') return afterFailure(pass, event.error, now, random);

  const { contacts, rows, unreadable, pages } = event;
  const after: Pass = {
    ...pass,
    nextPage: pass.nextPage + 1,
    nextRow: pass.nextRow + rows,
    contacts: pass.contacts + contacts,
    unreadable: pass.unreadable + unreadable,
    failures: 0,
  };
  const isEnd = contacts + unreadable === 0 || (pages !== null && pass.nextPage >= pages);
  if (!isEnd && after.nextPage > MAX_PAGES) return giveUp({ kind: 'endless' }, now);
  const phase = { kind: 'running', pass: after } as const;
  return isEnd ? { do: 'activate', phase } : { do: 'read-page', phase };
}

function afterFailure(pass: Pass, error: ApiError, now: number, random: number): Decision {
  if (!isTransient(error)) return giveUp(error, now);
  const failures = pass.failures + 1;
  const wait = waitAfter(failures, error, random);
  return {
    do: 'wait',
    phase: { kind: 'waiting', pass: { ...pass, failures }, error, until: now + wait },
  };
}

/** What Callbell asks for, within reason; else exponential back-off with full jitter. */
function waitAfter(failures: number, error: ApiError, random: number): number {
  if (error.kind === 'rate-limited' && error.retryAfterMs !== null) {
    return Math.min(Math.max(error.retryAfterMs, 1_000), LONGEST_RETRY_AFTER_MS);
  }
  if (failures > MAX_FAILURES) return LONGEST_WAIT_MS;
  return Math.round(1_000 + random * FIRST_WAIT_MS * 2 ** (failures - 1));
}

function giveUp(error: ApiError, now: number): Decision {
  return { do: 'give-up', phase: { kind: 'failed', error, at: now } };
}
