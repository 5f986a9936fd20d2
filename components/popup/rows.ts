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
  recent: Row[];
  /** How many of those who were found can be listed. */
  found: number;
}

/** Firefox draws nothing that is higher than some 17.8 million pixels; a row has 51. */
export const MOST_ROWS = 300_000;

/** The ids of the lists, for the search field's `aria-controls`. */
export const PAGE_LIST_ID = 'page-results';
export const RECENT_LIST_ID = 'recent-results';
export const FOUND_LIST_ID = 'results';

/** The id of a row, for `aria-activedescendant`. */
export function rowId(row: number): string {
  return `result-${row}`;
}

/** Who is on the page stands first, then who was used last, as long as nothing is asked. */
export function rowsOf(
  answer: Answer | undefined,
  page: PageState,
  recent: readonly Contact[],
): Rows {
  const isHome = answer?.typed === '';
  // Nothing is shown until it is known who stands first; what is not shown is not steered either.
  if (isHome && page === 'looking') return { onPage: [], recent: [], found: 0 };
  const onPage = isHome && Array.isArray(page) ? page : [];
  return {
    onPage: onPage.map(({ contact, text, guessed }) => ({ contact, place: { text, guessed } })),
    recent: isHome ? recent.map((contact) => ({ contact })) : [],
    found: Math.min(answer?.total ?? 0, MOST_ROWS),
  };
}

/** Where the keyboard was moved to, and in which lists. */
export interface Moved {
  typed: string;
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
  const isSame = moved?.typed === answer.typed && (answer.typed !== '' || moved.page === page);
  if (moved && isSame) return Math.min(moved.row, count - 1);
  return answer.typed.trim() === '' ? NONE : 0;
}
