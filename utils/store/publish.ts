import { Facets } from '../search/facets.ts';
import { type Run, type SyncStatus, parseStatus, runOf } from '../sync/status.ts';
import { announce } from './changes.ts';
import { contactsAt, readDead, readFacets } from './contacts.ts';
import { RUN_STATE, database, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { frontOfRun } from './front.ts';
import { includes, sortedLocators } from './locator.ts';
import {
  LiveLocators,
  type Manifest,
  type Part,
  type TableInfo,
  type WrittenPart,
  parseManifest,
  readManifest,
} from './manifest.ts';
import { contactsIn } from './rows.ts';
import { type Staged, forgetRunView, stagingRange } from './run-view.ts';

/** How many contacts are read at a time where they are counted. */
const CONTACTS_PER_READ = 500;

/** What the next generation has that this one has not. */
export interface Change {
  /** Parts with contacts that are new, or new versions of contacts that are named in `dead`. */
  add?: readonly WrittenPart[];
  /** Contacts that were replaced or removed; what is no part's contact any more does no harm. */
  dead?: Iterable<number>;
  /** From now on, the account's whole list is there. */
  isWhole?: boolean;
  /** Segments whose contacts `add` has written anew: nobody comes or goes. */
  rewritten?: readonly number[];
  /** What the contacts have in common, counted before but for the last of the added parts. */
  counted?: Facets;
  /** Tables that were merged into others. */
  tables?: { phones: readonly TableInfo[]; uuids: readonly TableInfo[] };
}

/** The run whose contacts are published: nothing is if it does not stand where it is said to. */
export interface OfRun {
  run: Run;
  /** What of it is staged still. */
  staged: Staged | null;
  /** The status that follows, given how many contacts there are; without one it stays. */
  status?: (contacts: number) => SyncStatus;
}

const NOTHING: Omit<Manifest, 'generation'> = {
  isWhole: false,
  contacts: 0,
  parts: [],
  phones: [],
  uuids: [],
};

/**
 * Switches everything that reads to the next generation, in one transaction. To be called within
 * `exclusively`.
 *
 * @returns whether it did: not if the account or the run has changed meanwhile
 */
export async function publish(change: Change, of?: OfRun): Promise<boolean> {
  const before = await readManifest();
  const base = before ?? NOTHING;
  const deadBefore = before ? await readDead(before) : new Uint32Array();
  const parts = [
    ...base.parts.filter(({ segment }) => !change.rewritten?.includes(segment)),
    ...(change.add ?? []).map(({ part }) => part).filter(({ contacts }) => contacts > 0),
  ];
  const dead = deadOf(parts, [...deadBefore, ...(change.dead ?? [])]);
  const contacts = parts.reduce((sum, part) => sum + part.contacts, 0) - dead.length;
  const isWhole = change.isWhole ?? base.isWhole;
  const next: Omit<Manifest, 'generation'> = {
    isWhole,
    contacts,
    parts,
    phones: withTables(change.tables?.phones ?? base.phones, change.add, 'phones'),
    uuids: withTables(change.tables?.uuids ?? base.uuids, change.add, 'uuids'),
  };
  const isSame =
    before !== undefined &&
    isWhole === base.isWhole &&
    !change.add?.some(({ part }) => part.contacts > 0) &&
    !change.tables &&
    !change.rewritten &&
    dead.length === deadBefore.length;
  const facets = isSame ? undefined : await countAgain(before, deadBefore, dead, change);

  const front = of && !of.staged ? await frontOfRun(of.run) : undefined;

  const db = await database();
  const transaction = heard(
    db.transaction(['state', 'generations', 'staging'], 'readwrite', {
      durability: 'strict',
    }),
  );
  const state = transaction.objectStore('state');
  const [account, current, status] = await Promise.all([
    state.get('account'),
    state.get('manifest'),
    state.get('sync'),
  ]);
  const isStill =
    account !== undefined &&
    parseManifest(current)?.generation === before?.generation &&
    (!of || isAt(of.run, parseStatus(status)));
  if (!isStill) {
    await transaction.done;
    return false;
  }
  const requests: Promise<unknown>[] = [];
  if (!isSame) {
    const generations = transaction.objectStore('generations');
    const { number: generation } = await takeNumbers(state, { numbers: 1 });
    requests.push(
      state.put({ ...next, generation }, 'manifest'),
      generations.put(dead, [generation, 'dead']),
      generations.put(facets, [generation, 'facets']),
    );
    // Whoever has just read the manifest before this one still finds what belongs to it.
    if (before) {
      requests.push(generations.delete(IDBKeyRange.upperBound([before.generation])));
    }
  }
  if (of?.status) requests.push(state.put(of.status(contacts), 'sync'));
  if (of?.staged) requests.push(state.put(of.staged, 'staged'));
  else if (of) {
    requests.push(
      ...(front ? [state.put(front, 'front')] : []),
      ...RUN_STATE.map((key) => state.delete(key)),
      transaction.objectStore('staging').delete(stagingRange(of.run.id)),
    );
  }
  await written(transaction, requests);
  forgetRunView();
  announce(...(isSame ? [] : ['contacts' as const]), ...(of ? ['sync' as const] : []));
  return true;
}

/** Whether the stored run is this one, and stands where this one stood. */
export function isAt(run: Run, status: SyncStatus): boolean {
  return JSON.stringify(runOf(status)) === JSON.stringify(run);
}

/** The dead that are still part of something. */
function deadOf(parts: readonly Part[], locators: Iterable<number>): Uint32Array {
  const inParts = new LiveLocators(parts, new Uint32Array());
  return sortedLocators(locators).filter((locator) => inParts.has(locator));
}

function withTables(
  tables: readonly TableInfo[],
  added: readonly WrittenPart[] = [],
  name: 'phones' | 'uuids',
): TableInfo[] {
  return [...tables, ...added.map((one) => one[name]).filter(({ keys }) => keys > 0)];
}

/** Tags, fields and so on are counted on: who comes is added, who goes is taken away. */
async function countAgain(
  before: Manifest | undefined,
  deadBefore: Uint32Array,
  dead: Uint32Array,
  { add = [], counted, rewritten }: Change,
): Promise<unknown> {
  if (counted) {
    await addToFacets(counted, add.slice(-1), dead);
    return counted.toRecord();
  }
  const facets = before ? await readFacets(before) : Facets.from(undefined);
  if (rewritten) return facets.toRecord();
  const liveBefore = new LiveLocators(before?.parts ?? [], deadBefore);
  await takeFromFacets(
    facets,
    dead.filter((locator) => liveBefore.has(locator)),
  );
  await addToFacets(facets, add, dead);
  return facets.toRecord();
}

/** Counts contacts that go. */
export async function takeFromFacets(facets: Facets, gone: Uint32Array): Promise<void> {
  for (let start = 0; start < gone.length; start += CONTACTS_PER_READ) {
    const contacts = await contactsAt([...gone.subarray(start, start + CONTACTS_PER_READ)]);
    for (const contact of contacts) facets.remove(contact);
  }
}

/**
 * Counts the contacts of parts.
 *
 * @param dead sorted locators of those that do not count
 */
export async function addToFacets(
  facets: Facets,
  parts: readonly WrittenPart[],
  dead: Uint32Array,
): Promise<void> {
  for await (const { contact, locator } of contactsIn(parts.flatMap(({ part }) => part.rows))) {
    if (!includes(dead, locator)) facets.add(contact);
  }
}
