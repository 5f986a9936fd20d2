import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../utils/i18n.ts';
import { type Completion, complete } from '../../utils/search/complete.ts';
import { tagTerm } from '../../utils/search/query.ts';
import type { Contact } from '../../utils/contact.ts';
import { Announcement } from '../Announcement.tsx';
import { ActionsMenu } from './ActionsMenu.tsx';
import { Completions } from './Completions.tsx';
import type { ContactWishes } from './contact-wishes.ts';
import { NONE, type Wish } from './list-keys.ts';
import type { Overview, PopupActions } from './Popup.tsx';
import { QueryChips } from './QueryChips.tsx';
import { Results } from './Results.tsx';
import { type Moved, type Row, activeRow, rowsOf } from './rows.ts';
import { SearchBox } from './SearchBox.tsx';
import { useDirectory } from './use-directory.ts';
import { type Answer, useFindings } from './use-findings.ts';
import { usePageContacts } from './use-page-contacts.ts';
import { usePages } from './use-pages.ts';

export interface FinderListProps extends ContactWishes {
  overview: Overview;
  actions: PopupActions;
  isHidden: boolean;
  typed: string;
  onType: (typed: string) => void;
  /** Text with several numbers in it; answers whether it was taken. */
  onPaste: (text: string) => boolean;
  /** The row to begin with, and how far to scroll. */
  begin: { row: number; scroll: number };
  /** Where the user is now. */
  onPlace: (place: { row: number; scroll: number }) => void;
  /** Shows where the page has a number. */
  onJump: (text: string) => void;
  onSync: () => void;
}

