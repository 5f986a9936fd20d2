import 'fake-indexeddb/auto';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { closeDatabase } from '../../utils/store/database.ts';

/** Every test starts with an empty browser and an empty database. */
beforeEach(async () => {
  fakeBrowser.reset();
  await closeDatabase();
  await new Promise((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase('lens');
    deletion.onsuccess = resolve;
    deletion.onerror = () => reject(deletion.error ?? new Error('not deleted'));
  });
});

/** Node's global object hears of no events; a worker's does, of `online` for one. */
if (!('addEventListener' in globalThis)) {
  const events = new EventTarget();
  Object.assign(globalThis, {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
  });
}
