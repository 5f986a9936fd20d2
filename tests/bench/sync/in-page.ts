import { createCallbellClient } from '../../../utils/api/client.ts';
import { syncStore } from '../../../utils/browser/sync-store.ts';
import { connectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { runSlice, startNow, type SyncWorld } from '../../../utils/sync/runner.ts';

/** Callbell stands behind this page's own server: it need not be asked whether pages may read it. */
function fetchHere(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return fetch(pathname + search, init);
}

/** Reads every page and parses it, and nothing else. @returns milliseconds */
export async function readBare(apiKey: string): Promise<number> {
  const begun = performance.now();
  for (let page = 1; ; page += 1) {
    const response = await fetch(`/v1/contacts?page=${page}`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
    const { contacts } = (await response.json()) as { contacts: unknown[] };
    if (contacts.length === 0) return performance.now() - begun;
  }
}

/** Connects an account: what was stored is kept if it is the same one's. */
export async function connect(apiKey: string): Promise<void> {
  await connectAccount({ email: 'a@b.c', name: 'A', keyEnding: 'cdef', connectedAt: 0 }, apiKey);
}

/**
 * A whole sync as the worker does it, slices and all, but that the pauses between requests are left
 * out.
 *
 * @returns milliseconds
 */
export async function sync(apiKey: string): Promise<number> {
  const client = createCallbellClient(apiKey, fetchHere);
  const world: SyncWorld = {
    client: () => Promise.resolve(client),
    store: syncStore,
    intervals: () => Promise.resolve({ quick: 300_000, whole: 21_600_000 }),
    now: () => Date.now(),
    elapsed: () => performance.now(),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
  };
  const begun = performance.now();
  await startNow(world);
  while ((await runSlice(world)).kind === 'more');
  const taken = performance.now() - begun;
  const { phase, lastWhole } = await getSyncStatus();
  if (phase.kind !== 'idle' || !lastWhole) throw new Error(`the sync ended ${phase.kind}`);
  return taken;
}

/** How many contacts there are, and how many bytes they take in the database. */
export async function stored(): Promise<{ contacts: number; bytes: number }> {
  const { lastWhole } = await getSyncStatus();
  const { usage = 0 } = await navigator.storage.estimate();
  return { contacts: lastWhole?.contacts ?? 0, bytes: usage };
}
