import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exclusively } from '../../../utils/store/database.ts';
import { stubLocks } from '../support/locks.ts';

beforeEach(() => {
  stubLocks();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a change of the contacts', () => {
  it('waits for the one before it', async () => {
    const order: string[] = [];
    const first = exclusively(async () => {
      await Promise.resolve();
      order.push('first');
    });
    const second = exclusively(() => Promise.resolve(order.push('second')));
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('waits a minute for one that never ends, and then goes before it', async () => {
    // Whoever has lost the lock learns it; here it hangs, and hears nothing.
    exclusively(() => new Promise(() => {})).catch(() => {});
    const begun = vi.fn(() => Promise.resolve('done'));
    const second = exclusively(begun);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(begun).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await second).toBe('done');
  });

  it('that takes long by itself is not cut off, and its failure is its own', async () => {
    const slow = exclusively(
      () =>
        new Promise((_, reject) => {
          setTimeout(() => reject(new Error('full')), 90_000);
        }),
    );
    const failed = expect(slow).rejects.toThrow('full');
    await vi.advanceTimersByTimeAsync(91_000);
    await failed;
  });
});
