import * as z from 'zod/mini';
import { foldFront, MOST_OF_FRONT } from '../sync/front.ts';
import type { Run, Step } from '../sync/status.ts';
import { database } from './database.ts';

const uuids = z.lazy(() => z.catch(z.array(z.string()), []));

const ofRunSchema = z.lazy(() => z.object({ run: z.int().check(z.positive()), uuids }));

/** The front of the list (`sync/front.ts`) as a run reads it. */
export interface RunFront {
  /** The places in the front as it was read before: who has moved since then is found by them. */
  places: ReadonlyMap<string, number>;
  /** What was read of the front so far. */
  read: readonly string[];
}

/**
 * The contacts whose conversations are the most recent, the most recent first, as the last sync has
 * found them.
 *
 * @returns their uuids; empty until there has been a sync
 */
export async function readFront(): Promise<string[]> {
  const db = await database();
  return uuids.parse(await db.get('state', 'front'));
}

/** @returns the front as this run knows it by now */
export async function readRunFront(run: number): Promise<RunFront> {
  const since = (await ofRun('front-since', run)) ?? (await readFront());
  return { places: placesOf(since), read: (await ofRun('front-read', run)) ?? [] };
}

async function ofRun(
  key: 'front-since' | 'front-read',
  run: number,
): Promise<string[] | undefined> {
  const db = await database();
  const stored = ofRunSchema.safeParse(await db.get('state', key)).data;
  return stored?.run === run ? stored.uuids : undefined;
}

function placesOf(front: readonly string[]): Map<string, number> {
  return new Map(front.map((uuid, place) => [uuid, place]));
}

/** What a page changes of a run's front. */
export interface FrontChange {
  after: RunFront;
  /** What is to be stored of it; `undefined` for what stays. */
  since?: string[];
  read?: string[];
}

/**
 * Adds a page of the list to a run's front. Where the reading ends, what was read becomes what the
 * next reading is held against.
 *
 * @param before the step by which the page was read
 * @param next the step that follows
 */
export function changeFront(
  front: RunFront,
  page: readonly string[],
  before: Step,
  next: Step | undefined,
): FrontChange {
  const isPage = before.kind === 'list' || before.kind === 'resume' || before.kind === 'front';
  if (!isPage) return { after: front };
  const soFar = before.kind !== 'resume' && before.page === 1 ? [] : front.read;
  const read = [...new Set([...soFar, ...page])].slice(0, MOST_OF_FRONT);
  if (isSameReading(before, next)) {
    const isMore = read.length !== front.read.length || soFar !== front.read;
    return { after: { ...front, read }, ...(isMore && { read }) };
  }
  const since = foldFront(read, [...front.places.keys()]);
  return { after: { places: placesOf(since), read: [] }, since, read: [] };
}

/** Whether what is read next stands behind what was read before. */
function isSameReading(before: Step, next: Step | undefined): boolean {
  if (next?.kind === 'list' || next?.kind === 'resume') return true;
  return next?.kind === 'front' && before.kind === 'front' && next.round === before.round;
}

/** What is to become the account's front when a run ends; `undefined` if it has read none. */
export async function frontOfRun({ id }: Run): Promise<string[] | undefined> {
  return ofRun('front-since', id);
}
