import type { NamedNotHere } from '../../components/options/NotHereList.tsx';
import { contactLabel } from '../../utils/contact.ts';
import type { NotHere } from '../../utils/settings.ts';
import {
  activeGeneration,
  contactsAt,
  findContact,
  readPackedText,
} from '../../utils/store/contacts.ts';

/** So many contacts are looked through for their fields' names. */
const MAX_LOOKED_AT = 500;

/** The names of the custom fields that contacts have, each once. */
export async function fieldNames(): Promise<string[]> {
  const generation = await activeGeneration();
  if (generation === undefined) return [];
  const { locators } = await readPackedText(generation);
  const contacts = await contactsAt(generation, [...locators.slice(0, MAX_LOOKED_AT)]);
  return [...new Set(contacts.flatMap(({ fields }) => fields.map(({ name }) => name)))];
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
