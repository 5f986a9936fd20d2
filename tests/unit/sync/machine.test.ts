import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiError } from '../../../utils/api/errors.ts';
import { newRun, next, type RunEvent } from '../../../utils/sync/machine.ts';
import {
  needsUser,
  NEVER_SYNCED,
  type Run,
  runOf,
  type Step,
  type SyncStatus,
  syncStatusSchema,
} from '../../../utils/sync/status.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const GIVEN = { now: NOW, random: 0.5, intervals: { quick: 5 * MINUTE, whole: 6 * HOUR } };

const WHOLE = {
  finishedAt: NOW - HOUR,
  contacts: 500,
  unreadable: 0,
  unreadableEntries: [],
  lastPage: 10,
};

/** A run that stands at a step. */
function at(step: Step, run: Partial<Run> = {}, status: Partial<SyncStatus> = {}): SyncStatus {
  const kind = run.kind ?? 'whole';
  const phase = {
    kind: 'running' as const,
    run: { ...newRun(7, kind, NEVER_SYNCED, NOW - MINUTE), ...run, step },
  };
  return { ...NEVER_SYNCED, ...status, phase };
}

let marks = 0;
const page = (parts: Partial<Extract<RunEvent, { kind: 'page-read' }>> = {}): RunEvent => ({
  kind: 'page-read',
  contacts: 50,
  fresh: 50,
  unreadable: [],
  pages: null,
  mark: `page ${(marks += 1)}`,
  ...parts,
});

const EMPTY: Parameters<typeof page>[0] = { contacts: 0, fresh: 0, mark: '' };

const failed = (error: ApiError): RunEvent => ({ kind: 'failed', error });
const after = (status: SyncStatus, event: RunEvent): SyncStatus => next(status, event, GIVEN);
const stepAfter = (status: SyncStatus, event: RunEvent): Step | undefined =>
  runOf(after(status, event))?.step;

/** How long it is waited, in milliseconds. */
function waitOf({ phase }: SyncStatus): number {
  if (phase.kind !== 'waiting') throw new Error(phase.kind);
  return phase.until - NOW;
}

describe('the list', () => {
  it('is read page by page, and it is known how much came', () => {
    const status = at({ kind: 'list', page: 4 }, { read: 150, unreadable: 1, failures: 3 });
    const entry = { page: 4, position: 3, uuid: null, name: null };
    const then = after(status, page({ contacts: 70, unreadable: [entry, entry] }));
    expect(runOf(then)).toMatchObject({
      step: { kind: 'list', page: 5 },
      read: 220,
      unreadable: 3,
      unreadableEntries: [entry, entry],
      lastPage: 4,
      failures: 0,
    });
  });

  it.each([
    ['an empty page', 9, page(EMPTY)],
    ['the last page, where that is known', 8, page({ pages: 8 })],
    ['a page beyond it', 9, page({ pages: 8 })],
  ])('ends with %s; then its beginning is read again', (_, number, event) => {
    expect(stepAfter(at({ kind: 'list', page: number }), event)).toEqual({ kind: 'head', page: 1 });
  });

  it('S8 that repeats itself has no end', () => {
    let status = at({ kind: 'list', page: 1 });
    for (let nth = 0; nth < 3; nth += 1) status = after(status, page({ mark: 'the same' }));
    expect(status.phase).toEqual({ kind: 'failed', error: { kind: 'endless' }, at: NOW });
    const long = at({ kind: 'list', page: 100_000 });
    expect(after(long, page()).phase).toMatchObject({ error: { kind: 'endless' } });
  });

  it('S9 that is empty is asked for once more', () => {
    const asked = after(at({ kind: 'list', page: 1 }), page(EMPTY));
    expect(runOf(asked)?.step).toEqual({ kind: 'head', page: 1 });
    expect(stepAfter(asked, page(EMPTY))).toEqual({ kind: 'compare' });
    // The first answer was wrong: the list is read after all.
    expect(stepAfter(asked, page())).toEqual({ kind: 'list', page: 2 });
  });

  it('S23 of which more than a fifth cannot be read is not used', () => {
    const entries = Array.from({ length: 13 }, (_, index) => ({
      page: 1,
      position: index + 1,
      uuid: null,
      name: null,
    }));
    const status = at({ kind: 'list', page: 1 });
    const drifted = after(status, page({ contacts: 37, unreadable: entries }));
    expect(drifted.phase).toMatchObject({ kind: 'failed', error: { kind: 'unreadable' } });
    const some = page({ contacts: 37, unreadable: entries.slice(0, 9) });
    expect(stepAfter(status, some)).toEqual({ kind: 'list', page: 2 });
  });

  it('S5 has its beginning read until that brings nothing new', () => {
    const status = at({ kind: 'head', page: 1 }, { read: 500 });
    expect(stepAfter(status, page({ fresh: 3 }))).toEqual({ kind: 'head', page: 2 });
    expect(stepAfter(status, page({ fresh: 0 }))).toEqual({ kind: 'compare' });
    expect(stepAfter(at({ kind: 'head', page: 20 }, { read: 9 }), page())).toEqual({
      kind: 'compare',
    });
  });
});

