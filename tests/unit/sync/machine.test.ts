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
  pages: 10,
  isLimited: false,
};

/** A run that stands at a step. */
function at(step: Step, run: Partial<Run> = {}, status: Partial<SyncStatus> = {}): SyncStatus {
  const kind = run.kind ?? 'whole';
  const phase = {
    kind: 'running' as const,
    run: { ...newRun(7, kind, NOW - MINUTE), ...run, step },
  };
  return { ...NEVER_SYNCED, ...status, phase };
}

let marks = 0;
/** By default a full page of an older release, which gives no cursors. */
const page = (parts: Partial<Extract<RunEvent, { kind: 'page-read' }>> = {}): RunEvent => ({
  kind: 'page-read',
  contacts: 20,
  fresh: 20,
  unreadable: [],
  pages: null,
  next: undefined,
  mark: [`page ${(marks += 1)}`],
  isSettled: false,
  isKnownPlace: false,
  ...parts,
});

const EMPTY: Parameters<typeof page>[0] = { contacts: 0, fresh: 0, mark: [] };

const list = (number: number, after: string | null = null): Step => ({
  kind: 'list',
  page: number,
  after,
});
const front = (number: number, after: string | null = null, round = 1): Step => ({
  kind: 'front',
  page: number,
  after,
  round,
});
const resume = (number: number, back = 1): Step => ({ kind: 'resume', page: number, back });
const refused: ApiError = { kind: 'rejected', status: 400 };

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
  it('comes after the names of the funnels, whether they can be had or not', () => {
    const begun = at({ kind: 'funnels' });
    expect(stepAfter(begun, { kind: 'funnels-read' })).toEqual(list(1));
    expect(stepAfter(begun, failed({ kind: 'not-found' }))).toEqual(list(1));
    expect(after(begun, failed({ kind: 'key-refused' })).phase.kind).toBe('waiting');
  });

  it('is read page by page, and it is known how much came', () => {
    const status = at(list(4), { read: 150, unreadable: 1, failures: 3 });
    const entry = { page: 4, position: 3, uuid: null, name: null };
    const then = after(status, page({ contacts: 70, fresh: 3, unreadable: [entry, entry] }));
    expect(runOf(then)).toMatchObject({
      step: list(5),
      read: 220,
      changed: 3,
      unreadable: 3,
      unreadableEntries: [entry, entry],
      pages: 4,
      failures: 0,
    });
  });

  it('is read by cursor wherever an answer has one', () => {
    expect(stepAfter(at(list(1)), page({ next: 'a' }))).toEqual(list(2, 'a'));
    expect(stepAfter(at(list(7, 'a')), page({ next: 'b', pages: 3 }))).toEqual(list(8, 'b'));
  });

  it.each([
    ['an empty page', list(9), page(EMPTY)],
    ['an empty page behind a cursor', list(9, 'a'), page({ ...EMPTY, next: 'b' })],
    ['no further cursor', list(9, 'a'), page({ next: null })],
    ['no further cursor, and all pages read', list(9, 'a'), page({ next: null, pages: 9 })],
  ])('ends with %s; then its front is read', (_, step, event) => {
    expect(stepAfter(at(step, { pages: 8 }), event)).toEqual(front(1));
  });

  it('of one page was read in one moment: nobody can have moved meanwhile', () => {
    expect(stepAfter(at(list(1)), page({ next: null }))).toEqual({ kind: 'compare' });
    expect(stepAfter(at(list(2), { pages: 1 }), page(EMPTY))).toEqual({ kind: 'compare' });
  });

  it('without cursors ends where nothing comes, whatever the number of pages says', () => {
    expect(stepAfter(at(list(3)), page({ pages: 1 }))).toEqual(list(4));
    expect(stepAfter(at(list(3)), page({ pages: 3 }))).toEqual(list(4));
  });

  it('whose cursor ends before its pages do is looked at by number, and known to be short', () => {
    const early = after(at(list(3, 'a')), page({ next: null, pages: 6 }));
    expect(runOf(early)?.step).toEqual(resume(3));
    const found = after(early, page({ next: null, pages: 6, isKnownPlace: true }));
    expect(runOf(found)?.step).toEqual(list(4));
    expect(stepAfter(found, page({ next: 'b', pages: 6 }))).toEqual(list(5));
    // Those who have moved while a long list was read are not missing at its end.
    expect(stepAfter(at(list(4_950, 'a')), page({ next: null, pages: 5_000 }))).toEqual(front(1));
    expect(stepAfter(at(list(900, 'a')), page({ next: null, pages: 5_000 }))).toEqual(resume(500));
  });

  it('S8 that repeats its last page is at its end if it says so twice', () => {
    let status = at(list(1));
    const steps: unknown[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      status = after(status, page({ mark: ['the', 'same'] }));
      steps.push(runOf(status)?.step);
    }
    expect(steps).toEqual([list(2), list(3), front(1)]);
    const long = at(list(100_000));
    expect(after(long, page()).phase).toMatchObject({ error: { kind: 'endless' } });
  });

  it.each([
    ['points to itself', ['a', 'a']],
    ['comes again', ['a', 'b', 'a', 'b', 'a', 'b']],
    ['comes again much later', Array.from('abcdefgh'.repeat(3))],
  ])('whose cursor %s is read on by page numbers', (_, cursors) => {
    let status = at(list(1));
    let steps = 0;
    while (runOf(status)?.step.kind === 'list' && steps < 40) {
      status = after(status, page({ next: cursors[steps] ?? 'a' }));
      steps += 1;
    }
    expect(runOf(status)).toMatchObject({ step: { kind: 'resume' }, distrustsCursors: true });
    const known = after(status, page({ next: 'a', isKnownPlace: true }));
    expect(runOf(known)?.step).toEqual(list(steps + 1));
  });

  it('whose cursors are new and lead to the same page is read on by page numbers', () => {
    const first = after(at(list(1)), page({ next: 'a', mark: ['x', 'y'] }));
    expect(stepAfter(first, page({ next: 'b', mark: ['x', 'y'] }))).toEqual(resume(2));
  });

  it('S9 that is empty is asked for once more', () => {
    const asked = after(at(list(1)), page(EMPTY));
    expect(runOf(asked)?.step).toEqual(front(1));
    expect(stepAfter(asked, page(EMPTY))).toEqual({ kind: 'compare' });
    // The first answer was wrong: the list is read after all.
    expect(stepAfter(asked, page())).toEqual(list(2));
    expect(stepAfter(asked, page({ next: 'a' }))).toEqual(list(2, 'a'));
  });

  it('S23 of which more than a fifth cannot be read is not used', () => {
    const entries = Array.from({ length: 13 }, (_, index) => ({
      page: 1,
      position: index + 1,
      uuid: null,
      name: null,
    }));
    const status = at(list(1));
    const drifted = after(status, page({ contacts: 37, unreadable: entries }));
    expect(drifted.phase).toMatchObject({ kind: 'failed', error: { kind: 'unreadable' } });
    const some = page({ contacts: 37, unreadable: entries.slice(0, 9) });
    expect(stepAfter(status, some)).toEqual(list(2));
  });

  it('of which Callbell gives only 500 pages by number is known to be longer', () => {
    const status = at(list(501), { pages: 500, read: 10_000 }, { lastWhole: WHOLE });
    const limited = after(status, failed(refused));
    expect(runOf(limited)).toMatchObject({ step: front(1), isLimited: true });
    const settled = after(limited, page({ isSettled: true }));
    // Whoever is not on those pages may be on the others: nobody is asked for, nobody goes.
    const compared = after(settled, { kind: 'compared', absent: 3_000, of: 13_000 });
    expect(compared.missing).toBeNull();
    expect(runOf(compared)?.step).toEqual({ kind: 'count' });
    const done = after(at({ kind: 'finish' }, { isLimited: true }), {
      kind: 'finished',
      contacts: 10_000,
    });
    expect(done.lastWhole).toMatchObject({ contacts: 10_000, isLimited: true });
    // An older release that goes on is read on; any other refusal is no end.
    expect(stepAfter(status, page())).toEqual(list(502));
    expect(after(at(list(500)), failed(refused)).phase.kind).toBe('waiting');
  });
});

