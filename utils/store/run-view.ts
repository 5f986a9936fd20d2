import * as z from 'zod/mini';
import { database } from './database.ts';
import { type WrittenPart, writtenPartSchema } from './manifest.ts';
import { type RunFront, readRunFront } from './front.ts';
import { contactsIn } from './rows.ts';

const rowNumber = z.int().check(z.nonnegative());

/** What a run has written to `rows` and not yet made a part of. */
export const stagedSchema = z.lazy(() =>
  z.object({
    run: z.int().check(z.positive()),
    /** No row of the run, and none of anything that was written since it began, comes before. */
    firstRow: rowNumber,
    rows: z.array(z.tuple([rowNumber, rowNumber])),
    contacts: z.int().check(z.nonnegative()),
  }),
);

export type Staged = z.infer<typeof stagedSchema>;

/** A run's parts that wait for its end, when all of it is shown at once. */
export const pendingSchema = z.lazy(() =>
  z.object({
    run: z.int().check(z.positive()),
    parts: z.array(writtenPartSchema),
  }),
);

const locators = z.instanceof(Uint32Array);

/** What one answer has brought to light. Lists of locators. */
export const entrySchema = z.object({
  /** Stored contacts that are in the list as they are stored. */
  seen: locators,
  /** Contacts, stored or staged, that the run has staged anew or found to be gone. */
  dead: locators,
});

/** A run's staged contacts as its next answer is compared with them. */
export interface RunView {
  staged: Staged;
  pending: readonly WrittenPart[];
  /** The contacts that are in no part yet, by uuid. */
  unsealed: Map<string, number>;
  dead: Set<number>;
  front: RunFront;
}

/** The last one that was read. All of it is in the store; this spares reading it for each page. */
let kept: { view: RunView; connection: object } | undefined;

/** Forgets what was read: something else than {@link RunView}'s own run has written. */
export function forgetRunView(): void {
  kept = undefined;
}

/** Keeps a view that has been written as it is. */
export async function keepRunView(view: RunView): Promise<void> {
  kept = { view, connection: await database() };
}

/** @returns `undefined` if this run is not the one that is stored */
export async function readRunView(run: number): Promise<RunView | undefined> {
  const db = await database();
  if (kept?.view.staged.run === run && kept.connection === db) return kept.view;
  const staged = stagedSchema.safeParse(await db.get('state', 'staged')).data;
  if (staged?.run !== run) return undefined;
  const pending = pendingSchema.safeParse(await db.get('state', 'pending')).data;
  const view: RunView = {
    staged,
    pending: pending?.run === run ? pending.parts : [],
    unsealed: new Map(),
    dead: new Set(),
    front: await readRunFront(run),
  };
  for await (const { dead } of entriesOf(run)) {
    for (const locator of dead) view.dead.add(locator);
  }
  for await (const { contact, locator } of contactsIn(staged.rows)) {
    if (!view.dead.has(locator)) view.unsealed.set(contact.uuid, locator);
  }
  kept = { view, connection: db };
  return view;
}

/** The run that is stored, whoever asks. */
export async function currentRunView(): Promise<RunView | undefined> {
  const db = await database();
  const staged = stagedSchema.safeParse(await db.get('state', 'staged')).data;
  return staged && readRunView(staged.run);
}

const ENTRIES_PER_READ = 500;

/** Everything that a run has staged beside contacts, in its order. */
export async function* entriesOf(run: number): AsyncGenerator<z.infer<typeof entrySchema>, void> {
  const db = await database();
  let range = stagingRange(run);
  for (;;) {
    const [keys, values] = await Promise.all([
      db.getAllKeys('staging', range, ENTRIES_PER_READ),
      db.getAll('staging', range, ENTRIES_PER_READ),
    ]);
    for (const value of values) yield entrySchema.parse(value);
    const last = keys.at(-1);
    if (!last || keys.length < ENTRIES_PER_READ) return;
    range = IDBKeyRange.bound(last, [run, Infinity], true);
  }
}

/** Locators, in order, of the stored contacts that a run has seen in the list as they are stored. */
export async function seenBy(run: number): Promise<Uint32Array> {
  const lists: Uint32Array[] = [];
  for await (const { seen } of entriesOf(run)) lists.push(seen);
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const list of lists) {
    all.set(list, filled);
    filled += list.length;
  }
  return all.sort();
}

export function stagingRange(run: number): IDBKeyRange {
  return IDBKeyRange.bound([run, -Infinity], [run, Infinity]);
}