describe('a quick sync', () => {
  const quick = (step: Step, lastPage = 10): SyncStatus =>
    at(step, { kind: 'quick', lastPage }, { lastWhole: WHOLE });

  it('begins at the head, and knows the last page', () => {
    const before = { ...NEVER_SYNCED, lastWhole: WHOLE };
    expect(newRun(1, 'quick', before, NOW)).toMatchObject({
      step: { kind: 'head', page: 1 },
      lastPage: 10,
    });
  });

  it('goes on while there is something new, then to the end', () => {
    expect(stepAfter(quick({ kind: 'head', page: 1 }), page({ fresh: 1 }))).toEqual({
      kind: 'head',
      page: 2,
    });
    const tail = after(quick({ kind: 'head', page: 2 }), page({ fresh: 0 }));
    expect(runOf(tail)?.step).toEqual({ kind: 'tail', page: 10, left: 20 });
    expect(stepAfter(tail, page({ fresh: 0 }))).toEqual({ kind: 'tail', page: 11, left: 19 });
    expect(stepAfter(tail, page(EMPTY))).toEqual({ kind: 'finish' });
  });

  it('of a short list reads it once', () => {
    const end = page({ fresh: 0, pages: 1 });
    expect(stepAfter(quick({ kind: 'head', page: 1 }, 1), end)).toEqual({ kind: 'finish' });
  });

  it.each<Step>([
    { kind: 'head', page: 20 },
    { kind: 'tail', page: 31, left: 0 },
  ])('that finds no end of what is new leaves it to a whole one: %o', (step) => {
    let status = after(quick(step), page());
    if (step.kind === 'head') status = after(status, page(EMPTY));
    expect(runOf(status)?.step).toEqual({ kind: 'finish' });
    expect(after(status, { kind: 'finished', contacts: 600 }).next.whole).toBe(NOW);
  });
});

