import { ResultRow } from './ResultRow.tsx';
import type { Row } from './rows.ts';
import { rowId } from './rows.ts';

export interface ResultListProps {
  id: string;
  /** The accessible name. */
  label: string;
  rows: readonly Row[];
  /** Where this list begins among all rows that the search field steers. */
  firstRow: number;
  /** Which of all rows the keyboard is on, or -1. */
  active: number;
  onOpen: (row: Row, background: boolean) => void;
  onDetails: (row: Row, index: number) => void;
  onJump: (row: Row) => void;
}

/** A list below the search field, which keeps the focus: a `listbox` steered from there. */
export function ResultList(props: ResultListProps) {
  const { id, label, rows, firstRow, active, onOpen, onDetails, onJump } = props;
  return (
    <ul id={id} role="listbox" aria-label={label}>
      {rows.map((row, index) => (
        <ResultRow
          key={row.contact.uuid}
          id={rowId(firstRow + index)}
          row={row}
          isActive={firstRow + index === active}
          onOpen={(background) => onOpen(row, background)}
          onDetails={() => onDetails(row, firstRow + index)}
          onJump={() => onJump(row)}
        />
      ))}
    </ul>
  );
}
