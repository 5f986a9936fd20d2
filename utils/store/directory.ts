import type { Directory, Findings } from '../search/directory.ts';
import { shortId } from '../search/entry.ts';
import type { Facets } from '../search/facets.ts';
import type { QueryContext } from '../search/filters.ts';
import type { PackedText } from '../search/packed-text.ts';
import { type Query, parseQuery } from '../search/query.ts';
import { MOST_USE_POINTS } from '../search/ranking.ts';
import { type SearchResult, Searcher } from '../search/search.ts';
import { type Writing, writingOf } from '../search/writing.ts';
import { type Manifest, contactsAt, readDead, readFacets, readManifest } from './contacts.ts';
import { numberCountry } from './country.ts';
import { database } from './database.ts';
import { readFront } from './front.ts';
import { readFunnels } from './funnels.ts';
import { readSegment } from './segments.ts';
import { getAccount } from './state.ts';
import { readUse, scoreAt } from './use.ts';

/** As many contacts come with an answer: more than a popup shows at once. */
const FIRST = 20;

/** A search gives way to the keyboard and the screen after so long, in milliseconds. */
const SLICE_MS = 8;

/**
 * Reads what a generation is searched by, once; then every search is done in this process.
 *
 * @param now milliseconds since the epoch, to tell how long ago contacts were used
 */
async function openDirectory(manifest: Manifest, now: number): Promise<Directory> {
  const [segments, dead, facets, account, uses, front, country] = await Promise.all([
    readSegments(manifest),
    readDead(manifest),
    readFacets(manifest),
    getAccount(),
    readUse(),
    readFront(),
    numberCountry(),
  ]);
  const known = knownOf(facets, account?.email ?? null, writingOf(country));
  const usePoints = new Map(
    uses.map((use) => [shortId(use.uuid), usePointsOf(scoreAt(use, now))] as const),
  );
  const places = new Map(front.map((uuid, index) => [shortId(uuid), index + 1] as const));
  const deadSet = new Set(dead);
  const isDead = (locator: number): boolean => deadSet.has(locator);
  const searcher = new Searcher(segments, { isDead, usePoints, places });
  return {
    generation: manifest.generation,
    isWhole: manifest.isWhole,
    size: manifest.contacts,
    facets,
    find: async (typed, signal, onBest) => {
      // Each time: a funnel's new name changes no generation.
      const query = parseQuery(typed, { ...known, funnels: await readFunnels() });
      signal?.throwIfAborted();
      let isDone = false;
      const tellBest = async (best: SearchResult): Promise<void> => {
        if (!onBest) return;
        const findings = await findingsOf(query, best);
        if (!isDone && !signal?.aborted) onBest({ ...findings, isCounting: true });
      };
      const result = await inSlices(searcher.steps(query), signal, (best) => {
        // What cannot be read now cannot be in a moment, and is told of then.
        tellBest(best).catch(() => {});
      });
      const findings = await findingsOf(query, result);
      isDone = true;
      return findings;
    },
  };
}

/** What the words of a query can refer to. */
function knownOf(
  facets: Facets,
  me: string | null,
  writing: Writing,
): Omit<QueryContext, 'funnels'> {
  const names = (counts: readonly { name: string }[]): string[] => counts.map(({ name }) => name);
  const { fields } = facets;
  return {
    me,
    writing,
    fields: names(fields),
    emailFields: names(fields.filter(({ type }) => type === 'email')),
    valuesOf: (key) => {
      if (key === 'tag') return names(facets.tags);
      return names(key === 'team' ? facets.teams : (facets.field(key)?.options ?? []));
    },
  };
}

async function findingsOf(
  query: Query,
  { total, isForgiving, locators }: SearchResult,
): Promise<Findings> {
  const contacts = (from: number, to: number) => contactsAt(locators(from, to));
  const first = await contacts(0, FIRST);
  return { query: { ...query, isForgiving }, total, isForgiving, first, contacts };
}

/** Segments never change, so those that a newer generation has too are not read again. */
let kept = new Map<number, Promise<PackedText>>();

function readSegments({ parts }: Manifest): Promise<PackedText[]> {
  kept = new Map(parts.map((part) => [part.segment, kept.get(part.segment) ?? readSegment(part)]));
  return Promise.all(kept.values());
}

/** The directory of the newest generation, as long as this process lives. */
let current: { generation: number; directory: Promise<Directory> } | undefined;

/**
 * What both were read from. Another connection may be to another database: one that was deleted
 * begins anew, its numbers too.
 */
let readFrom: object | undefined;

/**
 * What is searched now; read when it is first asked for, and again when it has changed.
 *
 * @returns `undefined` until there are contacts
 */
export async function currentDirectory(): Promise<Directory | undefined> {
  const connection = await database();
  if (readFrom !== connection) {
    readFrom = connection;
    current = undefined;
    kept = new Map();
  }
  const manifest = await readManifest();
  if (manifest === undefined) return undefined;
  const { generation } = manifest;
  if (current?.generation !== generation) {
    const directory = openDirectory(manifest, Date.now());
    // A generation that is gone by now is no answer for ever.
    directory.catch(() => {
      if (current?.directory !== directory) return;
      current = undefined;
      kept = new Map();
    });
    current = { generation, directory };
  }
  return current.directory;
}

/** As often as lately. */
function usePointsOf(score: number): number {
  return Math.min(MOST_USE_POINTS, Math.ceil(score));
}

async function inSlices(
  steps: ReturnType<Searcher['steps']>,
  signal: AbortSignal | undefined,
  onBest: (best: SearchResult) => void,
): Promise<SearchResult> {
  let sliceEnd = performance.now() + SLICE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value) onBest(value);
    if (performance.now() < sliceEnd) continue;
    await turn();
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  }
}

/** Waits for the next turn of the event loop; timers would wait 4 ms more. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