describe('contacts that were not in the list', () => {
  const compare = at({ kind: 'compare' }, {}, { lastWhole: WHOLE });

  it('are none, and it is done', () => {
    const then = after(compare, { kind: 'compared', absent: 0, of: 500 });
    expect(runOf(then)?.step).toEqual({ kind: 'finish' });
  });

  it('are asked for one by one, beginning anywhere, and not too many at once', () => {
    const then = after(compare, { kind: 'compared', absent: 1_000, of: 100_000 });
    const step = { kind: 'check', checked: 0, of: 200, absent: 1_000, first: 500 };
    expect(runOf(then)?.step).toEqual(step);
    expect(stepAfter(then, { kind: 'checked' })).toEqual({ ...step, checked: 1 });
    const last = at({ kind: 'check', checked: 199, of: 200, absent: 1_000, first: 5 });
    expect(stepAfter(last, { kind: 'checked' })).toEqual({ kind: 'finish' });
  });

  it('and are very many are kept, and the user is asked', () => {
    const then = after(compare, { kind: 'compared', absent: 120, of: 500 });
    expect(then).toMatchObject({ missing: { contacts: 120, of: 500 } });
    expect(runOf(then)?.step).toEqual({ kind: 'finish' });
    expect(needsUser(then)).toBe(true);
    // Of a small account a few are many, and are checked all the same.
    expect(after(compare, { kind: 'compared', absent: 20, of: 20 }).missing).toBeNull();
    expect(after(compare, { kind: 'compared', absent: 100, of: 500 }).missing).toBeNull();
  });

  it('and are to be kept are no new question, until they are more', () => {
    const kept = { ...compare, mayBeMissing: 120 };
    expect(after(kept, { kind: 'compared', absent: 125, of: 500 }).missing).toBeNull();
    expect(runOf(after(kept, { kind: 'compared', absent: 125, of: 500 }))?.step).toEqual({
      kind: 'finish',
    });
    expect(after(kept, { kind: 'compared', absent: 200, of: 500 }).missing).not.toBeNull();
    expect(after(kept, { kind: 'compared', absent: 3, of: 500 }).mayBeMissing).toBe(0);
  });

  describe('and of whom Callbell says nothing', () => {
    const step = { kind: 'check', checked: 3, of: 200, absent: 300, first: 5 } as const;

    it.each<ApiError>([
      { kind: 'not-callbell' },
      { kind: 'not-permitted' },
      { kind: 'rejected', status: 422 },
    ])('stay, and the next one is asked for: %o', (error) => {
      let then = at(step);
      for (const checked of [4, 5, 6, 7]) {
        then = after(then, failed(error));
        expect(runOf(then)?.step).toEqual({ ...step, checked });
      }
      // It is no single contact: no more are asked for.
      expect(stepAfter(then, failed(error))).toEqual({ kind: 'finish' });
      const answered = after(then, { kind: 'checked' });
      expect(stepAfter(answered, failed(error))).toEqual({ ...step, checked: 9 });
      expect(stepAfter(at({ ...step, checked: 199 }), failed(error))).toEqual({ kind: 'finish' });
    });

    it('are asked for again where that may help, five times', () => {
      let then = at(step);
      for (let nth = 1; nth < 5; nth += 1) {
        then = after(then, failed({ kind: 'server', status: 500 }));
        expect(then.phase.kind).toBe('waiting');
        expect(runOf(then)?.step).toEqual(step);
      }
      expect(stepAfter(then, failed({ kind: 'server', status: 500 }))).toEqual({ kind: 'finish' });
    });

    it('end the sync if it is the key', () => {
      const then = after(at(step), failed({ kind: 'key-refused' }));
      expect(then.phase).toMatchObject({ kind: 'failed', error: { kind: 'key-refused' } });
    });
  });

  it('are all asked for if the user says so', () => {
    const all = at({ kind: 'compare' }, { checksAll: true });
    expect(stepAfter(all, { kind: 'compared', absent: 400, of: 500 })).toMatchObject({ of: 400 });
  });
});

describe('the end', () => {
  it('of the first sync has a second whole one follow soon', () => {
    const first = after(at({ kind: 'finish' }), { kind: 'finished', contacts: 42 });
    expect(first.phase).toEqual({ kind: 'idle' });
    expect(first.lastWhole).toMatchObject({ contacts: 42, finishedAt: NOW });
    expect(first.next.whole).toBe(NOW + 2 * MINUTE);
  });

  it('of a later one has the next come after the interval', () => {
    const status = at({ kind: 'finish' }, {}, { lastWhole: WHOLE });
    const then = after(status, { kind: 'finished', contacts: 42 });
    expect(then.next).toEqual({ quick: NOW + 5 * MINUTE, whole: NOW + 6 * HOUR });
  });

  it('of a quick one leaves the time of the whole one', () => {
    const quick = { kind: 'quick' } as const;
    const status = at({ kind: 'finish' }, quick, {
      lastWhole: WHOLE,
      next: { quick: 0, whole: 7 },
    });
    const then = after(status, { kind: 'finished', contacts: 501 });
    expect(then.next.whole).toBe(7);
    expect(then.lastWhole).toEqual({ ...WHOLE, contacts: 501 });
    expect(then.lastSync).toBe(NOW);
  });
});

