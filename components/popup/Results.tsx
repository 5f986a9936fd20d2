import { useEffect, useRef } from 'preact/hooks';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import { NoContacts, NothingFound } from './NothingFound.tsx';
import type { Overview } from './Popup.tsx';
import { ResultHead } from './ResultHead.tsx';
import { ResultList } from './ResultList.tsx';
import { FOUND_LIST_ID, PAGE_LIST_ID, type Row, type Rows, rowId } from './rows.ts';
import { TagChips } from './TagChips.tsx';
import type { Directory } from './directory.ts';
import type { Answer } from './use-findings.ts';
import type { PageState } from './use-page-contacts.ts';

export interface ResultsProps {
  answer: Answer | undefined;
  rows: Rows;
  /** Which of all rows the keyboard is on, or -1. */
  active: number;
  page: PageState;
  /** Not there while the contacts are being opened. */
  directory: Directory | undefined;
  overview: Overview;
  onOpen: (row: Row, background: boolean) => void;
  onDetails: (row: Row, index: number) => void;
  onJump: (row: Row) => void;
  onTag: (tag: string) => void;
  onClear: () => void;
  onSync: () => void;
}

/** What is below the search field: who is on the page, the tags, and whoever was found. */
export function Results(props: ResultsProps) {
  const { answer, rows, active, page, directory, overview, onClear, onSync } = props;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = document.getElementById(rowId(active));
    if (row) row.scrollIntoView({ block: 'nearest' });
    else scroller.current?.scrollTo(0, 0);
  }, [active, answer]);

  const { generation, site, sync } = overview;
  if (generation === undefined || directory?.size === 0) {
    return <NoContacts sync={sync} onSync={onSync} />;
  }
  if (!answer) return <p class="empty muted">{t('loading')}</p>;
  const isAsked = answer.query !== '';
  if (!isAsked && page === 'looking') {
    return <p class="empty muted looking">{t('page_looking')}</p>;
  }
  if (answer.total === 0) {
    return <NothingFound query={answer.query} isSyncing={!sync.lastWhole} onClear={onClear} />;
  }
  const { onPage, found } = rows;
  const steer = {
    active,
    onOpen: props.onOpen,
    onDetails: props.onDetails,
    onJump: props.onJump,
  };
  const hasTags = !isAsked && directory !== undefined && directory.tags.length > 0;
  const isPart = answer.total > answer.contacts.length;
  return (
    // Without a button in it nobody could scroll it by keyboard in browsers that do not offer it.
    <div class="results" ref={scroller} tabIndex={hasTags ? undefined : 0}>
      {onPage.length > 0 && (
        <div class="page-part">
          <ResultHead text={t('page_heading')} isStrong keys={['open', 'details', 'jump']} />
          <ResultList
            id={PAGE_LIST_ID}
            label={t('page_heading')}
            rows={onPage}
            firstRow={0}
            {...steer}
          />
        </div>
      )}
      {/* Where somebody would expect an answer; other pages have no site. */}
      {!isAsked && page === null && site && <p class="page-note">{t('page_unreadable')}</p>}
      {hasTags && <TagChips tags={directory.tags} onTag={props.onTag} />}
      <ResultHead
        text={
          isPart
            ? t('search_shown', formatNumber(answer.contacts.length), formatNumber(answer.total))
            : plural('contacts', answer.total)
        }
        keys={onPage.length > 0 ? [] : ['open', 'details']}
      />
      <ResultList
        id={FOUND_LIST_ID}
        label={t('search_results')}
        rows={found}
        firstRow={onPage.length}
        {...steer}
      />
    </div>
  );
}
