import type { Contact } from '../../utils/contact.ts';
import type { MessageKey } from '../../utils/i18n.ts';
import type { Directory } from '../../utils/search/directory.ts';
import { NONE } from './list-keys.ts';
import type { KeyName } from './ResultHead.tsx';
import type { Answer } from './use-findings.ts';
import type { PageContact, PageState } from './use-page-contacts.ts';

/** One row of the popup's lists. */
export interface Row {
  contact: Contact;
  /** Where the page has this contact, in the list of those that are on it. */
  place?: Pick<PageContact, 'text' | 'guessed'>;
}

/** A short list of contacts that are offered before anything is asked. */
export interface OfferedRows {
  id: string;
  heading: MessageKey;
  rows: Row[];
  /** The keys to be told of while the keyboard is in it. */
  keys: KeyName[];
}

/** All rows that the search field steers, in their order. */
export interface Rows {
  /** None of them is empty. */
  offered: OfferedRows[];
  /** How many of those who were found can be listed. */
  found: number;
}

/** Firefox draws nothing that is higher than some 17.8 million pixels; a row has 51. */
export const MOST_ROWS = 300_000;

/** The ids of the lists, for the search field's `aria-controls`. */
const PAGE_LIST_ID = 'page-results';
const RECENT_LIST_ID = 'recent-results';
const IN_TOUCH_LIST_ID = 'in-touch-results';
export const FOUND_LIST_ID = 'results';
export const LIST_IDS = [PAGE_LIST_ID, RECENT_LIST_ID, IN_TOUCH_LIST_ID, FOUND_LIST_ID].join(' ');

/** The id of a row, for `aria-activedescendant`. */
export function rowId(row: number): string {
  return `result-${row}`;
}

/**
 * As long as nothing is asked, who is on the page stands first, then who was opened last, then who
 * has written last.
 */
export function rowsOf(
  answer: Answer | undefined,
  page: PageState,
  { recent, inTouch }: Record<'recent' | 'inTouch', readonly Contact[]>,
): Rows {
  const found = Math.min(answer?.total ?? 0, MOST_ROWS);
  if (answer?.typed !== '') return { offered: [], found };
  // Nothing is shown until it is known who stands first; what is not shown is not steered either.
  if (page === 'looking') return { offered: [], found: 0 };
  const onPage = (Array.isArray(page) ? page : []).map(({ contact, text, guessed }) => ({
    contact,
    place: { text, guessed },
  }));
  const rowsFor = (contacts: readonly Contact[]): Row[] => contacts.map((contact) => ({ contact }));
  const keys: KeyName[] = ['open', 'details', 'actions'];
  const offered: OfferedRows[] = [
    { id: PAGE_LIST_ID, heading: 'page_heading', rows: onPage, keys: ['open', 'jump', 'actions'] },
    { id: RECENT_LIST_ID, heading: 'recent_heading', rows: rowsFor(recent), keys },
    { id: IN_TOUCH_LIST_ID, heading: 'in_touch_heading', rows: rowsFor(inTouch), keys },
  ];
  return { offered: offered.filter(({ rows }) => rows.length > 0), found };
}

/** Where the keyboard was moved to: to a contact, not to a row. */
export interface Chosen {
  typed: string;
  /** Whose order the places of those who were found are in. */
  from: Directory;
  list: string;
  index: number;
  /** Not there for a row that has not been read yet. */
  uuid: string | undefined;
  text: string | null;
}

/** What can be chosen at a row of all lists. */
export function choiceAt(
  row: number,
  { offered }: Rows,
  foundAt: (index: number) => Contact | undefined,
): Pick<Chosen, 'list' | 'index' | 'uuid' | 'text'> {
  let first = 0;
  for (const { id, rows } of offered) {
    const at = rows[row - first];
    if (at) {
      const { contact, place } = at;
      return { list: id, index: row - first, uuid: contact.uuid, text: place?.text ?? null };
    }
    first += rows.length;
  }
  const index = row - first;
  return { list: FOUND_LIST_ID, index, uuid: foundAt(index)?.uuid, text: null };
}

/**
 * The row that the keyboard is on. Whoever was chosen stays chosen wherever in their list they stand
 * now; if they have left it, nobody is until the user moves. Where nobody was chosen it is the best
 * match, if something was asked: without a question Enter must not open somebody.
 */
export function activeRow(
  answer: Answer | undefined,
  { offered, found }: Rows,
  chosen: Chosen | undefined,
): number {
  if (!answer) return NONE;
  if (chosen?.typed !== answer.typed) {
    return found > 0 && answer.typed.trim() !== '' ? 0 : NONE;
  }
  const { list, index, uuid, text } = chosen;
  let first = 0;
  for (const { id, rows } of offered) {
    if (id === list) {
      const at = rows.findIndex(
        ({ contact, place }) => contact.uuid === uuid && (place?.text ?? null) === text,
      );
      return at < 0 ? NONE : first + at;
    }
    first += rows.length;
  }
  if (list !== FOUND_LIST_ID) return NONE;
  if (chosen.from === answer.from) return index < found ? first + index : NONE;
  const at = answer.first.findIndex((contact) => contact.uuid === uuid);
  return at < 0 ? NONE : first + at;
}
