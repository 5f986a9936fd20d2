// @vitest-environment happy-dom
import './setup.ts';
import { describe, expect, test } from 'vitest';
import { syncSummary } from '../../../components/sync-summary.ts';
import type { ApiError } from '../../../utils/api/errors.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import { NEVER_SYNCED, type SyncStatus } from '../../../utils/sync/status.ts';

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
];

const waiting = (error: ApiError): SyncStatus => ({
  ...NEVER_SYNCED,
  phase: { kind: 'waiting', run, error, until: NOW + 60_000 },
});

describe('a first sync', () => {
  test.each(ERRORS)('that waits ($kind) says how many contacts there are', (error) => {
    const { headline, details } = syncSummary(waiting(error), NOW);
    expect(headline).toMatch(/^Paused: goes on by itself at /u);
    expect(details).toHaveLength(2);
    expect(details[1]).toBe(
      '650 contacts so far. You can search what is there already. It is not complete yet.',
    );
    // What passes by itself needs nothing from the user but a connection.
    expect(details[0]).not.toMatch(/update lens|report|try again|copy/iu);
  });

  test('that Callbell has stopped says so, too', () => {
    const error = { kind: 'key-refused' } as const;
    const phase = { kind: 'failed', error, at: NOW, paused: run } as const;
    const { tone, details } = syncSummary({ ...NEVER_SYNCED, phase }, NOW);
    expect(tone).toBe('trouble');
    expect(details[0]).toMatch(/^Callbell did not accept the API key/u);
    expect(details[1]).toMatch(/^650 contacts so far\./u);
  });

  test('that has nothing yet counts nothing', () => {
    const phase = { kind: 'failed', error: { kind: 'endless' }, at: NOW, paused: null } as const;
    const { details } = syncSummary({ ...NEVER_SYNCED, phase }, NOW);
    expect(details.join(' ')).not.toMatch(/contacts so far/u);
  });
});

test('a list that Callbell cuts off says how many there are, and who is missing', () => {
  const lastWhole = { ...LAST_WHOLE, isLimited: true };
  const { tone, headline, details } = syncSummary({ ...NEVER_SYNCED, lastWhole }, NOW);
  expect(tone).toBe('calm');
  expect(headline).toBe('10,000 contacts · synced just now');
  expect(details).toEqual([
    'Callbell gives out only 10,000 contacts of this account. Whoever has not written for a long time is missing here.',
  ]);
  const whole = { ...NEVER_SYNCED, lastWhole: LAST_WHOLE };
  expect(syncSummary(whole, NOW).details).toEqual([]);
});
