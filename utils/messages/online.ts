import { send } from './send.ts';

/**
 * Tells the worker whenever the browser says that it is online again. The worker sleeps most of the
 * time and hears no such event then; the pages that are open do.
 */
export function tellWhenOnline(): void {
  // If the worker cannot be told, its alarm goes on with the sync.
  addEventListener('online', () => void send('sync.online', {}).catch(() => {}));
}