/** The search field with the lists below it. Has the focus whenever it is shown. */
export function FinderList(props: FinderListProps) {
  const { overview, actions, isHidden, typed, onType, begin, onPlace } = props;
  const { generation, site } = overview;
  const input = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number>();
  const [moved, setMoved] = useState<Moved>();
  const [menu, setMenu] = useState<Row>();
  const state = useDirectory(actions.openDirectory, generation);
  const directory = typeof state === 'object' ? state : undefined;
  const findings = useFindings(directory, typed);
  const answer = typeof findings === 'object' ? findings : undefined;
  const page = usePageContacts(
    actions.readPage,
    `${generation ?? ''} ${site?.country ?? ''} ${overview.page}`,
  );
  const pages = usePages(answer);
  const rows = rowsOf(answer, page, overview);
  const { offered, found } = rows;
  const above = offered.flatMap((list) => list.rows);
  const onPage = above.filter(({ place }) => place).length;
  const count = above.length + found;
  const active = activeRow(answer, page, count, moved);
  const restored = useRef(false);

  // Before the next key arrives, which may follow the last one at once.
  useLayoutEffect(() => {
    if (!isHidden) input.current?.focus();
  }, [isHidden]);
  useLayoutEffect(() => {
    // Typing goes on where it was, or replaces it.
    input.current?.select();
  }, []);
  useEffect(() => {
    // The row of an empty query depends on who is on the page; that of any other does not.
    if (restored.current || !answer || (typed === '' && page === 'looking')) return;
    restored.current = true;
    if (answer.typed !== typed) return;
    if (begin.row !== NONE) setMoved({ typed, page, row: begin.row });
    scroller.current?.scrollTo(0, begin.scroll);
  }, [answer, page, typed, begin]);
  useEffect(() => {
    if (restored.current) scroller.current?.scrollTo(0, 0);
  }, [answer?.typed]);
  useEffect(() => {
    const element = scroller.current;
    const tell = () => onPlace({ row: moved?.row ?? NONE, scroll: element?.scrollTop ?? 0 });
    if (restored.current) tell();
    element?.addEventListener('scrollend', tell);
    return () => element?.removeEventListener('scrollend', tell);
  }, [moved, onPlace, answer]);

  const rowAt = (row: number): Row | undefined => {
    if (row < above.length) return above[row];
    const contact = pages.contactAt(row - above.length);
    return contact && { contact };
  };
  const moveTo = (row: number) => {
    if (answer) setMoved({ typed: answer.typed, page, row });
  };
  /** Does something with the active row; if the list is older than the query, waits for it. */
  const withActive = async (act: (row: Row) => void): Promise<void> => {
    const asked = input.current?.value ?? typed;
    if (answer?.typed === asked) {
      const row = rowAt(active);
      if (row) act(row);
    } else if (asked.trim() !== '') {
      const contact = (await directory?.find(asked))?.first[0];
      if (contact) act({ contact });
    }
  };
  const open = ({ contact }: Row, background: boolean) => props.onOpen(contact, background);
  const jump = ({ place }: Row) => {
    if (place) props.onJump(place.text);
  };
  const setTypedAndFocus = (text: string, at = text.length) => {
    onType(text);
    setCaret(at);
    input.current?.focus();
    // The field has the new text only after the next render.
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };

  const onWish = (wish: Wish): void => {
    const withContact = (act: (contact: Contact) => void) =>
      void withActive(({ contact }) => act(contact));
    switch (wish.kind) {
      case 'move':
        moveTo(wish.row);
        break;
      case 'open':
        void withActive((row) => open(row, false));
        break;
      case 'open-behind':
        void withActive((row) => open(row, true));
        break;
      case 'contact':
        withContact(props.onContact);
        break;
      case 'details':
        withContact(props.onDetails);
        break;
      case 'jump':
        void withActive(jump);
        break;
      case 'copy':
        withContact(props.onCopy);
        break;
      case 'actions':
        void withActive(setMenu);
        break;
      case 'clear':
        setTypedAndFocus('');
        break;
      case 'field':
        input.current?.focus();
        break;
    }
  };

  const completions =
    directory && caret !== undefined
      ? complete(typed, caret, directory.facets, {
          me: overview.account?.email,
          funnels: overview.view.funnels,
        })
      : [];
  return (
    <div class="finder" hidden={isHidden}>
      <h1 class="sr-only">{t('extensionName')}</h1>
      <SearchBox
        query={typed}
        rows={count}
        active={active}
        keys={[t('keys_explained'), ...(onPage > 0 ? [t('keys_explained_page')] : [])]}
        inputRef={input}
        onQuery={(text, at) => {
          onType(text);
          setCaret(at);
        }}
        onCaret={setCaret}
        onPaste={props.onPaste}
        onClear={() => setTypedAndFocus('')}
        onWish={onWish}
      />
      {typed !== '' && (
        <Completions
          completions={completions}
          onChoose={(chosen: Completion) => setTypedAndFocus(chosen.query, chosen.caret)}
        />
      )}
      {answer?.typed === typed && (
        <QueryChips
          typed={typed}
          query={answer.query}
          isFound={answer.total > 0}
          onQuery={setTypedAndFocus}
        />
      )}
      {state === 'failed' || findings === 'failed' ? (
        <p role="alert" class="empty">
          {t('search_failed')}
        </p>
      ) : (
        <Results
          answer={answer}
          rows={rows}
          pages={pages}
          active={active}
          page={page}
          directory={directory}
          overview={overview}
          scroller={scroller}
          onOpen={open}
          onDetails={(row, index) => {
            moveTo(index);
            props.onDetails(row.contact);
          }}
          onJump={jump}
          onWish={onWish}
          onTag={(tag) => setTypedAndFocus(`${tagTerm(tag)} `)}
          onClear={() => setTypedAndFocus('')}
          onSync={props.onSync}
        />
      )}
      {menu && (
        <ActionsMenu
          row={menu}
          onWish={onWish}
          onClose={() => {
            setMenu(undefined);
            input.current?.focus();
          }}
        />
      )}
      <Announcement text={announcementOf(answer, onPage)} />
    </div>
  );
}

/** What screen readers are told of the lists. */
function announcementOf(answer: Answer | undefined, onPage: number): string {
  if (!answer || answer.typed === '') return onPage > 0 ? plural('page_contacts', onPage) : '';
  if (answer.isCounting) return '';
  const count = plural('contacts', answer.total);
  return answer.isForgiving && answer.total > 0 ? `${t('search_similar')} ${count}` : count;
}
