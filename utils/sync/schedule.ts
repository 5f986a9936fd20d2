import { MOST_THRIFT, type Run, type SyncStatus, isRefused, runOf } from './status.ts';

/** How often to sync, in milliseconds. `whole` is a wish: large accounts are read less often. */
export interface Intervals {
  quick: number;
  whole: number;
}

/** The kind of sync that is due. */
export type RunKind = 'whole' | 'quick';

/**
 * By page numbers, a list that loses somebody while it is read hides somebody else, so the second
 * whole sync of an account that has no cursors follows soon.
 */
const SECOND_WHOLE_MS = 2 * 60_000;

/**
 * On average, whole syncs ask for one page in so many milliseconds: 200 browsers that share an
 * account of 100,000 contacts then ask 20 times a second, a fifteenth of what Callbell allows.
 */
const MS_PER_PAGE = 10_000;
/** However large the account is, and however little whole syncs bring. */
const LONGEST_WHOLE_MS = 7 * 86_400_000;

/** A whole sync that brings less than this in 100 pages was hardly worth it; more than that was. */
const WORTH = { little: 1, much: 10 };

/** @param random in [0, 1): many browsers that began together do not come again together */
function spread(interval: number, random: number): number {
  return Math.round(interval * (0.9 + random * 0.2));
}

/**
 * How far whole syncs are apart, in milliseconds: as the user wishes, or further where the account
 * is so large that reading it takes thousands of requests.
 */
export function wholeInterval(
  { lastWhole, thrift }: Pick<SyncStatus, 'lastWhole' | 'thrift'>,
  { whole }: Intervals,
): number {
  const ofSize = (lastWhole?.pages ?? 0) * MS_PER_PAGE * thrift;
  return Math.max(whole, Math.min(ofSize, LONGEST_WHOLE_MS));
}

/** How much further apart whole syncs are from now on, by what the last one has brought. */
export function thriftAfter(
  { changed, gone, pages }: Pick<Run, 'changed' | 'gone' | 'pages'>,
  before: number,
): number {
  const brought = (100 * (changed + gone)) / Math.max(1, pages);
  if (brought < WORTH.little) return Math.min(MOST_THRIFT, before * 2);
  return brought > WORTH.much ? Math.max(1, before / 2) : before;
}

/** When the next syncs are due after one that has ended at `now`, well or not. */
export function nextAfter(
  status: Pick<SyncStatus, 'lastWhole' | 'thrift' | 'next'>,
  ended: { run: Run; isWell: boolean; isFirst: boolean },
  intervals: Intervals,
  now: number,
  random: number,
): SyncStatus['next'] {
  const { kind, isByNumber } = ended.run;
  const quick = now + spread(intervals.quick, random);
  // One that is due and cannot be done is tried again like a quick one: not at once, for ever.
  if (!ended.isWell) return { quick, whole: Math.max(status.next.whole, quick) };
  if (kind === 'quick') return { quick, whole: status.next.whole };
  const whole = spread(wholeInterval(status, intervals), random);
  const isSoon = ended.isFirst && isByNumber;
  return { quick, whole: now + (isSoon ? Math.min(SECOND_WHOLE_MS, whole) : whole) };
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
  const wholeAt = whole > now + wholeInterval(status, intervals) * 1.2 ? now : whole;
  return wholeAt <= Math.max(quickAt, now)
    ? { kind: 'whole', at: wholeAt }
    : { kind: 'quick', at: quickAt };
}
