import { browser } from 'wxt/browser';
import { announce } from '../store/changes.ts';
import { storageProblem } from '../store/problem.ts';
import { getSyncStatus } from '../store/state.ts';
import { type SyncStatus, problemSchema } from '../sync/status.ts';

/**
 * That nothing more can be stored is not to be stored either: on a full disk even those few bytes
 * are refused. So it lies in `storage.session`, which is memory.
 */
const KEY = 'storage-trouble';

/** Does what writes to the store; if the storage fails in it everybody is told, until it succeeds. */
export async function tellingTrouble<T>(work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (await trouble()) {
      await browser.storage.session.remove(KEY);
      announce('sync');
    }
    return result;
  } catch (error) {
    await tellTrouble(error);
    throw error;
  }
}

/** Tells everybody if it was the storage that failed. @returns whether it was */
export async function tellTrouble(error: unknown): Promise<boolean> {
  const problem = storageProblem(error);
  if (!problem) return false;
  await browser.storage.session.set({ [KEY]: problem });
  announce('sync');
  return true;
}

async function trouble() {
  const stored: Record<string, unknown> = await browser.storage.session.get(KEY);
  return problemSchema.safeParse(stored[KEY]).data;
}

/** What the sync is doing, and if it cannot store that, why. */
export async function syncStatusOrTrouble(now: number): Promise<SyncStatus> {
  const [status, error] = await Promise.all([getSyncStatus(), trouble()]);
  return error ? { ...status, phase: { kind: 'failed', error, at: now, paused: null } } : status;
}