describe('a cursor that Callbell does not take', () => {
  it('is tried once more; then the place is looked for by number, a page before', () => {
    const status = at(list(40, 'a'), { pages: 39 });
    const once = after(status, failed(refused));
    expect(once.phase).toMatchObject({ kind: 'waiting', run: { step: list(40, 'a') } });
    const twice = after(once, failed(refused));
    expect(runOf(twice)).toMatchObject({ step: resume(39), timesLost: 1, failures: 0 });
  });

  it('of a long list is looked for on the last page that has a number', () => {
    const status = at(list(4_000, 'a'), { failures: 1 });
    expect(stepAfter(status, failed(refused))).toEqual(resume(500));
  });

  it('has the list go on from a page that was read in this run, else from further ahead', () => {
    const known = page({ isKnownPlace: true, next: 'b' });
    expect(stepAfter(at(resume(39)), known)).toEqual(list(40, 'b'));
    expect(stepAfter(at(resume(39)), page({ next: 'b' }))).toEqual(resume(38, 2));
    expect(stepAfter(at(resume(38, 2)), page({ next: 'b' }))).toEqual(resume(36, 4));
    expect(stepAfter(at(resume(36, 4)), failed(refused))).toEqual(resume(32, 8));
    expect(stepAfter(at(resume(3, 8)), page(EMPTY))).toEqual(resume(1, 16));
    expect(stepAfter(at(resume(1, 16)), page({ next: 'b' }))).toEqual(list(2, 'b'));
    expect(stepAfter(at(resume(1, 16)), page(EMPTY))).toEqual(front(1));
  });

  it('again and again has the rest be read by page numbers', () => {
    const status = at(list(40, 'a'), { failures: 1, timesLost: 9 });
    const then = after(status, failed(refused));
    expect(runOf(then)).toMatchObject({ step: resume(39), distrustsCursors: true });
    expect(stepAfter(then, page({ isKnownPlace: true, next: 'b' }))).toEqual(list(40));
  });

  it('of the front has the front be begun again', () => {
    const status = at(front(3, 'a', 2), { failures: 1 });
    expect(stepAfter(status, failed(refused))).toEqual(front(1, null, 2));
    const often = at(front(3, 'a', 2), { failures: 1, timesLost: 9 });
    expect(stepAfter(often, failed(refused))).toEqual({ kind: 'compare' });
    const quick = at(front(3, 'a'), { kind: 'quick', failures: 1, timesLost: 9 });
    expect(stepAfter(quick, failed(refused))).toEqual({ kind: 'finish' });
  });

  it('ends, whatever Callbell answers', () => {
    const answers = fc.array(
      fc.oneof(
        fc.constant(failed(refused)),
        fc
          .record({
            contacts: fc.constantFrom(0, 20),
            next: fc.constantFrom<string | null | undefined>('a', 'b', 'c', null, undefined),
            pages: fc.constantFrom(null, 1, 7, 900),
            mark: fc.constantFrom(['x'], ['y'], ['z']),
            isKnownPlace: fc.boolean(),
            isSettled: fc.boolean(),
          })
          .map(page),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(answers, fc.constantFrom('whole' as const, 'quick' as const), (cycle, kind) => {
        let status = at(kind === 'whole' ? list(1) : front(1), { kind }, { lastWhole: WHOLE });
        let events = 0;
        const isReading = (): boolean =>
          ['list', 'front', 'resume'].includes(runOf(status)?.step.kind ?? '');
        const isFarOn = (): boolean => {
          const step = runOf(status)?.step;
          // By number it only goes on; a list of 100,000 pages is given up.
          return step?.kind === 'list' && step.after === null && step.page > 500;
        };
        for (; isReading() && !isFarOn() && events < 2_000; events += 1) {
          const event = cycle[events % cycle.length];
          if (event) status = after(status, event);
          // What is refused for good is waited for: that is no end, and no loop without a pause.
          const { phase } = status;
          if (phase.kind === 'waiting' && phase.run.failures > 4) return;
          if (phase.kind === 'waiting') {
            status = { ...status, phase: { kind: 'running', run: phase.run } };
          }
        }
        expect(events).toBeLessThan(2_000);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the front', () => {
  it('S5 is read until nobody on a page has moved, and again until nobody moves meanwhile', () => {
    const status = at(front(1), { read: 500, pages: 25 });
    expect(stepAfter(status, page({ next: 'a' }))).toEqual(front(2, 'a'));
    expect(
      stepAfter(at(front(2, 'a'), { pages: 25 }), page({ next: 'b', isSettled: true })),
    ).toEqual({
      ...front(1),
      round: 2,
    });
    const again = at(front(1, null, 2), { pages: 25 });
    expect(stepAfter(again, page({ next: 'a', isSettled: true }))).toEqual({ kind: 'compare' });
    expect(stepAfter(at(front(9, 'a', 10)), page({ isSettled: true }))).toEqual({
      kind: 'compare',
    });
  });

  it('goes on where nothing has changed but somebody has moved', () => {
    expect(stepAfter(at(front(1), { pages: 9 }), page({ fresh: 0 }))).toEqual(front(2));
  });
});

describe('a quick sync', () => {
  const quick = (step: Step): SyncStatus => at(step, { kind: 'quick' }, { lastWhole: WHOLE });

  it('reads the front, and one page on which nobody has moved', () => {
    expect(newRun(1, 'quick', NOW)).toMatchObject({ step: front(1) });
    expect(stepAfter(quick(front(1)), page({ fresh: 0, next: 'a' }))).toEqual(front(2, 'a'));
    const settled = page({ isSettled: true, next: 'b' });
    expect(stepAfter(quick(front(2, 'a')), settled)).toEqual({ kind: 'finish' });
    expect(stepAfter(quick(front(1)), settled)).toEqual({ kind: 'finish' });
  });

  it.each([page({ next: null }), page(EMPTY)])('of a short list reads it once: %o', (end) => {
    expect(stepAfter(quick(front(1)), end)).toEqual({ kind: 'finish' });
  });

  it('that has read half of the list reads the rest, too', () => {
    const large = { lastWhole: { ...WHOLE, pages: 300 } };
    const before = at(front(149, 'a'), { kind: 'quick' }, large);
    expect(stepAfter(before, page({ next: 'b' }))).toEqual(front(150, 'b'));
    const half = after(at(front(150, 'b'), { kind: 'quick' }, large), page({ next: 'c' }));
    expect(runOf(half)).toMatchObject({ kind: 'whole', step: list(151, 'c'), pages: 150 });
    // Of a small one it may read twenty pages.
    expect(stepAfter(quick(front(19, 'a')), page({ next: 'b' }))).toEqual(front(20, 'b'));
    expect(stepAfter(quick(front(20, 'a')), page({ next: 'b' }))).toEqual(list(21, 'b'));
  });
});

describe('contacts that were not in the list', () => {
  const compare = at({ kind: 'compare' }, {}, { lastWhole: WHOLE });

  it('are none, and it is done', () => {
    const then = after(compare, { kind: 'compared', absent: 0, of: 500 });
    expect(runOf(then)?.step).toEqual({ kind: 'count' });
  });

  it('are asked for one by one, beginning anywhere, and not too many at once', () => {
    const then = after(compare, { kind: 'compared', absent: 1_000, of: 100_000 });
    const step = { kind: 'check', checked: 0, of: 200, absent: 1_000, first: 500 };
    expect(runOf(then)?.step).toEqual(step);
    expect(stepAfter(then, { kind: 'checked', isGone: false })).toEqual({ ...step, checked: 1 });
    expect(runOf(after(then, { kind: 'checked', isGone: true }))?.gone).toBe(1);
    const last = at({ kind: 'check', checked: 199, of: 200, absent: 1_000, first: 5 });
    expect(stepAfter(last, { kind: 'checked', isGone: true })).toEqual({ kind: 'count' });
  });

  it('and are very many are kept, and the user is asked', () => {
    const then = after(compare, { kind: 'compared', absent: 120, of: 500 });
    expect(then).toMatchObject({ missing: { contacts: 120, of: 500 } });
    expect(runOf(then)?.step).toEqual({ kind: 'count' });
    expect(needsUser(then)).toBe(true);
    // Of a small account a few are many, and are checked all the same.
    expect(after(compare, { kind: 'compared', absent: 20, of: 20 }).missing).toBeNull();
    expect(after(compare, { kind: 'compared', absent: 100, of: 500 }).missing).toBeNull();
  });

  it('and are to be kept are no new question, until they are more', () => {
    const kept = { ...compare, mayBeMissing: 120 };
    expect(after(kept, { kind: 'compared', absent: 125, of: 500 }).missing).toBeNull();
    expect(runOf(after(kept, { kind: 'compared', absent: 125, of: 500 }))?.step).toEqual({
      kind: 'count',
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
      expect(stepAfter(then, failed(error))).toEqual({ kind: 'count' });
      const answered = after(then, { kind: 'checked', isGone: false });
      expect(stepAfter(answered, failed(error))).toEqual({ ...step, checked: 9 });
      expect(stepAfter(at({ ...step, checked: 199 }), failed(error))).toEqual({ kind: 'count' });
    });

    it('are asked for again where that may help, five times', () => {
      let then = at(step);
      for (let nth = 1; nth < 5; nth += 1) {
        then = after(then, failed({ kind: 'server', status: 500, retryAfterMs: null }));
        expect(then.phase.kind).toBe('waiting');
        expect(runOf(then)?.step).toEqual(step);
      }
      expect(stepAfter(then, failed({ kind: 'server', status: 500, retryAfterMs: null }))).toEqual({
        kind: 'count',
      });
    });

    it('end the sync if it is the key', () => {
      const once = after(at(step), failed({ kind: 'key-refused' }));
      expect(once.phase.kind).toBe('waiting');
      const then = after(once, failed({ kind: 'key-refused' }));
      expect(then.phase).toMatchObject({ kind: 'failed', error: { kind: 'key-refused' } });
    });
  });

  it('are all asked for if the user says so', () => {
    const all = at({ kind: 'compare' }, { checksAll: true });
    expect(stepAfter(all, { kind: 'compared', absent: 400, of: 500 })).toMatchObject({ of: 400 });
  });
});

describe('the end', () => {
  it('of the first sync by page numbers has a second whole one follow soon', () => {
    const byNumber = at({ kind: 'finish' }, { isByNumber: true });
    const first = after(byNumber, { kind: 'finished', contacts: 42 });
    expect(first.phase).toEqual({ kind: 'idle' });
    expect(first.lastWhole).toMatchObject({ contacts: 42, finishedAt: NOW });
    expect(first.next.whole).toBe(NOW + 2 * MINUTE);
    // By cursor, nobody can have been hidden.
    const byCursor = after(at({ kind: 'finish' }), { kind: 'finished', contacts: 42 });
    expect(byCursor.next.whole).toBe(NOW + 6 * HOUR);
  });

  it('of a later one has the next come after the interval', () => {
    const status = at({ kind: 'finish' }, {}, { lastWhole: WHOLE });
    const then = after(status, { kind: 'finished', contacts: 42 });
    expect(then.next).toEqual({ quick: NOW + 5 * MINUTE, whole: NOW + 6 * HOUR });
  });

  it('of one that has brought little has whole ones come less often, of a large account', () => {
    const run = { pages: 5_000, changed: 3 };
    const status = at({ kind: 'finish' }, run, { lastWhole: WHOLE });
    const then = after(status, { kind: 'finished', contacts: 100_000 });
    expect(then.thrift).toBe(2);
    expect(then.next.whole - NOW).toBe(2 * 5_000 * 10_000);
    const much = at({ kind: 'finish' }, { ...run, gone: 2_000 }, { ...then, lastWhole: WHOLE });
    expect(after(much, { kind: 'finished', contacts: 100_000 }).thrift).toBe(1);
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
  const status = at(list(3));

  it.each<ApiError>([{ kind: 'key-refused' }, { kind: 'not-permitted' }])(
    'because of the key is tried once more; then the run stops, and keeps its place: %o',
    (error) => {
      const once = after(status, failed(error));
      expect(waitOf(once)).toBe(10_000);
      expect(needsUser(once)).toBe(false);
      const then = after(once, failed(error));
      expect(then.phase).toMatchObject({
        kind: 'failed',
        error,
        at: NOW,
        paused: { step: list(3) },
      });
      expect(needsUser(then)).toBe(true);
    },
  );

  it.each<ApiError>([
    { kind: 'not-found' },
    { kind: 'rejected', status: 422 },
    { kind: 'not-callbell' },
  ])('for whatever reason does not end the run: %o', (error) => {
    const then = after(status, failed(error));
    expect(then.phase).toMatchObject({ kind: 'waiting', error, run: { step: list(3) } });
    expect(needsUser(then)).toBe(false);
  });

  it.each<[ApiError, number]>([
    [{ kind: 'server', status: 503, retryAfterMs: null }, 300_000],
    [{ kind: 'not-callbell' }, 300_000],
    [{ kind: 'unreachable' }, 60_000],
    [{ kind: 'timed-out' }, 60_000],
  ])(
    'S16 for now is tried again: later and later, five times, and then still: %o',
    (error, most) => {
      let then = status;
      const waits: number[] = [];
      for (let nth = 0; nth < 8; nth += 1) {
        then = after(then, failed(error));
        waits.push(waitOf(then));
      }
      expect(waits).toEqual([2_000, 3_000, 5_000, 9_000, 17_000, most, most, most]);
      expect(runOf(then)?.step).toEqual(list(3));
      expect(runOf(after(then, page()))?.failures).toBe(0);
    },
  );

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
      next: fc.option(fc.string({ minLength: 1, maxLength: 2 }), { freq: 2 }),
      mark: fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
      isSettled: fc.boolean(),
      isKnownPlace: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('compared' as const),
      absent: fc.nat(1_000),
      of: fc.nat(1_000),
    }),
    fc.constantFrom<RunEvent>(
      { kind: 'funnels-read' },
      { kind: 'checked', isGone: false },
      { kind: 'counted', isAll: true },
      failed({ kind: 'rejected', status: 400 }),
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
            phase: { kind: 'running', run: newRun(1, kind, NOW) },
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
