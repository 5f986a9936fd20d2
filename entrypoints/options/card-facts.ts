import type { NamedNotHere } from '../../components/options/NotHereList.tsx';
import { contactLabel } from '../../utils/contact.ts';
import type { NotHere } from '../../utils/settings.ts';
import { findContact, readFacets, readManifest } from '../../utils/store/contacts.ts';

/** The names of the custom fields that contacts have, most used first. */
export async function fieldNames(): Promise<string[]> {
  const manifest = await readManifest();
  return manifest ? (await readFacets(manifest)).fields.map(({ name }) => name) : [];
}

/** Puts the contacts' names to what the user has said of them. */
export function namesOf(notHere: readonly NotHere[]): Promise<NamedNotHere[]> {
  return Promise.all(
    notHere.map(async (entry) => {
      const contact = await findContact(entry.uuid);
      return { ...entry, name: contact && contactLabel(contact) };
    }),
  );
}
