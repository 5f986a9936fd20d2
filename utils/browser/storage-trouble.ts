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

/** Does something with the store; if the storage fails in it, everybody is told, as of a sync. */
export async function tellingTrouble<T>(work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (await trouble()) {
      await browser.storage.session.remove(KEY);
      announce('sync');
    }
    return result;
  } catch (error) {
    const problem = storageProblem(error);
    if (problem) {
      await browser.storage.session.set({ [KEY]: problem });
      announce('sync');
    }
    throw error;
  }
}

async function trouble() {
  const stored: Record<string, unknown> = await browser.storage.session.get(KEY);
  return problemSchema.safeParse(stored[KEY]).data;
}

/** What the sync is doing, and if it cannot store that, why. */
export async function syncStatusOrTrouble(now: number): Promise<SyncStatus> {
  const [status, error] = await Promise.all([getSyncStatus(), trouble()]);
  return error ? { ...status, phase: { kind: 'failed', error, at: now } } : status;
}
