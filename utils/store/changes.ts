import * as z from 'zod/mini';

/**
 * Tells the extension's own pages that the store has changed. A channel of the extension's
 * origin: content scripts run in their page's origin and cannot hear it.
 */
const CHANNEL = 'lens-store';

const changesSchema = z.lazy(() =>
  z.catch(z.array(z.enum(['account', 'settings', 'sync', 'contacts', 'use', 'funnels'])), []),
);

export type StoreChange = z.infer<typeof changesSchema>[number];

export function announce(...changes: StoreChange[]): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(changes);
  channel.close();
}

/** Calls back with what has changed, until the signal aborts. */
export function onStoreChange(
  listener: (changes: readonly StoreChange[]) => void,
  signal: AbortSignal,
): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    listener(changesSchema.parse(data));
  });
  signal.addEventListener('abort', () => channel.close(), { once: true });
}
