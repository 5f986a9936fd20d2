/**
 * Tells the extension's own pages that the store has changed. A channel of the extension's
 * origin: content scripts run in their page's origin and cannot hear it.
 */
const CHANNEL = 'lens-store';

export type StoreChange = 'account' | 'settings' | 'sync' | 'contacts' | 'use';

export function announce(...changes: StoreChange[]): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(changes);
  channel.close();
}

/** Calls back with what has changed, until the signal aborts. */
export function onStoreChange(listener: () => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', listener);
  signal.addEventListener('abort', () => channel.close(), { once: true });
}
