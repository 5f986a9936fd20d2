import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { plural, t } from '../../utils/i18n.ts';
import { tagTerm } from '../../utils/search/query.ts';
import { Announcement } from '../Announcement.tsx';
import type { Overview, PopupActions } from './Popup.tsx';
import { Results } from './Results.tsx';
import { type Moved, type Row, activeRow, rowsOf } from './rows.ts';
import { SearchBox } from './SearchBox.tsx';
import { useDirectory } from './use-directory.ts';
import { useFindings } from './use-findings.ts';
import { usePageContacts } from './use-page-contacts.ts';

/** More than anybody looks through; a longer list is a better query. */
const LIMIT = 50;

export interface FinderListProps {
  overview: Overview;
  actions: PopupActions;
  isHidden: boolean;
  onOpen: (contact: Contact, background: boolean) => void;
  onDetails: (contact: Contact) => void;
  /** Shows where the page has a number. */
  onJump: (text: string) => void;
  onSync: () => void;
}

/** The search field with the lists below it. Has the focus whenever it is shown. */
export function FinderList(props: FinderListProps) {
  const { overview, actions, isHidden, onOpen, onDetails, onJump } = props;
  const { generation, site } = overview;
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [moved, setMoved] = useState<Moved>();
  const state = useDirectory(actions.openDirectory, generation);
  const directory = typeof state === 'object' ? state : undefined;
  const findings = useFindings(directory, query, LIMIT);
  const answer = typeof findings === 'object' ? findings : undefined;
  const page = usePageContacts(actions.readPage, `${generation ?? ''} ${site?.country ?? ''}`);
  const rows = rowsOf(answer, page);
  const all = [...rows.onPage, ...rows.found];
  const active = activeRow(answer, page, all.length, moved);

  // Before the next key arrives, which may follow the last one at once.
  useLayoutEffect(() => {
    if (!isHidden) input.current?.focus();
  }, [isHidden]);

  const moveTo = (row: number) => {
    if (answer) setMoved({ query: answer.query, page, row });
  };
  /** Does something with the active row; if the list is older than the query, waits for it. */
  const withActive = async (act: (row: Row) => void): Promise<void> => {
    const typed = input.current?.value ?? query;
    if (answer?.query === typed) {
      const row = all[active];
      if (row) act(row);
    } else if (typed.trim() !== '') {
      const contact = (await directory?.find(typed, 1))?.contacts[0];
      if (contact) act({ contact });
    }
  };
  const open = ({ contact }: Row, background: boolean) => onOpen(contact, background);
  const jump = ({ place }: Row) => {
    if (place) onJump(place.text);
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
        rows={all.length}
        active={active}
        keys={[t('keys_explained'), ...(rows.onPage.length > 0 ? [t('keys_explained_page')] : [])]}
        inputRef={input}
        onQuery={setQuery}
        onActive={moveTo}
        onOpen={(background) => void withActive((row) => open(row, background))}
        onDetails={() => void withActive(({ contact }) => onDetails(contact))}
        onJump={() => void withActive(jump)}
      />
      {state === 'failed' || findings === 'failed' ? (
        <p role="alert" class="empty">
          {t('search_failed')}
        </p>
      ) : (
        <Results
          answer={answer}
          rows={rows}
          active={active}
          page={page}
          directory={directory}
          overview={overview}
          onOpen={open}
          onDetails={(row, index) => {
            moveTo(index);
            onDetails(row.contact);
          }}
          onJump={jump}
          onTag={(tag) => setQueryAndFocus(`${tagTerm(tag)} `)}
          onClear={() => setQueryAndFocus('')}
          onSync={props.onSync}
        />
      )}
      <Announcement
        text={
          answer && answer.query !== ''
            ? plural('contacts', answer.total)
            : rows.onPage.length > 0
              ? plural('page_contacts', rows.onPage.length)
              : ''
        }
      />
    </div>
  );
}
