import type { CallbellClient } from '../api/client.ts';
import { type ApiError, CallbellError } from '../api/errors.ts';
import type { Contact } from '../contact.ts';
import { removeContact, saveContacts } from '../store/save-contacts.ts';

/** The contact as it is now, that Callbell no longer has it, or why that cannot be told. */
export type Refreshed = Contact | { gone: true } | { error: ApiError };

/** Reads one contact from Callbell and keeps what was read. */
export async function refreshContact(client: CallbellClient, uuid: string): Promise<Refreshed> {
  try {
    const contact = await client.contact(uuid);
    await saveContacts([contact]);
    return contact;
  } catch (error) {
    if (!(error instanceof CallbellError)) throw error;
    if (error.detail.kind !== 'not-found') return { error: error.detail };
    await removeContact(uuid);
    return { gone: true };
  }
}
