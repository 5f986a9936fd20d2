// @vitest-environment happy-dom
import './setup.ts';
import { describe, expect, test } from 'vitest';
import { syncAnnouncement, syncSummary } from '../../../components/sync-summary.ts';
import type { ApiError } from '../../../utils/api/errors.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import {
  NEVER_SYNCED,
  type SyncProblem,
  type SyncStatus,
  isRefused,
} from '../../../utils/sync/status.ts';

const NOW = 1_800_000_000_000;
const LAST_WHOLE = {
  finishedAt: NOW,
  contacts: 10_000,
  unreadable: 0,
  unreadableEntries: [],
  pages: 500,
  isLimited: false,
};
const run = { ...newRun(1, 'whole', NOW), read: 650, failures: 1 };
/** The last pages are read, and not stored for the search yet. */
const STORED = 600;
const SO_FAR = '650 contacts so far. You can search what is there already. It is not complete yet.';

const ERRORS: ApiError[] = [
  { kind: 'key-refused' },
  { kind: 'not-permitted' },
  { kind: 'not-found' },
  { kind: 'rejected', status: 400 },
  { kind: 'rate-limited', retryAfterMs: null },
  { kind: 'server', status: 503, retryAfterMs: null },
  { kind: 'unreachable' },
  { kind: 'timed-out' },
  { kind: 'not-callbell' },
  { kind: 'endless' },
];
const PROBLEMS: SyncProblem[] = [
  ...ERRORS,
  { kind: 'unreadable' },
  { kind: 'storage-full' },
  { kind: 'storage-failed' },
];

const waiting = (error: ApiError, before = NEVER_SYNCED, until = NOW + 60_000): SyncStatus => ({
  ...before,
  phase: { kind: 'waiting', run, error, until },
});
const failed = (error: SyncProblem, paused: typeof run | null = null): SyncStatus => ({
  ...NEVER_SYNCED,
  phase: { kind: 'failed', error, at: NOW, paused },
});

/** What Lens does by itself, and does not tell the user to do. */
const DONE_BY_LENS = /try again|sync again|try once more|wait a/iu;

describe('a first sync', () => {
  test.each(ERRORS)('that waits ($kind) says how many contacts there are', (error) => {
    const { headline, details } = syncSummary(waiting(error), NOW, STORED);
    expect(headline).toMatch(/^Paused: goes on by itself at /u);
    expect(details).toHaveLength(2);
    expect(details[1]).toBe(SO_FAR);
    // What passes by itself needs nothing from the user but a connection.
    expect(details[0]).not.toMatch(/update lens|report|copy/iu);
    expect(details[0]).not.toMatch(DONE_BY_LENS);
  });

  test.each(PROBLEMS)('that has failed ($kind) says so, too, and who does something', (error) => {
    const status = failed(error, isRefused(failed(error)) ? run : null);
    const { tone, details } = syncSummary(status, NOW, STORED);
    expect(tone).toBe('trouble');
    // What was read last is thrown away but for a run that waits for the user.
    expect(details.at(-1)).toBe(isRefused(status) ? SO_FAR : SO_FAR.replace('650', '600'));
    const told = details.join(' ');
    expect(told).not.toMatch(DONE_BY_LENS);
    const isByItself = told.includes('Lens tries again by itself at');
    expect(isByItself).toBe(!isRefused(status));
    expect(new Set(details).size).toBe(details.length);
  });

  test('that begins anew counts who is there from before', () => {
    expect(syncSummary(waiting({ kind: 'unreachable' }), NOW, 5_000).details).toContain(
      SO_FAR.replace('650', '5,000'),
    );
  });

  test('that has nothing yet counts nothing, and says of nobody that they can be found', () => {
    for (const status of [failed({ kind: 'endless' }), waiting({ kind: 'unreachable' })]) {
      expect(syncSummary(status, NOW, 0).details.join(' ')).not.toMatch(/so far|can search/u);
    }
  });
});

test('a list that Callbell cuts off says how many there are, where it ends, and who may be missing', () => {
  const lastWhole = { ...LAST_WHOLE, isLimited: true };
  const { tone, headline, details } = syncSummary({ ...NEVER_SYNCED, lastWhole }, NOW, 10_000);
  expect(tone).toBe('calm');
  expect(headline).toBe('10,000 contacts · synced just now');
  expect(details).toEqual([
    'Callbell has more, but gives only the first 500 pages of its list this way. Whoever has not written for a long time may be missing here.',
  ]);
  const whole = { ...NEVER_SYNCED, lastWhole: LAST_WHOLE };
  expect(syncSummary(whole, NOW, 10_000).details).toEqual([]);
});

describe('a screen reader', () => {
  const unreachable = { kind: 'unreachable' } as const;

  test('is told once what is in the way, however often it is tried', () => {
    const first = syncAnnouncement(waiting(unreachable));
    expect(first).toMatch(/^Paused: goes on by itself\. Callbell cannot be reached/u);
    const trying = { ...NEVER_SYNCED, phase: { kind: 'running', run } } as const;
    expect(syncAnnouncement(trying)).toBeUndefined();
    expect(syncAnnouncement(waiting(unreachable, NEVER_SYNCED, NOW + 3_600_000))).toBe(first);
  });

  test('is told when it goes on, and when something else is in the way', () => {
    const phase = { kind: 'running', run: { ...run, failures: 0 } } as const;
    expect(syncAnnouncement({ ...NEVER_SYNCED, phase })).toBe('Reading contacts…');
    expect(syncAnnouncement(waiting({ kind: 'not-callbell' }))).toMatch(/did not come from/u);
  });
});
