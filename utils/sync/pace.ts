import type { ApiError } from '../api/errors.ts';
import { FULL_PACE, type Pace } from './status.ts';

/** One request in twenty seconds: however many share an account, everybody comes through. */
const SLOWEST = 0.05;
/** What each answer adds: some hundred of them make up for one refusal. */
const ADDED = 0.005;

/**
 * Additive increase, multiplicative decrease (RFC 5681 has the idea): browsers that know nothing
 * of each other share what Callbell allows their account, and one alone has its full pace.
 */
export function afterAnswer({ perSecond }: Pace): Pace {
  return { perSecond: Math.min(FULL_PACE.perSecond, perSecond + ADDED) };
}

export function afterRefusal({ perSecond }: Pace): Pace {
  return { perSecond: Math.max(SLOWEST, perSecond / 2) };
}

/** What answers and our own work have held up is made up for, if it is no longer ago than this. */
const LAG_MS = 1_000;

/**
 * The earliest time for the request after the one that starts now, so that the pace is kept on
 * average: after one that took long, the next come sooner, but never several at a time.
 *
 * @param earliest the same for the one that starts now; times are in milliseconds
 * @param random in [0, 1): keeps browsers that began together from asking together
 */
export function earliestNext(
  earliest: number,
  now: number,
  { perSecond }: Pace,
  random: number,
): number {
  const spacing = (1_000 / perSecond) * (0.75 + random / 2);
  return Math.max(earliest, now - LAG_MS) + spacing;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Where nothing comes through, asking costs Callbell nothing, and the user a minute at most. */
const LONGEST_WAIT_UNHEARD_MS = 60_000;
/** So many tries at one request, then the next is far off. */
const MAX_TRIES = 5;
/** However long Callbell asks us to wait. */
export const LONGEST_RETRY_AFTER_MS = 15 * 60_000;
/** A key that was refused once is tried once more. */
export const KEY_DOUBT_MS = 10_000;

/**
 * How long to wait after a request has failed, in milliseconds: what Callbell asks for, within
 * reason; else exponential back-off with full jitter.
 *
 * @param failures how often in a row it has failed, from 1
 * @param retryAfterMs what Callbell asks for
 */
export function backOff(
  failures: number,
  kind: ApiError['kind'],
  retryAfterMs: number | null,
  random: number,
): number {
  if (retryAfterMs !== null) {
    return Math.round(Math.min(Math.max(retryAfterMs, 1_000), LONGEST_RETRY_AFTER_MS));
  }
  const isUnheard = kind === 'unreachable' || kind === 'timed-out';
  if (failures > MAX_TRIES) return isUnheard ? LONGEST_WAIT_UNHEARD_MS : LONGEST_WAIT_MS;
  return Math.round(1_000 + random * FIRST_WAIT_MS * 2 ** (failures - 1));
}
