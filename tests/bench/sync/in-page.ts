import { createCallbellClient } from '../../../utils/api/client.ts';
import { syncStore } from '../../../utils/browser/sync-store.ts';
import { connectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { runSlice, startNow, type SyncWorld } from '../../../utils/sync/runner.ts';

/** Callbell stands behind this page's own server: it need not be asked whether pages may read it. */
function fetchHere(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return fetch(pathname + search, init);
}

/**
 * Reads the list by cursor, one page after the other, parses the answers, and that is all.
 *
 * @param spacing from the start of one request to the start of the next, at least, in milliseconds
 * @returns milliseconds
 */
export async function readBare(apiKey: string, spacing = 0): Promise<number> {
  const begun = performance.now();
  for (let place = 'page=1'; ;) {
    const due = performance.now() + spacing;
    const response = await fetch(`/v1/contacts?${place}&include_field_types=true`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
    const { meta } = (await response.json()) as { meta: { next: string | null } };
    if (meta.next === null) return performance.now() - begun;
    place = `after=${encodeURIComponent(meta.next)}`;
    if (spacing > 0) await sleep(due - performance.now());
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

/** Connects an account: what was stored is kept if it is the same one's. */
export async function connect(apiKey: string): Promise<void> {
  await connectAccount({ email: 'a@b.c', name: 'A', keyEnding: 'cdef', connectedAt: 0 }, apiKey);
}

/** What a sync has taken, in milliseconds. */
export interface Taken {
  total: number;
  /** The longest that the worker was busy without asking Callbell or beginning a new slice. */
  longestStep: number;
}

/** A whole sync as the worker does it, slices and all; with or without its pauses. */
export async function sync(apiKey: string, isPaced = false): Promise<Taken> {
  const client = createCallbellClient(apiKey, fetchHere);
  let longestStep = 0;
  const timed =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const begun = performance.now();
      const result = await work(...args);
      longestStep = Math.max(longestStep, performance.now() - begun);
      return result;
    };
  const { stage, compare, count, finish, maintain } = syncStore;
  const world: SyncWorld = {
    client: () => Promise.resolve(client),
    store: {
      ...syncStore,
      stage: timed(stage),
      compare: timed(compare),
      count: timed(count),
      finish: timed(finish),
      maintain: timed(maintain),
    },
    intervals: () => Promise.resolve({ quick: 300_000, whole: 21_600_000 }),
    now: () => Date.now(),
    elapsed: () => performance.now(),
    sleep: isPaced ? sleep : () => Promise.resolve(),
    random: () => 0.5,
  };
  const begun = performance.now();
  await startNow(world);
  while ((await runSlice(world)).kind === 'more');
  const total = performance.now() - begun;
  const { phase, lastWhole } = await getSyncStatus();
  if (phase.kind !== 'idle' || !lastWhole) throw new Error(`the sync ended ${phase.kind}`);
  return { total, longestStep };
}

/** How many contacts there are, and how many bytes they take in the database. */
export async function stored(): Promise<{ contacts: number; bytes: number }> {
  const { lastWhole } = await getSyncStatus();
  const { usage = 0 } = await navigator.storage.estimate();
  return { contacts: lastWhole?.contacts ?? 0, bytes: usage };
}
