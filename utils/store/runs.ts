import { type Run, type SyncStatus, parseStatus, runOf } from '../sync/status.ts';
import { announce } from './changes.ts';
import { RUN_STATE, database, exclusively, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { collectLeftovers } from './leftovers.ts';
import { isAt } from './publish.ts';
import { type Staged, forgetRunView } from './run-view.ts';

/**
 * Stores the status that a run begins with, or goes on with where it was stopped. Does nothing if
 * one is under way, so that of many who begin at once one does, or if no account is connected.
 *
 * @param next the status, given a number for a new run and the status before; `undefined` for no run
 */
export function beginRun(
  next: (id: number, before: SyncStatus) => SyncStatus | undefined,
): Promise<void> {
  return exclusively(async () => {
    // Not right after a switch, when somebody may still read what it has left behind.
    await collectLeftovers();
    const db = await database();
    const transaction = heard(db.transaction('state', 'readwrite'));
    const before = parseStatus(await transaction.store.get('sync'));
    const account = await transaction.store.get('account');
    if (runOf(before) || account === undefined) {
      await transaction.done;
      return;
    }
    const { row, number } = await takeNumbers(transaction.store, { numbers: 1 });
    const status = next(number, before);
    const requests: Promise<unknown>[] = [];
    if (status) requests.push(transaction.store.put(status, 'sync'));
    if (status && runOf(status)?.id === number) {
      const staged: Staged = { run: number, firstRow: row, rows: [], contacts: 0 };
      requests.push(
        ...RUN_STATE.map((key) => transaction.store.delete(key)),
        transaction.store.put(staged, 'staged'),
      );
    }
    await written(transaction, requests);
    forgetRunView();
    if (status) announce('sync');
  });
}

/** Changes the status if it is still the one that was read. */
export async function changeStatus(change: (before: SyncStatus) => SyncStatus): Promise<void> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite'));
  const before = parseStatus(await transaction.store.get('sync'));
  const account = await transaction.store.get('account');
  await written(
    transaction,
    account === undefined ? [] : [transaction.store.put(change(before), 'sync')],
  );
  announce('sync');
}

/**
 * Gives a run up: what it has staged is thrown away, what it has shown stays.
 *
 * @returns whether it was still the current one
 */
export function abandonRun(run: Run, status: SyncStatus): Promise<boolean> {
  return exclusively(() => dropRun(run, status));
}

/** The same, to be called within `exclusively`. */
export async function dropRun(run: Run, status: SyncStatus): Promise<boolean> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite'));
  const { store } = transaction;
  const isCurrent = isAt(run, parseStatus(await store.get('sync')));
  const requests = isCurrent
    ? [store.put(status, 'sync'), ...RUN_STATE.map((key) => store.delete(key))]
    : [];
  await written(transaction, requests);
  forgetRunView();
  if (isCurrent) {
    await collectLeftovers();
    announce('sync');
  }
  return isCurrent;
}
