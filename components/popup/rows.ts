import type { Contact } from '../../utils/contact.ts';
import { NONE } from './list-keys.ts';
import type { Answer } from './use-findings.ts';
import type { PageContact, PageState } from './use-page-contacts.ts';

/** One row of the popup's lists. */
export interface Row {
  contact: Contact;
  /** Where the page has this contact, in the list of those that are on it. */
  place?: Pick<PageContact, 'text' | 'guessed'>;
}

/** All rows that the search field steers, in their order. */
export interface Rows {
  onPage: Row[];
  found: Row[];
}

/** The ids of the lists, for the search field's `aria-controls`. */
export const PAGE_LIST_ID = 'page-results';
export const FOUND_LIST_ID = 'results';

/** The id of a row, for `aria-activedescendant`. */
export function rowId(row: number): string {
  return `result-${row}`;
}

/** Who is on the page stands first, as long as nothing is asked. */
export function rowsOf(answer: Answer | undefined, page: PageState): Rows {
  const onPage = answer?.query === '' && Array.isArray(page) ? page : [];
  return {
    onPage: onPage.map(({ contact, text, guessed }) => ({ contact, place: { text, guessed } })),
    found: (answer?.contacts ?? []).map((contact) => ({ contact })),
  };
}

/** Where the keyboard was moved to, and in which lists. */
export interface Moved {
  query: string;
  page: PageState;
  row: number;
}

/**
 * Where the keyboard is: where it was moved to, as long as it is the same question. Else the best
 * match, if something was asked: without a question Enter must not open somebody.
 */
export function activeRow(
  answer: Answer | undefined,
  page: PageState,
  count: number,
  moved: Moved | undefined,
): number {
  if (!answer || count === 0) return NONE;
  const isSame = moved?.query === answer.query && (answer.query !== '' || moved.page === page);
  if (moved && isSame) return Math.min(moved.row, count - 1);
  return answer.query.trim() === '' ? NONE : 0;
}
