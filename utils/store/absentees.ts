import * as z from 'zod/mini';
import { type Run, type SyncStatus, parseStatus } from '../sync/status.ts';
import { announce } from './changes.ts';
import { placedAt, readDead } from './contacts.ts';
import { database, exclusively, written, heard } from './database.ts';
import { includes, locationOf, sortedLocators } from './locator.ts';
import { LiveLocators, readManifest } from './manifest.ts';
import type { Placed } from './rows.ts';
import { isAt } from './publish.ts';
import { readRunView, seenBy } from './run-view.ts';
import { pagesOf } from './tables.ts';

const absentSchema = z.lazy(() =>
  z.object({
    run: z.int().check(z.positive()),
    locators: z.instanceof(Uint32Array),
  }),
);

/** How many contacts a whole list should have had and did not have. */
export interface Absence {
  absent: number;
  /** How many contacts there were when the run began to compare. */
  of: number;
}

/**
 * Finds the contacts that a run has not come upon in the list, and stores who they are with the
 * status that follows. Whoever was written since the run began is not among them. In memory are
 * four bytes for each contact that the run has seen.
 */
export function findAbsentees(run: Run, next: (absence: Absence) => SyncStatus): Promise<boolean> {
  return exclusively(async () => {
    const view = await readRunView(run.id);
    if (!view) return false;
    const manifest = await readManifest();
    const live = new LiveLocators(
      manifest?.parts ?? [],
      manifest ? await readDead(manifest) : NONE,
    );
    const seen = await seenBy(run.id);
    const absent: number[] = [];
    for (const table of manifest?.uuids ?? []) {
      for await (const { locators } of pagesOf(table)) {
        for (const locator of locators) {
          const isOld = locationOf(locator).row < view.staged.firstRow;
          const isAccountedFor = includes(seen, locator) || view.dead.has(locator);
          if (isOld && !isAccountedFor && live.has(locator)) absent.push(locator);
        }
      }
    }
    const locators = sortedLocators(absent);
    const status = next({ absent: locators.length, of: manifest?.contacts ?? 0 });
    return store(run, locators, status);
  });
}

const NONE = new Uint32Array();

async function store(run: Run, locators: Uint32Array, status: SyncStatus): Promise<boolean> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite'));
  const isCurrent = isAt(run, parseStatus(await transaction.store.get('sync')));
  const requests = isCurrent
    ? [
        transaction.store.put(status, 'sync'),
        transaction.store.put({ run: run.id, locators }, 'absent'),
      ]
    : [];
  await written(transaction, requests);
  if (isCurrent) announce('sync');
  return isCurrent;
}

/** @returns the absentee with this number, from 0; `undefined` if it has gone since */
export async function absenteeAt(run: Run, index: number): Promise<Placed | undefined> {
  const db = await database();
  const stored = absentSchema.safeParse(await db.get('state', 'absent')).data;
  const locator = stored?.run === run.id ? stored.locators[index] : undefined;
  if (locator === undefined) return undefined;
  const [placed] = await placedAt([locator]);
  return placed;
}
