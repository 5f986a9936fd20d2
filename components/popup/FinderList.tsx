import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import { tagTerm } from '../../utils/search/query.ts';
import { Announcement } from '../Announcement.tsx';
import { NONE } from './list-keys.ts';
import { NoContacts, NothingFound } from './NothingFound.tsx';
import type { Overview, PopupActions } from './Popup.tsx';
import { ResultList } from './ResultList.tsx';
import { SearchBox } from './SearchBox.tsx';
import { TagChips } from './TagChips.tsx';
import { useDirectory } from './use-directory.ts';
import { type Answer, useFindings } from './use-findings.ts';

/** More than anybody looks through; a longer list is a better query. */
const LIMIT = 50;

export interface FinderListProps {
  overview: Overview;
  actions: PopupActions;
  isHidden: boolean;
  onOpen: (contact: Contact, background: boolean) => void;
  onDetails: (contact: Contact) => void;
  onSync: () => void;
}

/** The search field with tags and results below it. Has the focus whenever it is shown. */
export function FinderList(props: FinderListProps) {
  const { overview, actions, isHidden, onOpen, onDetails } = props;
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [moved, setMoved] = useState<{ query: string; row: number }>();
  const state = useDirectory(actions.openDirectory, overview.generation);
  const directory = typeof state === 'object' ? state : undefined;
  const answer = useFindings(directory, query, LIMIT);
  const found = typeof answer === 'object' ? answer : undefined;
  const active = activeRow(found, moved);

  // Before the next key arrives, which may follow the last one at once.
  useLayoutEffect(() => {
    if (!isHidden) input.current?.focus();
  }, [isHidden]);

  /** Does something with the active contact; if the list is older than the query, waits for it. */
  const withActive = async (act: (contact: Contact) => void): Promise<void> => {
    const typed = input.current?.value ?? query;
    const contact =
      found?.query === typed
        ? found.contacts[active]
        : typed.trim() !== '' && (await directory?.find(typed, 1))?.contacts[0];
    if (contact) act(contact);
  };

  const show = (contact: Contact, row: number) => {
    if (found) setMoved({ query: found.query, row });
    onDetails(contact);
  };
  const setQueryAndFocus = (text: string) => {
    setQuery(text);
    input.current?.focus();
  };

  return (
    <div class="finder" hidden={isHidden}>
      <h1 class="sr-only">{t('extensionName')}</h1>
      <SearchBox
        query={query}
        rows={found?.contacts.length ?? 0}
        active={active}
        inputRef={input}
        onQuery={setQuery}
        onActive={(row) => found && setMoved({ query: found.query, row })}
        onOpen={(background) => void withActive((contact) => onOpen(contact, background))}
        onDetails={() => void withActive(onDetails)}
      />
      {query === '' && directory && directory.tags.length > 0 && (
        <TagChips tags={directory.tags} onTag={(tag) => setQueryAndFocus(`${tagTerm(tag)} `)} />
      )}
      {state === 'failed' || answer === 'failed' ? (
        <p role="alert" class="empty">
          {t('search_failed')}
        </p>
      ) : (
        <Results
          found={found}
          active={active}
          size={directory?.size}
          overview={overview}
          onOpen={onOpen}
          onDetails={show}
          onClear={() => setQueryAndFocus('')}
          onSync={props.onSync}
        />
      )}
      <Announcement text={found && found.query !== '' ? plural('contacts', found.total) : ''} />
    </div>
  );
}

/**
 * Where the keyboard is: where it was moved to, as long as it is the same question. Else the best
 * match, if something was asked: without a question Enter must not open somebody.
 */
function activeRow(
  found: Answer | undefined,
  moved: { query: string; row: number } | undefined,
): number {
  if (!found || found.contacts.length === 0) return NONE;
  if (moved?.query === found.query) return Math.min(moved.row, found.contacts.length - 1);
  return found.query.trim() === '' ? NONE : 0;
}

interface ResultsProps {
  found: Answer | undefined;
  active: number;
  /** How many contacts there are at all; unknown while they are being opened. */
  size: number | undefined;
  overview: Overview;
  onOpen: (contact: Contact, background: boolean) => void;
  onDetails: (contact: Contact, row: number) => void;
  onClear: () => void;
  onSync: () => void;
}

function Results(props: ResultsProps) {
  const { found, active, size, overview, onOpen, onDetails, onClear, onSync } = props;
  const { generation, sync } = overview;
  if (generation === undefined || size === 0) return <NoContacts sync={sync} onSync={onSync} />;
  if (!found) return <p class="empty muted">{t('loading')}</p>;
  if (found.total === 0) {
    const isSyncing = sync.phase.kind === 'running' || sync.phase.kind === 'waiting';
    return <NothingFound query={found.query} isSyncing={isSyncing} onClear={onClear} />;
  }
  return (
    <>
      <p class="result-head">
        <span>
          {found.total > found.contacts.length
            ? t('search_shown', formatNumber(found.contacts.length), formatNumber(found.total))
            : plural('contacts', found.total)}
        </span>
        <span class="hints" aria-hidden="true">
          <kbd>↵</kbd> {t('hint_open')} <kbd>→</kbd> {t('hint_details')}
        </span>
      </p>
      <ResultList contacts={found.contacts} active={active} onOpen={onOpen} onDetails={onDetails} />
    </>
  );
}
