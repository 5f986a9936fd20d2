import { type SyncStatus, isRefused, runOf } from './status.ts';

/** How often to sync, in milliseconds. */
export interface Intervals {
  quick: number;
  whole: number;
}

/** The kind of sync that is due. */
export type RunKind = 'whole' | 'quick';

/**
 * A list that moved while it was read for the first time can have hidden somebody, so the second
 * whole sync follows soon.
 */
const SECOND_WHOLE_MS = 2 * 60_000;

/** @param random in [0, 1): many browsers that began together do not come again together */
function spread(interval: number, random: number): number {
  return Math.round(interval * (0.9 + random * 0.2));
}

/** When the next syncs are due after one that has ended at `now`, well or not. */
export function nextAfter(
  { lastWhole, next }: SyncStatus,
  ended: { kind: RunKind; isWell: boolean; isCutShort: boolean },
  intervals: Intervals,
  now: number,
  random: number,
): SyncStatus['next'] {
  const quick = now + spread(intervals.quick, random);
  if (ended.isCutShort) return { quick, whole: now };
  // One that is due and cannot be done is tried again like a quick one: not at once, for ever.
  if (!ended.isWell) return { quick, whole: Math.max(next.whole, quick) };
  if (ended.kind === 'quick') return { quick, whole: next.whole };
  const isFirst = lastWhole === null;
  const whole = spread(intervals.whole, random);
  return { quick, whole: now + (isFirst ? Math.min(SECOND_WHOLE_MS, whole) : whole) };
}

/**
 * The time at which the next sync is due, and which; `undefined` while there is one, or if Callbell
 * has refused the key. A time that is further off than it can have been set says that the clock was
 * put back: then it is now.
 */
export function nextSync(
  status: SyncStatus,
  intervals: Intervals,
  now: number,
): { kind: RunKind; at: number } | undefined {
  if (runOf(status)) return undefined;
  if (isRefused(status)) return undefined;
  const { quick, whole } = status.next;
  const quickAt = quick > now + intervals.quick * 1.2 ? now : quick;
  // Until there is a whole list, a quick look at it is worth nothing.
  if (!status.lastWhole) return { kind: 'whole', at: quickAt };
  const wholeAt = whole > now + intervals.whole * 1.2 ? now : whole;
  return wholeAt <= Math.max(quickAt, now)
    ? { kind: 'whole', at: wholeAt }
    : { kind: 'quick', at: quickAt };
}
