import { z } from '../zod.ts';
import type { Contact } from '../contact.ts';
import { announce } from './changes.ts';
import { activeGeneration, contactsAt, openTable } from './contacts.ts';
import { database } from './database.ts';
import { uuidKey } from './key-table.ts';
import { locationOf } from './locator.ts';

/**
 * Replaces single contacts in the cache; one that is not there yet comes with the next sync.
 */
export async function saveContacts(contacts: readonly Contact[]): Promise<void> {
  for (const contact of contacts) await replace(contact.uuid, contact);
  announce('contacts');
}

/** Takes a contact out of the cache: Callbell no longer has it. */
export async function removeContact(uuid: string): Promise<void> {
  await replace(uuid, null);
  announce('contacts');
}

async function replace(uuid: string, contact: Contact | null): Promise<void> {
  const generation = await activeGeneration();
  if (generation === undefined) return;
  const table = await openTable(generation, 'uuids');
  const key = uuidKey(uuid);
  const db = await database();
  for (const locator of (await table.lookUp([key])).get(key) ?? []) {
    const [stored] = await contactsAt(generation, [locator]);
    if (stored?.uuid !== uuid) continue;
    const { row, index } = locationOf(locator);
    const transaction = db.transaction('rows', 'readwrite');
    const contacts = z.array(z.unknown()).parse(await transaction.store.get([generation, row]));
    contacts[index] = contact;
    await transaction.store.put(contacts, [generation, row]);
    await transaction.done;
  }
}
