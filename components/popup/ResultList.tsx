import type { CardField } from '../../utils/settings.ts';
import type { Wish } from './list-keys.ts';
import { ResultRow } from './ResultRow.tsx';
import { type Row, rowId } from './rows.ts';
import { useListKeys } from './use-list-keys.ts';

export interface ResultListProps {
  id: string;
  /** The accessible name. */
  label: string;
  rows: readonly Row[];
  /** Which fields may be seen. */
  fields: readonly CardField[];
  /** Where this list begins among all rows that the search field steers. */
  firstRow: number;
  /** How many rows there are in all lists, and which the keyboard is on, or -1. */
  allRows: number;
  active: number;
  onOpen: (row: Row, background: boolean) => void;
  onDetails: (row: Row, index: number) => void;
  onJump: (row: Row) => void;
  onWish: (wish: Wish) => void;
}

/** A short list below the search field: a `listbox` steered from there, or by itself. */
export function ResultList(props: ResultListProps) {
  const { id, label, rows, firstRow, active, onOpen, onDetails, onJump } = props;
  const isInside = active >= firstRow && active < firstRow + rows.length;
  const onKeyDown = useListKeys(active, props.allRows, props.onWish);
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      aria-activedescendant={isInside ? rowId(active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <ResultRow
          key={row.contact.uuid}
          id={rowId(firstRow + index)}
          row={row}
          fields={props.fields}
          isActive={firstRow + index === active}
          onOpen={(background) => onOpen(row, background)}
          onDetails={() => onDetails(row, firstRow + index)}
          onJump={() => onJump(row)}
        />
      ))}
    </ul>
  );
}
