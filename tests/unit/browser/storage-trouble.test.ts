import { beforeEach, describe, expect, it } from 'vitest';
import { storageProblem } from '../../../utils/store/problem.ts';
import { syncStatusOrTrouble, tellingTrouble } from '../../../utils/browser/storage-trouble.ts';
import { stubLocks } from '../support/locks.ts';
import { emptyStore } from '../support/store.ts';

const NOW = 1_800_000_000_000;
const FULL = new DOMException('full', 'QuotaExceededError');

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

const phase = async () => (await syncStatusOrTrouble(NOW)).phase;

describe('S32 what cannot be stored', () => {
  it('is told all the same, until something can be stored again', async () => {
    expect(await phase()).toEqual({ kind: 'idle' });
    await expect(tellingTrouble(() => Promise.reject(FULL))).rejects.toBe(FULL);
    expect(await phase()).toEqual({
      kind: 'failed',
      error: { kind: 'storage-full' },
      at: NOW,
      paused: null,
    });
    expect(await tellingTrouble(() => Promise.resolve(7))).toBe(7);
    expect(await phase()).toEqual({ kind: 'idle' });
  });

  it('is not what a bug has thrown', async () => {
    await expect(tellingTrouble(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow();
    expect(await phase()).toEqual({ kind: 'idle' });
  });
});

// Keeping contacts in memory instead is no way out: a worker lives for half a minute, and the key
// would go with it.
it.each([
  ['QuotaExceededError', '', { kind: 'storage-full' }],
  ['AbortError', '', { kind: 'storage-failed' }],
  ['UnknownError', '', { kind: 'storage-failed' }],
  [
    'InvalidStateError',
    'A mutation operation was attempted on a database that did not allow mutations.',
    { kind: 'storage-failed' },
  ],
  ['InvalidStateError', 'The database connection is closing.', undefined],
] as const)('S33 %s is a problem with a name', (name, message, problem) => {
  expect(storageProblem(new DOMException(message, name))).toEqual(problem);
});
