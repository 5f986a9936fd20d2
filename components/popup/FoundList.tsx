import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { Query } from '../../utils/search/query.ts';
import type { CardField } from '../../utils/settings.ts';
import type { Wish } from './list-keys.ts';
import { ResultRow } from './ResultRow.tsx';
import { FOUND_LIST_ID, type Row, rowId } from './rows.ts';
import { useListKeys } from './use-list-keys.ts';
import type { Pages } from './use-pages.ts';
import { useVirtualList } from './use-virtual-list.ts';

export interface FoundListProps {
  query: Query;
  total: number;
  pages: Pages;
  /** Which fields may be seen. */
  fields: readonly CardField[];
  scroller: RefObject<HTMLElement | null>;
  /** Where this list begins among all rows that the search field steers. */
  firstRow: number;
  /** How many rows there are in all lists, and which the keyboard is on, or -1. */
  rows: number;
  active: number;
  onOpen: (row: Row, background: boolean) => void;
  onDetails: (row: Row, index: number) => void;
  onWish: (wish: Wish) => void;
}

/** Everybody who was found: a `listbox` of which only what is seen is there. */
export function FoundList(props: FoundListProps) {
  const { query, total, pages, scroller, firstRow, active, onOpen, onDetails } = props;
  const list = useRef<HTMLUListElement>(null);
  const { rows, height, margin, measure, scrollTo } = useVirtualList({
    count: total,
    scroller,
    list,
    kept: active - firstRow,
  });
  const onKeyDown = useListKeys(active, props.rows, props.onWish);

  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const { want } = pages;
  useEffect(() => {
    // The kept row may be far from those that are seen.
    const seen = rows.filter(({ index }) => index !== active - firstRow).map(({ index }) => index);
    if (rows.length > 0) want(Math.min(...seen, last), Math.max(...seen, first) + 1);
    if (active >= firstRow) want(active - firstRow, active - firstRow + 1);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `want` is new in every render
  }, [first, last, active, firstRow, query]);

  useEffect(() => {
    if (active >= firstRow) scrollTo(active - firstRow);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `scrollTo` is new in every render
  }, [active, firstRow, query]);

  return (
    <ul
      id={FOUND_LIST_ID}
      ref={list}
      role="listbox"
      aria-label={t('search_results')}
      aria-activedescendant={active >= firstRow ? rowId(active) : undefined}
      class="found"
      tabIndex={0}
      style={{ blockSize: `${height}px` }}
      onKeyDown={onKeyDown}
    >
      {rows.map(({ index, start }) => {
        const contact = pages.contactAt(index);
        const row = firstRow + index;
        return (
          <ResultRow
            key={contact?.uuid ?? index}
            id={rowId(row)}
            row={contact && { contact }}
            query={query}
            fields={props.fields}
            isActive={row === active}
            place={{ index, total, top: start - margin }}
            rowRef={measure}
            onOpen={(background) => contact && onOpen({ contact }, background)}
            onDetails={() => contact && onDetails({ contact }, row)}
          />
        );
      })}
    </ul>
  );
}
