import type { Scope } from '../harness/driver.ts';

/** What the extension's readers see at one moment. */
export interface Stored {
  isWhole: boolean;
  /** `uuid name` of everybody whom a search finds, in order. */
  contacts: string[];
  /** Whether a sync has begun and not ended. */
  isRunning: boolean;
}

/**
 * Reads the contacts as the popup does (manifest, dead, packed texts, rows), in one transaction,
 * from one of the extension's own pages. `null` if there is no manifest.
 */
export function storedContacts(page: Scope): Promise<Stored | null> {
  return page.evaluate(async () => {
    interface Manifest {
      generation: number;
      isWhole: boolean;
      contacts: number;
      parts: { segment: number }[];
    }
    interface Contact {
      uuid: string;
      name: string;
    }
    const done = <T>(request: IDBRequest): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result as T);
        request.onerror = () => reject(request.error ?? new Error('no answer'));
      });
    const db = await done<IDBDatabase>(indexedDB.open('lens'));
    try {
      const transaction = db.transaction(['state', 'segments', 'generations', 'rows']);
      const get = <T>(store: string, key: IDBValidKey): Promise<T> =>
        done<T>(transaction.objectStore(store).get(key));
      const manifest = await get<Manifest | undefined>('state', 'manifest');
      const status = await get<{ phase: object } | undefined>('state', 'sync');
      if (!manifest) return null;
      const dead = new Set(await get<Uint32Array>('generations', [manifest.generation, 'dead']));
      const contacts: string[] = [];
      const rows = new Map<number, Contact[]>();
      for (const { segment } of manifest.parts) {
        const { locators } = await get<{ locators: Uint32Array }>('segments', segment);
        for (const locator of locators) {
          if (dead.has(locator)) continue;
          const key = Math.floor(locator / 50);
          const row = rows.get(key) ?? (await get<Contact[]>('rows', key));
          rows.set(key, row);
          const contact = row[locator % 50];
          contacts.push(contact ? `${contact.uuid} ${contact.name}` : 'nobody');
        }
      }
      if (contacts.length !== manifest.contacts) contacts.push('counted wrongly');
      const isRunning = status !== undefined && 'run' in status.phase;
      return { isWhole: manifest.isWhole, contacts: contacts.sort(), isRunning };
    } finally {
      db.close();
    }
  });
}
