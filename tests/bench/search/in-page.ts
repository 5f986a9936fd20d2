import { openDB } from 'idb';
import type { Engine, Search } from './engine.ts';
import { benchContacts } from './records.ts';

const STORE = 'saved';

async function database() {
  return openDB('bench', 1, { upgrade: (db) => void db.createObjectStore(STORE) });
}

/** Builds what an engine keeps, and stores it. Times in milliseconds, sizes in bytes. */
export async function build(
  engine: Engine,
  count: number,
): Promise<{ build: number; save: number; bytes: number }> {
  const contacts = benchContacts(count);
  const start = performance.now();
  const saved = await engine.build(contacts);
  const built = performance.now();
  const db = await database();
  await db.put(STORE, saved, 'saved');
  db.close();
  const done = performance.now();
  const { usage = NaN } = await navigator.storage.estimate();
  return { build: built - start, save: done - built, bytes: usage };
}

/** What nobody can do without: open the database and read what was kept. */
export async function read(): Promise<number> {
  const start = performance.now();
  const db = await database();
  await db.get(STORE, 'saved');
  return performance.now() - start;
}

/** From nothing to the first twenty. */
export async function cold(engine: Engine, typed: string): Promise<number> {
  const start = performance.now();
  const db = await database();
  const search = await engine.open(await db.get(STORE, 'saved'));
  let taken: number | undefined;
  const { first } = await search(typed, () => (taken ??= performance.now() - start));
  taken ??= performance.now() - start;
  if (first.length === 0) throw new Error(`${engine.name} finds nobody by ${typed}`);
  return taken;
}

let opened: Search | undefined;

/** Opens an engine for the two below; the page is its own. */
export async function open(engine: Engine): Promise<void> {
  const db = await database();
  opened = await engine.open(await db.get(STORE, 'saved'));
}

/** How long something takes until the first twenty are known, and until all are counted. */
export interface Times {
  first: number[];
  all: number[];
}

/** What each query takes, until the time is up. The first time is for the compiler. */
export async function warm(queries: readonly string[], budgetMs: number): Promise<Times> {
  if (!opened) throw new Error('not open');
  await timesOf(opened, queries, budgetMs / 3);
  return timesOf(opened, queries, (budgetMs * 2) / 3);
}

/** @returns at least one time, and as many as the budget lets be measured */
async function timesOf(find: Search, queries: readonly string[], budgetMs: number): Promise<Times> {
  const times: Times = { first: [], all: [] };
  const end = performance.now() + budgetMs;
  for (const typed of queries) {
    if (times.all.length > 0 && performance.now() > end) break;
    const start = performance.now();
    let first: number | undefined;
    await find(typed, () => (first = performance.now() - start));
    const all = performance.now() - start;
    times.first.push(first ?? all);
    times.all.push(all);
  }
  return times;
}

/** For each query, whether the contact at a place is among those shown. */
export async function finds(
  cases: readonly { typed: string; place: number }[],
  budgetMs: number,
): Promise<boolean[]> {
  if (!opened) throw new Error('not open');
  const found: boolean[] = [];
  const end = performance.now() + budgetMs;
  for (const { typed, place } of cases) {
    if (performance.now() > end) break;
    const { first } = await opened(typed);
    found.push(first.includes(place));
  }
  return found;
}
