import type { Contact } from '../../../utils/contact.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { type PackedText, unpack } from '../../../utils/search/packed-text.ts';
import { search } from '../../../utils/search/search.ts';
import { PartBuilder } from '../../../utils/store/part-builder.ts';

/** These contacts as the popup gets them: contact `i` has locator `i`. */
export function packed(contacts: readonly Contact[]): PackedText {
  const builder = new PartBuilder('IT');
  contacts.forEach((contact, index) => {
    builder.add(contact, index);
  });
  return unpack(builder.build().search);
}

/** The places of the contacts found, best first. */
export function find(text: PackedText, typed: string, limit = 1_000): number[] {
  return search(text, parseQuery(typed), limit).locators;
}
