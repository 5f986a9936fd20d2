import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestNext } from '../../../utils/sync/pace.ts';

const PACE = { perSecond: 5 };

/** When requests start that take so long each, with the work after them, in milliseconds. */
function startsOf(durations: readonly number[], random: () => number): number[] {
  const starts: number[] = [];
  let now = 0;
  let earliest = 0;
  for (const duration of durations) {
    now = Math.max(now, earliest);
    starts.push(now);
    earliest = earliestNext(earliest, now, PACE, random());
    now += duration;
  }
  return starts;
}

const durations = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 2, maxLength: 60 });

describe('the pace of requests', () => {
  it('is kept where answers are quick, with a jitter of a quarter', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const [first = 0, second = 0, third = 0] = startsOf([0, 0, 0], () => random);
        expect(second - first).toBeCloseTo(third - second, 6);
        expect(second - first).toBeGreaterThanOrEqual(150);
        expect(second - first).toBeLessThan(250);
      }),
    );
  });

  it('makes up for an answer that was slow', () => {
    const starts = startsOf([700, ...Array.from({ length: 10 }, () => 50)], () => 0.5);
    expect(starts[1]).toBe(700);
    expect(starts.at(-1)).toBe(2_000);
  });

  it('never makes up for more than a second', () => {
    fc.assert(
      fc.property(durations, (taken) => {
        const starts = startsOf(taken, () => 0.5);
        for (const [index, start] of starts.entries()) {
          for (const [later, end] of starts.entries()) {
            if (later <= index) continue;
            expect(end - start).toBeGreaterThanOrEqual((later - index) * 200 - 1_000);
          }
        }
      }),
    );
  });
});
