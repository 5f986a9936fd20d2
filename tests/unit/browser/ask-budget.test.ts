import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeFromBudget } from '../../../utils/browser/ask-budget.ts';
import { stubLocks } from '../support/locks.ts';

const NOW = 1_700_000_000_000;
const SECOND = 1_000;

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
});

/** Asks about as many as one message can carry, again and again. */
async function takeAll(tabId: number, wanted: number, now = NOW, isAhead = false): Promise<number> {
  let granted = 0;
  for (let asked = 0; asked < wanted; asked += 200) {
    granted += await takeFromBudget(tabId, Math.min(200, wanted - asked), isAhead, now);
  }
  return granted;
}

describe('the budget of questions', () => {
  it('lets a user scroll through 5,000 rows as fast as can be', async () => {
    expect(await takeAll(1, 5_000)).toBe(5_000);
  });

  it('answers no more than one a second in a tab after that, for as long as one asks', async () => {
    expect(await takeAll(1, 100_000)).toBe(8_000);
    let granted = 0;
    for (let hour = 1; hour <= 10; hour += 1) {
      granted += await takeAll(1, 10_000, NOW + hour * 3_600 * SECOND);
    }
    expect(granted).toBe(36_000);
  });

  it('counts for the whole browser too: a page gains nothing by opening tabs', async () => {
    let granted = 0;
    for (let tabId = 0; tabId < 50; tabId += 1) granted += await takeAll(tabId, 8_000);
    expect(granted).toBe(16_000);
    let later = 0;
    for (let tabId = 100; tabId < 150; tabId += 1) {
      later += await takeAll(tabId, 8_000, NOW + 3_600 * SECOND);
    }
    expect(later).toBe(7_200);
  });

  it('lets him do so whatever has been asked about out of view', async () => {
    expect(await takeAll(1, 10_000, NOW, true)).toBe(3_000);
    expect(await takeAll(1, 10_000, NOW)).toBe(5_000);
  });

  it('gives nothing for a clock that is put back', async () => {
    await takeAll(1, 8_000);
    expect(await takeAll(1, 200, NOW - 3_600 * SECOND)).toBe(0);
  });

  it('is never exceeded, whoever asks when', async () => {
    const asks = fc.array(
      fc.record({
        tabId: fc.integer({ min: 1, max: 3 }),
        wanted: fc.integer({ min: 1, max: 5_000 }),
        seconds: fc.integer({ min: 0, max: 600 }),
        isAhead: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(asks, async (all) => {
        fakeBrowser.reset();
        const granted = new Map<number, number>();
        let passed = 0;
        for (const { tabId, wanted, seconds, isAhead } of all) {
          passed += seconds;
          const got = await takeFromBudget(tabId, wanted, isAhead, NOW + passed * SECOND);
          expect(got).toBeLessThanOrEqual(wanted);
          granted.set(tabId, (granted.get(tabId) ?? 0) + got);
          expect(granted.get(tabId)).toBeLessThanOrEqual(8_000 + passed);
        }
        const sum = [...granted.values()].reduce((one, other) => one + other, 0);
        expect(sum).toBeLessThanOrEqual(16_000 + 2 * passed);
      }),
      { numRuns: 50 },
    );
  });
});
