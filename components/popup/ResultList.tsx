import { useEffect, useRef } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { ResultRow } from './ResultRow.tsx';

/** The id of the list, for the search field's `aria-controls`. */
export const RESULTS_ID = 'results';

/** The id of a row, for `aria-activedescendant`. */
export function rowId(row: number): string {
  return `result-${row}`;
}

export interface ResultListProps {
  contacts: readonly Contact[];
  /** The row the keyboard is on, or -1. */
  active: number;
  onOpen: (contact: Contact, background: boolean) => void;
  onDetails: (contact: Contact, row: number) => void;
}

/** The list below the search field, which keeps the focus: a `listbox` steered from there. */
export function ResultList({ contacts, active, onOpen, onDetails }: ResultListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const row = list.current?.children[active];
    if (row) row.scrollIntoView({ block: 'nearest' });
    else list.current?.scrollTo(0, 0);
  }, [active, contacts]);
  return (
    <ul ref={list} id={RESULTS_ID} role="listbox" aria-label={t('search_results')} class="results">
      {contacts.map((contact, row) => (
        <ResultRow
          key={contact.uuid}
          id={rowId(row)}
          contact={contact}
          isActive={row === active}
          onOpen={(background) => onOpen(contact, background)}
          onDetails={() => onDetails(contact, row)}
        />
      ))}
    </ul>
  );
}
