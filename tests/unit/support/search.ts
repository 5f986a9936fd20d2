import type { Contact } from '../../../utils/contact.ts';
import { readPhone } from '../../../utils/phone/keys.ts';
import { Facets } from '../../../utils/search/facets.ts';
import { entryOf } from '../../../utils/search/entry.ts';
import { type PackedText, pack } from '../../../utils/search/packed-text.ts';
import type { QueryContext } from '../../../utils/search/filters.ts';
import { type Query, parseQuery } from '../../../utils/search/query.ts';
import { type SearchOptions, type SearchResult, Searcher } from '../../../utils/search/search.ts';

/** These contacts as the popup gets them: contact `i` has locator `first + i`. */
export function packed(contacts: readonly Contact[], first = 0): PackedText {
  const entries = contacts.map((contact) =>
    entryOf(
      contact,
      readPhone(contact.phoneNumber ?? '', 'IT').map(({ key }) => key),
    ),
  );
  return pack(
    entries,
    contacts.map((_, index) => first + index),
  );
}

/** As whoever types this first. */
export function search(
  segments: readonly PackedText[],
  query: Query,
  options?: SearchOptions,
): SearchResult {
  return new Searcher(segments, options).search(query);
}

/** The places of the contacts found, best first. */
export function find(text: PackedText, typed: string, context?: QueryContext): number[] {
  return search([text], parseQuery(typed, context)).locators(0, Infinity);
}

/** Only those who match as typed. */
export function findExactly(text: PackedText, typed: string, context?: QueryContext): number[] {
  const { isForgiving, locators } = search([text], parseQuery(typed, context));
  return isForgiving ? [] : locators(0, Infinity);
}

export function facetsOf(contacts: readonly Contact[]): Facets {
  const facets = Facets.from(undefined);
  for (const contact of contacts) facets.add(contact);
  return facets;
}
