import { describe, expect, it } from 'vitest';
import { type RunKind, nextAfter, nextSync } from '../../../utils/sync/schedule.ts';
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
  lastPage: 10,
};
const SYNCED: SyncStatus = {
  ...NEVER_SYNCED,
  lastWhole,
  next: { quick: NOW + MINUTE, whole: NOW + HOUR },
};

const failed = (error: SyncProblem, status = SYNCED): SyncStatus => ({
  ...status,
  phase: { kind: 'failed', error, at: NOW },
});

/** A status whose run has just failed. */
function afterFailed(kind: RunKind, error: SyncProblem, before: SyncStatus): SyncStatus {
  const ended = { kind, isWell: false, isCutShort: false };
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