describe('a request that failed', () => {
  const status = at({ kind: 'list', page: 3 });

  it.each<ApiError>([
    { kind: 'key-refused' },
    { kind: 'not-permitted' },
    { kind: 'not-found' },
    { kind: 'rejected', status: 422 },
    { kind: 'not-callbell' },
  ])('for good ends the run: %o', (error) => {
    const then = after(status, failed(error));
    expect(then.phase).toEqual({ kind: 'failed', error, at: NOW });
    expect(needsUser(then)).toBe(error.kind === 'key-refused' || error.kind === 'not-permitted');
  });

  it.each<ApiError>([
    { kind: 'server', status: 503 },
    { kind: 'unreachable' },
    { kind: 'timed-out' },
  ])('S16 for now is tried again: later and later, five times, and then still: %o', (error) => {
    let then = status;
    const waits: number[] = [];
    for (let nth = 0; nth < 8; nth += 1) {
      then = after(then, failed(error));
      waits.push(waitOf(then));
    }
    expect(waits).toEqual([2_000, 3_000, 5_000, 9_000, 17_000, 300_000, 300_000, 300_000]);
    expect(runOf(then)?.step).toEqual({ kind: 'list', page: 3 });
    expect(runOf(after(then, page()))?.failures).toBe(0);
  });

  it.each([
    [0, 1_000],
    [30_000, 30_000],
    [1e12, 900_000],
    [Number.MAX_SAFE_INTEGER, 900_000],
    [null, 2_000],
  ])('S15 because of the limit waits as it is told, within reason: %o', (retryAfterMs, wait) => {
    const then = after(status, failed({ kind: 'rate-limited', retryAfterMs }));
    expect(waitOf(then)).toBe(wait);
  });

  it('because of the limit halves the pace; answers raise it again', () => {
    const slower = after(status, failed({ kind: 'rate-limited', retryAfterMs: null }));
    expect(slower.pace.perSecond).toBe(2.5);
    expect(after(slower, page()).pace.perSecond).toBe(2.505);
    let slowest = status;
    for (let nth = 0; nth < 30; nth += 1) {
      slowest = after(slowest, failed({ kind: 'rate-limited', retryAfterMs: 0 }));
    }
    expect(slowest.pace.perSecond).toBe(0.05);
    expect(after(status, page()).pace.perSecond).toBe(5);
  });
});

describe('for any course of events', () => {
  const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('page-read' as const),
      contacts: fc.nat(60),
      fresh: fc.nat(60),
      unreadable: fc.constant([]),
      pages: fc.option(fc.integer({ min: 1, max: 30 })),
      mark: fc.string(),
    }),
    fc.record({
      kind: fc.constant('compared' as const),
      absent: fc.nat(1_000),
      of: fc.nat(1_000),
    }),
    fc.constantFrom<RunEvent>(
      { kind: 'checked' },
      { kind: 'finished', contacts: 5 },
      failed({ kind: 'rate-limited', retryAfterMs: null }),
      failed({ kind: 'timed-out' }),
      failed({ kind: 'not-callbell' }),
      failed({ kind: 'key-refused' }),
      { kind: 'storage-failed', error: { kind: 'storage-full' } },
    ),
  );
  const anyGiven = fc.record({
    now: fc.integer({ min: 0, max: 4e12 }),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    intervals: fc.constant(GIVEN.intervals),
  });

  it('the status can be stored and read, and the pace stays within its bounds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('whole' as const, 'quick' as const),
        fc.array(fc.tuple(anyEvent, anyGiven), { maxLength: 40 }),
        (kind, events) => {
          let status: SyncStatus = {
            ...NEVER_SYNCED,
            phase: { kind: 'running', run: newRun(1, kind, NEVER_SYNCED, NOW) },
          };
          for (const [event, given] of events) {
            status = next(status, event, given);
            expect(syncStatusSchema.parse(structuredClone(status))).toEqual(status);
            expect(status.pace.perSecond).toBeGreaterThanOrEqual(0.05);
            expect(status.pace.perSecond).toBeLessThanOrEqual(5);
          }
        },
      ),
    );
  });
});
