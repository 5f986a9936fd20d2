import * as z from 'zod/mini';
import { Facets } from '../search/facets.ts';
import { type Run, type SyncStatus, parseStatus } from '../sync/status.ts';
import { announce } from './changes.ts';
import { readDead, readFacets } from './contacts.ts';
import { database, exclusively, heard, written } from './database.ts';
import { sortedLocators } from './locator.ts';
import { LiveLocators, type Manifest, readManifest } from './manifest.ts';
import { addToFacets, isAt, takeFromFacets } from './publish.ts';
import { type RunView, readRunView } from './run-view.ts';

/** At most this many contacts are counted in one step, and a part more. */
const CONTACTS_PER_STEP = 10_000;

const countedSchema = z.lazy(() =>
  z.object({
    run: z.int().check(z.positive()),
    /** What was counted on from. */
    generation: z.int().check(z.nonnegative()),
    /** How many of those who go, and of the parts that come, are counted. */
    gone: z.int().check(z.nonnegative()),
    parts: z.int().check(z.nonnegative()),
    facets: z.unknown(),
  }),
);

type Counted = z.infer<typeof countedSchema>;

/**
 * Counts a piece of what the contacts will have in common once a run's findings are shown: a sync
 * in which everything has changed would else end with one step that grows with the account. Where
 * there is little to count, the run's end does it.
 *
 * @param next the status that follows, given whether nothing is left to count
 * @returns whether the run was still the current one; if not, nothing has changed
 */
export function countRun(run: Run, next: (isAll: boolean) => SyncStatus): Promise<boolean> {
  return exclusively(async () => {
    const view = await readRunView(run.id);
    if (!view) return false;
    const manifest = await readManifest();
    const work = await workOf(view, manifest);
    if (work.gone.length + contactsOf(view) <= CONTACTS_PER_STEP) {
      return store(run, undefined, next(true));
    }
    const before = (await readCounted(run, manifest)) ?? (await nothingCounted(run, manifest));
    const counted = await countPiece(before, work, view);
    const isAll = counted.gone === work.gone.length && counted.parts === view.pending.length;
    return store(run, counted, next(isAll));
  });
}

/** What was counted for a run; `undefined` unless it is all, and still counts from this manifest. */
export async function countedOf(
  run: Run,
  view: RunView,
  manifest: Manifest | undefined,
): Promise<Facets | undefined> {
  const counted = await readCounted(run, manifest);
  if (!counted) return undefined;
  const { gone } = await workOf(view, manifest);
  const isAll = counted.gone === gone.length && counted.parts === view.pending.length;
  return isAll ? Facets.from(counted.facets) : undefined;
}

interface Work {
  /** Sorted locators of the contacts that are shown now and will not be. */
  gone: Uint32Array;
  /** The same of all that the run has found to be replaced or gone. */
  dead: Uint32Array;
}

/** The last one that was worked out: a run's steps ask for it again and again. */
let lastWork:
  { dead: ReadonlySet<number>; size: number; generation: number; work: Work } | undefined;

async function workOf({ dead }: RunView, manifest: Manifest | undefined): Promise<Work> {
  const generation = manifest?.generation ?? 0;
  const isSame =
    lastWork?.dead === dead && lastWork.size === dead.size && lastWork.generation === generation;
  if (lastWork && isSame) return lastWork.work;
  const live = new LiveLocators(
    manifest?.parts ?? [],
    manifest ? await readDead(manifest) : new Uint32Array(),
  );
  const sorted = sortedLocators(dead);
  const work = { dead: sorted, gone: sorted.filter((locator) => live.has(locator)) };
  lastWork = { dead, size: dead.size, generation, work };
  return work;
}

function contactsOf({ pending }: RunView): number {
  return pending.reduce((sum, { part }) => sum + part.contacts, 0);
}

async function countPiece(before: Counted, { gone, dead }: Work, view: RunView): Promise<Counted> {
  const facets = Facets.from(before.facets);
  const going = gone.subarray(before.gone, before.gone + CONTACTS_PER_STEP);
  await takeFromFacets(facets, going);
  let { parts } = before;
  let done = going.length;
  while (done < CONTACTS_PER_STEP && parts < view.pending.length) {
    const [next] = view.pending.slice(parts, parts + 1);
    if (next) await addToFacets(facets, [next], dead);
    done += next?.part.contacts ?? 0;
    parts += 1;
  }
  return { ...before, gone: before.gone + going.length, parts, facets: facets.toRecord() };
}

async function readCounted(
  { id }: Run,
  manifest: Manifest | undefined,
): Promise<Counted | undefined> {
  const db = await database();
  const counted = countedSchema.safeParse(await db.get('state', 'counted')).data;
  const isOf = counted?.run === id && counted.generation === (manifest?.generation ?? 0);
  return isOf ? counted : undefined;
}

async function nothingCounted({ id }: Run, manifest: Manifest | undefined): Promise<Counted> {
  const facets = manifest ? (await readFacets(manifest)).toRecord() : undefined;
  return { run: id, generation: manifest?.generation ?? 0, gone: 0, parts: 0, facets };
}

async function store(run: Run, counted: Counted | undefined, status: SyncStatus): Promise<boolean> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite', { durability: 'relaxed' }));
  const isCurrent = isAt(run, parseStatus(await transaction.store.get('sync')));
  const requests: Promise<unknown>[] = [];
  if (isCurrent) requests.push(transaction.store.put(status, 'sync'));
  if (isCurrent && counted) requests.push(transaction.store.put(counted, 'counted'));
  await written(transaction, requests);
  if (isCurrent) announce('sync');
  return isCurrent;
}
