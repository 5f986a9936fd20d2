import type { Contact } from '../contact.ts';
import { readDead } from './contacts.ts';
import { numberCountry } from './country.ts';
import { CONTACTS_PER_ROW, database, exclusively } from './database.ts';
import { includes } from './locator.ts';
import {
  PACKING,
  LiveLocators,
  type Manifest,
  type Part,
  type RowRange,
  type TableInfo,
  parseManifest,
  withRows,
} from './manifest.ts';
import { writePart } from './parts.ts';
import { contactsIn, writeRows } from './rows.ts';
import { publish } from './publish.ts';
import { currentRunView, stagedSchema } from './run-view.ts';
import { mergeTables } from './tables.ts';

/** A part of so many contacts is large enough to stay. */
const FULL_PART = 2_500;
/** At most so many contacts are written anew at a time: it bounds memory and duration. */
const MAX_REWRITTEN = 10_000;
/** So many contacts are written in one transaction. */
const CONTACTS_PER_WRITE = 20 * CONTACTS_PER_ROW;
/** Parts are merged where one is less than so many times as large as all that follow it. */
const PART_RATIO = 4;
/** The same for tables: each one more is one more page to read for every look-up. */
const TABLE_RATIO = 8;

/**
 * Does one piece of what keeps the store quick, if any is due: merges small parts and tables, gets
 * rid of dead contacts, reads numbers again after the default country was changed, packs again what
 * an older Lens has packed. Each piece is bounded in memory, and switched in one transaction of its
 * own; one that was killed begins again.
 *
 * @returns whether there may be more to do
 */
export function maintain(): Promise<boolean> {
  return exclusively(async () => {
    const [{ manifest, firstRow }, country] = [await readState(), await numberCountry()];
    if (!manifest) return false;
    const state = [manifest.generation, firstRow, country].join(' ');
    const connection = await database();
    if (inOrder?.state === state && inOrder.connection === connection) return false;
    const hasMore = await doOnePiece(manifest, firstRow, country);
    if (!hasMore) inOrder = { state, connection };
    return hasMore;
  });
}

/** The last state in which nothing was due: a sync asks after each request. */
let inOrder: { state: string; connection: object } | undefined;

async function doOnePiece(manifest: Manifest, firstRow: number, country: string): Promise<boolean> {
  const dead = await readDead(manifest);
  const doomed = await doomedBy(firstRow, dead);
  const parts = partsToRewrite(untouched(manifest, firstRow, doomed), dead, country);
  return parts.length > 0 ? rewrite(parts, dead) : mergeTablesOf(manifest, dead);
}

/** @returns also the first row that a run under way has nothing to do with */
async function readState(): Promise<{ manifest: Manifest | undefined; firstRow: number }> {
  const db = await database();
  const { store } = db.transaction('state', 'readonly');
  const [manifest, staged] = await Promise.all([store.get('manifest'), store.get('staged')]);
  return {
    manifest: parseManifest(manifest),
    firstRow: stagedSchema.safeParse(staged).data?.firstRow ?? 0,
  };
}

/**
 * A run under way remembers where the contacts lay when it began, and where those lie that it is to
 * replace or remove: they stay there.
 */
function untouched({ parts }: Manifest, firstRow: number, doomed: Uint32Array): Part[] {
  return parts.filter(({ rows }) =>
    rows.every((range) => range[0] >= firstRow && countIn(doomed, range) === 0),
  );
}

/** Of what was written since the run began, what will be dead at its end and is not yet. */
async function doomedBy(firstRow: number, dead: Uint32Array): Promise<Uint32Array> {
  const view = await currentRunView();
  const first = firstRow * CONTACTS_PER_ROW;
  return Uint32Array.from(view?.dead ?? []).filter(
    (locator) => locator >= first && !includes(dead, locator),
  );
}

/** Exported for tests. */
export function partsToRewrite(
  parts: readonly Part[],
  dead: Uint32Array,
  country: string,
): readonly Part[] {
  const stale = parts.find(
    (part) => part.country !== country || part.packing !== PACKING || isHollow(part, dead),
  );
  if (stale) return [stale];
  const small = parts.filter(({ contacts }) => contacts < FULL_PART);
  const tail = tailToMerge(
    small.map(({ contacts }) => contacts),
    PART_RATIO,
  );
  let sum = 0;
  return small.slice(tail).filter(({ contacts }) => (sum += contacts) <= MAX_REWRITTEN);
}

/** Whether more than a quarter of a part's contacts are dead. */
function isHollow({ rows, contacts }: Part, dead: Uint32Array): boolean {
  const deadInPart = rows.reduce((sum, range) => sum + countIn(dead, range), 0);
  return deadInPart * 4 > contacts;
}

function countIn(dead: Uint32Array, [from, to]: RowRange): number {
  return dead.filter(
    (locator) => locator >= from * CONTACTS_PER_ROW && locator < to * CONTACTS_PER_ROW,
  ).length;
}

/** From which on all are to be merged into one: the length if none are. Exported for tests. */
export function tailToMerge(sizes: readonly number[], ratio: number): number {
  let tail = sizes.length;
  let behind = 0;
  for (let index = sizes.length - 1; index >= 0; index -= 1) {
    const size = sizes[index] ?? 0;
    if (behind > 0 && size < ratio * behind) tail = index;
    behind += size;
  }
  return tail;
}

/** Writes the live contacts of some parts anew, as one part. */
async function rewrite(parts: readonly Part[], dead: Uint32Array): Promise<boolean> {
  const live = new LiveLocators(parts, dead);
  let rows: RowRange[] = [];
  let some: Contact[] = [];
  const flush = async (): Promise<void> => {
    const [from, to] = await writeRows(some);
    rows = withRows(rows, from, to - from);
    some = [];
  };
  for await (const { contact, locator } of contactsIn(parts.flatMap((part) => part.rows))) {
    if (live.has(locator)) some.push(contact);
    if (some.length === CONTACTS_PER_WRITE) await flush();
  }
  if (some.length > 0) await flush();
  const add = rows.length > 0 ? [await writePart(rows)] : [];
  return publish({ add, rewritten: parts.map(({ segment }) => segment) });
}

/** @returns whether any were merged */
async function mergeTablesOf(manifest: Manifest, dead: Uint32Array): Promise<boolean> {
  const live = new LiveLocators(manifest.parts, dead);
  const isLive = (locator: number): boolean => live.has(locator);
  const tables = {
    phones: await mergedTail(manifest.phones, isLive),
    uuids: await mergedTail(manifest.uuids, isLive),
  };
  const isMerged =
    tables.phones.length < manifest.phones.length || tables.uuids.length < manifest.uuids.length;
  return isMerged && publish({ tables });
}

async function mergedTail(
  tables: readonly TableInfo[],
  isLive: (locator: number) => boolean,
): Promise<TableInfo[]> {
  const tail = tailToMerge(
    tables.map(({ keys }) => keys),
    TABLE_RATIO,
  );
  if (tail >= tables.length - 1) return [...tables];
  const merged = await mergeTables(tables.slice(tail), isLive);
  return [...tables.slice(0, tail), ...(merged.keys > 0 ? [merged] : [])];
}
