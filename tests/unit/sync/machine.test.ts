import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApiError, apiErrorSchema } from '../../../utils/api/errors.ts';
import { type Decision, newPass, next, type PassEvent } from '../../../utils/sync/machine.ts';
import { type Pass, syncStatusSchema } from '../../../utils/sync/status.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

const pass = (parts: Partial<Pass> = {}): Pass => ({ ...newPass(7, NOW - MINUTE), ...parts });

const page = (parts: Partial<Extract<PassEvent, { kind: 'page-read' }>> = {}): PassEvent => ({
  kind: 'page-read',
  contacts: 50,
  rows: 1,
  unreadable: 0,
  pages: null,
  ...parts,
});

const failed = (error: ApiError): PassEvent => ({ kind: 'request-failed', error });

/** How long a decision waits, in milliseconds. */
function waitOf({ phase }: Decision): number {
  if (phase.kind !== 'waiting') throw new Error(phase.kind);
  return phase.until - NOW;
}

const TRANSIENT: ApiError[] = [
  { kind: 'rate-limited', retryAfterMs: null },
  { kind: 'server', status: 503 },
  { kind: 'unreachable' },
  { kind: 'timed-out' },
];

const FINAL: ApiError[] = [
  { kind: 'key-refused' },
  { kind: 'not-permitted' },
  { kind: 'not-found' },
  { kind: 'rejected', status: 422 },
  { kind: 'not-callbell' },
  { kind: 'endless' },
];

it('begins at the first page with nothing', () => {
  expect(newPass(3, NOW)).toEqual({
    generation: 3,
    startedAt: NOW,
    nextPage: 1,
    nextRow: 0,
    contacts: 0,
    unreadable: 0,
    failures: 0,
  });
});

describe('after a page', () => {
  it('reads the next one, and knows how much came', () => {
    const before = pass({ nextPage: 4, nextRow: 6, contacts: 150, unreadable: 1, failures: 3 });
    const decision = next(before, page({ contacts: 70, rows: 2, unreadable: 5 }), NOW, 0);
    const after = { nextPage: 5, nextRow: 8, contacts: 220, unreadable: 6, failures: 0 };
    expect(decision).toEqual({
      do: 'read-page',
      phase: { kind: 'running', pass: { ...before, ...after } },
    });
  });

  it('ends at an empty one', () => {
    const decision = next(pass({ nextPage: 4, contacts: 150 }), page({ contacts: 0 }), NOW, 0);
    expect(decision.do).toBe('activate');
    expect(decision.phase).toMatchObject({ kind: 'running', pass: { contacts: 150 } });
  });

  it('ends at once if the account has no contacts', () => {
    expect(next(pass(), page({ contacts: 0, rows: 0 }), NOW, 0).do).toBe('activate');
  });

  it('goes on after a page that could not be read at all', () => {
    expect(next(pass(), page({ contacts: 0, unreadable: 50 }), NOW, 0).do).toBe('read-page');
  });

  it.each([
    [1, 3, 'read-page'],
    [2, 3, 'read-page'],
    [3, 3, 'activate'],
    [4, 3, 'activate'],
    [1, 1, 'activate'],
    [3, null, 'read-page'],
  ])('page %d of %s: %s', (nextPage, pages, decision) => {
    expect(next(pass({ nextPage }), page({ pages }), NOW, 0).do).toBe(decision);
  });

  it('gives up on a list that does not end', () => {
    let current = pass();
    for (let requests = 1; requests <= 100_000; requests += 1) {
      const { phase } = next(current, page(), NOW, 0);
      if (phase.kind === 'running') current = phase.pass;
      else {
        expect(phase).toEqual({ kind: 'failed', error: { kind: 'endless' }, at: NOW });
        expect(requests).toBe(20_000);
        return;
      }
    }
    throw new Error('it never gave up');
  });

  it('still ends properly at the last page that it would read', () => {
    expect(next(pass({ nextPage: 20_000 }), page({ contacts: 0 }), NOW, 0).do).toBe('activate');
    expect(next(pass({ nextPage: 20_000 }), page({ pages: 20_000 }), NOW, 0).do).toBe('activate');
  });
});

