import { type Run, type SyncStatus, parseStatus } from '../sync/status.ts';
import { countedOf } from './count.ts';
import { database, exclusively, written, heard } from './database.ts';
import { type WrittenPart, readManifest } from './manifest.ts';
import { writePart } from './parts.ts';
import { isAt, publish } from './publish.ts';
import { type RunView, forgetRunView, readRunView } from './run-view.ts';

/** A part is made of so many contacts at most as they come: it bounds what a sync needs of memory. */
const MAX_STAGED = 5_000;
/** While the list is read for the first time, fewer are shown than this only if there are none. */
const FEWEST_SHOWN = 50;

/**
 * Makes a part of what a run has staged, if it is enough. While the account's list is not whole,
 * the part is shown at once: the first page at once, then more and more, so that the number of
 * parts grows with the logarithm of the list. Later on it waits for the run's end.
 *
 * @param run where the run stands; without one there is nothing to be done
 */
export async function sealIfDue(view: RunView, run: Run | undefined): Promise<void> {
  if (!run || view.staged.contacts === 0) return;
  const manifest = await readManifest();
  const shown = manifest?.contacts ?? 0;
  const due = manifest?.isWhole
    ? MAX_STAGED
    : Math.min(MAX_STAGED, shown === 0 ? 1 : Math.max(FEWEST_SHOWN, shown / 4));
  if (view.staged.contacts < due) return;
  const part = await writePart(view.staged.rows);
  const staged = { ...view.staged, rows: [], contacts: 0 };
  if (manifest?.isWhole) {
    await addPending(run, staged, [...view.pending, part]);
  } else {
    await publish({ add: [part], dead: view.dead }, { run, staged });
  }
}

async function addPending(
  run: Run,
  staged: RunView['staged'],
  parts: readonly WrittenPart[],
): Promise<void> {
  forgetRunView();
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite', { durability: 'relaxed' }));
  const requests: Promise<unknown>[] = [];
  if (isAt(run, parseStatus(await transaction.store.get('sync')))) {
    requests.push(
      transaction.store.put(staged, 'staged'),
      transaction.store.put({ run: run.id, parts }, 'pending'),
    );
  }
  await written(transaction, requests);
}

/**
 * Shows everything that a run has found, in one transaction with the status that follows.
 *
 * @param next the status, given how many contacts there are
 * @returns whether the run was still the current one; if not, nothing has changed
 */
export function finishRun(run: Run, next: (contacts: number) => SyncStatus): Promise<boolean> {
  return exclusively(async () => {
    const view = await readRunView(run.id);
    if (!view) return false;
    const counted = await countedOf(run, view, await readManifest());
    // Also where nothing is left: what was counted counts without the last part.
    const last = view.staged.contacts > 0 || counted ? [await writePart(view.staged.rows)] : [];
    return publish(
      {
        add: [...view.pending, ...last],
        dead: view.dead,
        ...(counted && { counted }),
        ...(run.kind === 'whole' && { isWhole: true }),
      },
      { run, staged: null, status: next },
    );
  });
}
