import { contactAt } from '../../fake-callbell/contacts.ts';
import { parseContact } from '../../../utils/api/contact-json.ts';
import type { Contact } from '../../../utils/contact.ts';
import { fold } from '../../../utils/search/fold.ts';

/** A contact as every engine gets it: the fields that people search, folded alike for all. */
export interface SearchRecord {
  id: number;
  name: string;
  phone: string;
  tags: string;
  rest: string;
}

/** The account that is searched: always the same. */
export function benchContacts(count: number): Contact[] {
  const contacts: Contact[] = [];
  for (let index = 0; index < count; index += 1) {
    const contact = parseContact(contactAt(index, 1));
    if (contact) contacts.push(contact);
  }
  return contacts;
}

export function recordOf(contact: Contact, id: number): SearchRecord {
  const values = contact.fields.map((field) =>
    field.type === 'checkbox' ? field.values.join(' ') : field.value,
  );
  const { note, assignedUser, team, source } = contact;
  return {
    id,
    name: fold(contact.name),
    phone: contact.phoneNumber?.replace(/\D/gu, '') ?? '',
    tags: fold(contact.tags.join(' ')),
    rest: fold([...values, note, assignedUser ?? '', team?.name ?? '', source].join(' ')),
  };
}

/** One text a contact, for engines that search lines. */
export function lineOf({ name, phone, tags, rest }: SearchRecord): string {
  return [name, phone, tags, rest].join(' ');
}
