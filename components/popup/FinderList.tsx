import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../utils/i18n.ts';
import { type Completion, complete } from '../../utils/search/complete.ts';
import { tagTerm } from '../../utils/search/query.ts';
import type { Contact } from '../../utils/contact.ts';
import { Announcement } from '../Announcement.tsx';
import { ActionsMenu } from './ActionsMenu.tsx';
import { Completions } from './Completions.tsx';
import type { ContactWishes } from './contact-wishes.ts';
import type { Ground } from './held-ground.ts';
import { NONE, type Wish } from './list-keys.ts';
import type { Overview, PopupActions } from './contract.ts';
import { QueryChips } from './QueryChips.tsx';
import { Results } from './Results.tsx';
import { type Chosen, type Row, activeRow, choiceAt, rowsOf } from './rows.ts';
import { SearchBox } from './SearchBox.tsx';
import { type DirectoryState, useDirectory } from './use-directory.ts';
import { useGround } from './use-ground.ts';
import { type ListPlace, useLeftPlace } from './use-left-place.ts';
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
  begin: ListPlace;
  /** Where the user is now. */
  onPlace: (place: ListPlace) => void;
  /** Shows where the page has a number. */
  onJump: (text: string) => void;
  onSync: () => void;
}

/** The search field with the lists below it. Has the focus whenever it is shown. */
export function FinderList(props: FinderListProps) {
  const { overview, actions, isHidden, typed, onType } = props;
  const input = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState<Chosen>();
  const [menu, setMenu] = useState<Row>();
  const hasFound = useRef(false);
  const latest = useLatestGround(overview, actions);
  const isChosen = menu !== undefined || chosen?.typed === typed || typed.trim() !== '';
  const { ground, isBehind, catchUp } = useGround(
    latest,
    typed,
    isChosen && hasFound.current,
    scroller,
  );
  const { directory: state, page: reading } = ground;
  const page = reading.state;
  const directory = typeof state === 'object' ? state : undefined;
  const findings = useFindings(directory, typed);
  const answer = typeof findings === 'object' ? findings : undefined;
  const pages = usePages(answer, catchUp);
  const rows = rowsOf(answer, page, ground);
  const { offered, found } = rows;
  const above = offered.flatMap((list) => list.rows);
  const onPage = above.filter(({ place }) => place).length;
  const count = above.length + found;
  hasFound.current = count > 0;
  const left = useLeftPlace({
    answer,
    typed,
    page,
    scroller,
    begin: props.begin,
    chosen,
    onChosen: useCallback((again: Chosen) => setChosen((now) => now ?? again), []),
    onPlace: props.onPlace,
  });
  const active = left ? NONE : activeRow(answer, rows, chosen);
  const newcomers = useNewcomers(isBehind ? latest.directory : undefined, answer);

  // Before the next key arrives, which may follow the last one at once.
  useLayoutEffect(() => {
    if (!isHidden) input.current?.focus();
  }, [isHidden]);
  useLayoutEffect(() => {
    // Typing goes on where it was, or replaces it.
    input.current?.select();
  }, []);

  const rowAt = (row: number): Row | undefined => {
    if (row < above.length) return above[row];
    const contact = pages.contactAt(row - above.length);
    return contact && { contact };
  };
  const moveTo = (row: number) => {
    if (!answer) return;
    const { typed: asked, from } = answer;
    setChosen({ typed: asked, from, ...choiceAt(row, rows, pages.contactAt) });
  };
  /** Does something with the active row; if the list is older than the query, waits for it. */
  const withActive = async (act: (row: Row) => void): Promise<void> => {
    const asked = input.current?.value ?? typed;
    if (left && asked === typed && findings !== 'failed') {
      const contact = await actions.findContact(left.uuid).catch(() => undefined);
      if (contact) act({ contact });
    } else if (answer?.typed === asked) {
      const row = rowAt(active);
      if (row) act(row);
    } else if (asked.trim() !== '') {
      // The contacts may still be being opened.
      const opened = directory ?? (await actions.openDirectory().catch(() => undefined));
      const contact = (await opened?.find(asked))?.first[0];
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

  /** Does what a key asks for with a row: the active one, or the one that the menu is of. */
  const doWish = (wish: Wish, withRow: (act: (row: Row) => void) => unknown): void => {
    const withContact = (act: (contact: Contact) => void) => withRow(({ contact }) => act(contact));
    switch (wish.kind) {
      case 'move':
        moveTo(wish.row);
        break;
      case 'open':
        withRow((row) => open(row, false));
        break;
      case 'open-behind':
        withRow((row) => open(row, true));
        break;
      case 'contact':
        withContact(props.onContact);
        break;
      case 'details':
        withContact(props.onDetails);
        break;
      case 'jump':
        withRow(jump);
        break;
      case 'copy':
        withContact(props.onCopy);
        break;
      case 'actions':
        withRow(setMenu);
        break;
      case 'clear':
        setTypedAndFocus('');
        break;
      case 'field':
        input.current?.focus();
        break;
    }
  };
  const onWish = (wish: Wish) => doWish(wish, withActive);

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
      {newcomers > 0 && (
        <button type="button" class="newcomers" onClick={catchUp}>
          {plural('list_new', newcomers)}
        </button>
      )}
      {menu && (
        <ActionsMenu
          row={menu}
          onWish={(wish) => doWish(wish, (act) => act(menu))}
          onClose={() => {
            setMenu(undefined);
            input.current?.focus();
          }}
        />
      )}
      <Announcement text={announcementOf(answer, onPage, newcomers)} />
    </div>
  );
}

/** Everything that the lists are made of, as it is now. */
function useLatestGround(overview: Overview, actions: PopupActions): Ground {
  const { generation, site, recent, inTouch } = overview;
  const directory = useDirectory(actions.openDirectory, generation);
  const pageId = `${site?.country ?? ''} ${overview.page}`;
  const page = usePageContacts(actions.readPage, generation, pageId);
  // The same one as long as nothing in it is another.
  return useMemo(() => ({ directory, page, recent, inTouch }), [directory, page, recent, inTouch]);
}

/** How many more a newer directory finds. */
function useNewcomers(newer: DirectoryState | undefined, answer: Answer | undefined): number {
  const directory = typeof newer === 'object' && newer !== answer?.from ? newer : undefined;
  const findings = useFindings(directory, answer?.typed ?? '');
  if (!directory || !answer || typeof findings !== 'object') return 0;
  const isSame = findings.from === directory && findings.typed === answer.typed;
  return isSame && !findings.isCounting ? Math.max(0, findings.total - answer.total) : 0;
}

/** What screen readers are told of the lists. */
function announcementOf(answer: Answer | undefined, onPage: number, newcomers: number): string {
  if (newcomers > 0) return plural('list_new', newcomers);
  if (!answer || answer.typed === '') return onPage > 0 ? plural('page_contacts', onPage) : '';
  if (answer.isCounting) return '';
  const count = plural('contacts', answer.total);
  return answer.isForgiving && answer.total > 0 ? `${t('search_similar')} ${count}` : count;
}