describe('after an error', () => {
  it.each(FINAL)('that only the user can mend, gives up: $kind', (error) => {
    expect(next(pass({ nextPage: 4 }), failed(error), NOW, 0.5)).toEqual({
      do: 'give-up',
      phase: { kind: 'failed', error, at: NOW },
    });
  });

  it.each(TRANSIENT)('that passes, waits where it stands: $kind', (error) => {
    const before = pass({ nextPage: 4, nextRow: 3, contacts: 150 });
    const decision = next(before, failed(error), NOW, 0.5);
    expect(decision.do).toBe('wait');
    expect(decision.phase).toMatchObject({
      kind: 'waiting',
      error,
      pass: { ...before, failures: 1 },
    });
  });

  it.each([
    [0, 1_000],
    [1, 1_000],
    [5_000, 5_000],
    [15 * MINUTE, 15 * MINUTE],
    [16 * MINUTE, 15 * MINUTE],
    [1e12, 15 * MINUTE],
    [Number.MAX_SAFE_INTEGER, 15 * MINUTE],
  ])('waits as long as Callbell says, within reason: %d ms', (retryAfterMs, wait) => {
    for (const failures of [0, 4, 5, 50]) {
      const event = failed({ kind: 'rate-limited', retryAfterMs });
      expect(waitOf(next(pass({ failures }), event, NOW, 0.9))).toBe(wait);
    }
  });

  it('waits longer from try to try, and spreads many browsers', () => {
    for (const error of TRANSIENT) {
      const longest = [0, 1, 2, 3, 4].map((failures) =>
        waitOf(next(pass({ failures }), failed(error), NOW, 0.999_999)),
      );
      expect(longest).toEqual(longest.toSorted((a, b) => a - b));
      expect(new Set(longest).size).toBe(longest.length);
      const shortest = waitOf(next(pass({ failures: 4 }), failed(error), NOW, 0));
      expect(shortest).toBeLessThan((longest[4] ?? 0) / 4);
    }
  });

  it('tries again every five minutes once five tries have failed', () => {
    for (const failures of [5, 6, 1_000]) {
      const event = failed({ kind: 'unreachable' });
      expect(waitOf(next(pass({ failures }), event, NOW, 0.3))).toBe(5 * MINUTE);
    }
  });

  it('forgets the failures with the next page', () => {
    const { phase } = next(pass({ failures: 9 }), page(), NOW, 0);
    expect(phase).toMatchObject({ pass: { failures: 0 } });
  });
});

const anyPass = fc.record<Pass>({
  generation: fc.integer({ min: 1, max: 1e9 }),
  startedAt: fc.integer({ min: 0, max: NOW }),
  nextPage: fc.integer({ min: 1, max: 20_001 }),
  nextRow: fc.nat(1e6),
  contacts: fc.nat(1e7),
  unreadable: fc.nat(1e7),
  failures: fc.nat(1e6),
});

const anyError = fc.oneof(
  fc.constantFrom(...FINAL, ...TRANSIENT),
  fc
    .oneof(fc.nat(), fc.maxSafeNat())
    .map((retryAfterMs): ApiError => ({ kind: 'rate-limited', retryAfterMs })),
);

const anyEvent = fc.oneof(
  anyError.map(failed),
  fc
    .record({
      contacts: fc.nat(10_000),
      rows: fc.nat(200),
      unreadable: fc.nat(10_000),
      pages: fc.option(fc.integer({ min: 1, max: 1e6 })),
    })
    .map(page),
);

/** As `Math.random`. */
const anyChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('whatever happens', () => {
  it('decides something that can be stored', () => {
    fc.assert(
      fc.property(anyPass, anyEvent, anyChance, (before, event, random) => {
        const { phase } = next(before, event, NOW, random);
        const status = { phase, lastWhole: null };
        expect(syncStatusSchema.parse(status)).toEqual(status);
      }),
    );
  });

  it('stays within its generation and never goes back', () => {
    fc.assert(
      fc.property(anyPass, anyEvent, anyChance, (before, event, random) => {
        const { phase } = next(before, event, NOW, random);
        if (!('pass' in phase)) return;
        expect(phase.pass.generation).toBe(before.generation);
        expect(phase.pass.startedAt).toBe(before.startedAt);
        expect(phase.pass.nextPage - before.nextPage).toBe(event.kind === 'page-read' ? 1 : 0);
        expect(phase.pass.nextRow).toBeGreaterThanOrEqual(before.nextRow);
      }),
    );
  });

  it('waits between a second and a quarter of an hour', () => {
    fc.assert(
      fc.property(anyPass, anyError, anyChance, (before, error, random) => {
        const decision = next(before, failed(error), NOW, random);
        if (decision.do !== 'wait') return;
        expect(waitOf(decision)).toBeGreaterThanOrEqual(1_000);
        expect(waitOf(decision)).toBeLessThanOrEqual(15 * MINUTE);
      }),
    );
  });

  it('does not touch the pass that it was given', () => {
    fc.assert(
      fc.property(anyPass, anyEvent, anyChance, (before, event, random) => {
        const copy = structuredClone(before);
        next(Object.freeze(before), event, NOW, random);
        expect(before).toEqual(copy);
      }),
    );
  });
});

it('knows what to do about every kind of error', () => {
  const kinds = apiErrorSchema.options.map((option) => option.shape.kind.value);
  const tested = [...FINAL, ...TRANSIENT].map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(tested.toSorted());
});
