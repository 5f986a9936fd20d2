import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import type { Directory } from '../../utils/search/directory.ts';
import { FoundList } from './FoundList.tsx';
import type { Wish } from './list-keys.ts';
import { NoContacts, NothingFound } from './NothingFound.tsx';
import type { Overview } from './contract.ts';
import { type KeyName, ResultHead } from './ResultHead.tsx';
import { ResultList } from './ResultList.tsx';
import { type Row, type Rows, rowId } from './rows.ts';
import { TagChips } from './TagChips.tsx';
import type { Answer } from './use-findings.ts';
import type { PageState } from './use-page-contacts.ts';
import type { Pages } from './use-pages.ts';

export interface ResultsProps {
  answer: Answer | undefined;
  rows: Rows;
  pages: Pages;
  /** Which of all rows the keyboard is on, or -1. */
  active: number;
  page: PageState;
  /** Not there while the contacts are being opened. */
  directory: Directory | undefined;
  overview: Overview;
  scroller: RefObject<HTMLDivElement | null>;
  onOpen: (row: Row, background: boolean) => void;
  onDetails: (row: Row, index: number) => void;
  onJump: (row: Row) => void;
  onWish: (wish: Wish) => void;
  onTag: (tag: string) => void;
  onClear: () => void;
  onSync: () => void;
}

/** What is below the search field: who is offered before anything is asked, the tags, and who was found. */
export function Results(props: ResultsProps) {
  const { answer, rows, active, page, directory, overview, scroller, onClear, onSync } = props;
  const { offered, found } = rows;
  const firstFound = offered.reduce((sum, list) => sum + list.rows.length, 0);
  useEffect(() => {
    if (active < firstFound) {
      document.getElementById(rowId(active))?.scrollIntoView({ block: 'nearest' });
    }
  }, [active, firstFound]);

  const { generation, site, sync, view } = overview;
  if (generation === undefined || directory?.size === 0) {
    return <NoContacts sync={sync} onSync={onSync} />;
  }
  if (!answer) return <p class="empty muted">{t('loading')}</p>;
  const isHome = answer.typed === '';
  if (isHome && page === 'looking') {
    return <p class="empty muted looking">{t('page_looking')}</p>;
  }
  if (found === 0) {
    return <NothingFound answer={answer} isSyncing={!sync.lastWhole} onClear={onClear} />;
  }
  const allRows = firstFound + found;
  const { onOpen, onDetails, onJump, onWish } = props;
  const { fields } = view;
  const steer = { allRows, active, fields, onOpen, onDetails, onJump, onWish };
  // Above the list that the keyboard is in, or comes to first.
  const steered = Math.max(active, 0);
  const isSteered = (first: number, count: number): boolean =>
    steered >= first && steered < first + count;
  const keysOf = (first: number, count: number, keys: KeyName[]): KeyName[] =>
    isSteered(first, count) ? keys : [];
  return (
    <div class="results" ref={scroller}>
      {/* Where somebody would expect an answer; other pages have no site. */}
      {isHome && page === null && site && <p class="page-note">{t('page_unreadable')}</p>}
      {offered.map((list, index) => {
        const before = offered.slice(0, index).reduce((sum, { rows: own }) => sum + own.length, 0);
        return (
          <div key={list.id} class="list-part">
            <ResultHead
              text={t(list.heading)}
              isStrong
              keys={keysOf(before, list.rows.length, list.keys)}
            />
            <ResultList
              id={list.id}
              label={t(list.heading)}
              rows={list.rows}
              firstRow={before}
              {...steer}
            />
          </div>
        );
      })}
      {isHome && directory && directory.facets.tags.length > 0 && (
        <TagChips tags={directory.facets.tags} onTag={props.onTag} />
      )}
      {answer.isForgiving && <p class="page-note">{t('search_similar')}</p>}
      <ResultHead
        text={answer.isCounting ? t('search_counting') : plural('contacts', answer.total)}
        keys={keysOf(firstFound, found, ['open', 'details', 'actions'])}
      />
      <FoundList
        query={answer.query}
        total={found}
        pages={props.pages}
        fields={fields}
        scroller={scroller}
        firstRow={firstFound}
        rows={allRows}
        active={active}
        onOpen={onOpen}
        onDetails={onDetails}
        onWish={onWish}
      />
      {answer.total > found && <p class="empty muted">{t('results_more', formatNumber(found))}</p>}
    </div>
  );
}
