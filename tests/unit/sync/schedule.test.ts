import { describe, expect, it } from 'vitest';
import { newRun } from '../../../utils/sync/machine.ts';
import {
  type RunKind,
  nextAfter,
  nextSync,
  thriftAfter,
  wholeInterval,
} from '../../../utils/sync/schedule.ts';
import { NEVER_SYNCED, type SyncProblem, type SyncStatus } from '../../../utils/sync/status.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 1_800_000_000_000;
const INTERVALS = { quick: 5 * MINUTE, whole: 6 * HOUR };

const lastWhole = {
  finishedAt: NOW - 6 * HOUR,
  contacts: 500,
  unreadable: 0,
  unreadableEntries: [],
  pages: 10,
  isLimited: false,
};
const SYNCED: SyncStatus = {
  ...NEVER_SYNCED,
  lastWhole,
  next: { quick: NOW + MINUTE, whole: NOW + HOUR },
};

const failed = (error: SyncProblem, status = SYNCED): SyncStatus => ({
  ...status,
  phase: { kind: 'failed', error, at: NOW, paused: null },
});

/** A status whose run has just failed. */
function afterFailed(kind: RunKind, error: SyncProblem, before: SyncStatus): SyncStatus {
  const ended = { run: newRun(1, kind, NOW), isWell: false, isFirst: false };
  return { ...failed(error, before), next: nextAfter(before, ended, INTERVALS, NOW, 0.5) };
}

describe('the next sync', () => {
  it('is the one that is due first', () => {
    expect(nextSync(SYNCED, INTERVALS, NOW)).toEqual({ kind: 'quick', at: NOW + MINUTE });
    expect(nextSync(SYNCED, INTERVALS, NOW + 2 * HOUR)?.kind).toBe('whole');
    expect(nextSync(NEVER_SYNCED, INTERVALS, NOW)).toEqual({ kind: 'whole', at: 0 });
  });

  it.each<SyncProblem>([
    { kind: 'not-callbell' },
    { kind: 'unreadable' },
    { kind: 'storage-full' },
    { kind: 'storage-failed' },
  ])('S20, S32 after one that was due and failed does not come at once: %o', (error) => {
    for (const before of [NEVER_SYNCED, { ...SYNCED, next: { quick: NOW, whole: NOW - HOUR } }]) {
      const then = nextSync(afterFailed('whole', error, before), INTERVALS, NOW);
      expect(then).toEqual({ kind: 'whole', at: NOW + 5 * MINUTE });
    }
  });

  it('S10, S11 is none once Callbell has refused the key', () => {
    expect(nextSync(failed({ kind: 'key-refused' }), INTERVALS, NOW)).toBeUndefined();
    expect(nextSync(failed({ kind: 'not-permitted' }), INTERVALS, NOW)).toBeUndefined();
  });

  it('comes after a failure, though the user has not decided yet who may go', () => {
    const asked = { ...SYNCED, missing: { contacts: 80, of: 300 } };
    expect(nextSync(failed({ kind: 'not-callbell' }, asked), INTERVALS, NOW)).toBeDefined();
  });

  it('S29 is now where a time is further off than it can have been set', () => {
    const ahead = { ...SYNCED, next: { quick: NOW + 366 * 24 * HOUR, whole: NOW + HOUR } };
    expect(nextSync(ahead, INTERVALS, NOW)?.at).toBe(NOW);
  });
});

describe('how far whole syncs are apart', () => {
  const ofPages = (pages: number, thrift = 1): number =>
    wholeInterval({ lastWhole: { ...lastWhole, pages }, thrift }, INTERVALS);

  it('is what the user wishes, as long as the account is not too large for that', () => {
    expect(wholeInterval(NEVER_SYNCED, INTERVALS)).toBe(6 * HOUR);
    expect(ofPages(10)).toBe(6 * HOUR);
    expect(ofPages(2_000)).toBe(6 * HOUR);
    expect(ofPages(5_000) / HOUR).toBeCloseTo(13.9, 1);
    // A wish for less is heeded whatever the size.
    const wish = { ...INTERVALS, whole: 24 * HOUR };
    expect(wholeInterval({ lastWhole: { ...lastWhole, pages: 5_000 }, thrift: 1 }, wish)).toBe(
      24 * HOUR,
    );
  });

  it('is more where they bring little, and a week at most', () => {
    expect(ofPages(5_000, 2)).toBe(2 * ofPages(5_000));
    expect(ofPages(50_000, 4)).toBe(7 * 24 * HOUR);
    // A small account costs nothing: there the wish is heeded.
    expect(ofPages(10, 4)).toBe(6 * HOUR);
  });

  it('doubles and halves by what the last one has brought for its requests', () => {
    const brought = (changed: number, gone: number, before: number): number =>
      thriftAfter({ changed, gone, pages: 5_000 }, before);
    expect(brought(0, 0, 1)).toBe(2);
    expect(brought(20, 29, 2)).toBe(4);
    expect(brought(0, 0, 4)).toBe(4);
    expect(brought(100, 100, 2)).toBe(2);
    expect(brought(500, 1, 4)).toBe(2);
    expect(brought(90_000, 0, 1)).toBe(1);
  });

  it('S29 is believed after a clock was put back only within reason', () => {
    const status = { ...SYNCED, next: { quick: NOW + MINUTE, whole: NOW + 14 * HOUR } };
    expect(nextSync(status, INTERVALS, NOW)).toEqual({ kind: 'whole', at: NOW });
    const large = { ...status, lastWhole: { ...lastWhole, pages: 5_000 } };
    expect(nextSync(large, INTERVALS, NOW)?.kind).toBe('quick');
  });
});
