import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { t } from '../../utils/i18n.ts';
import { isListOfNumbers } from '../../utils/phone/written-numbers.ts';
import { useCopy } from '../details/use-copy.ts';
import { IconButton } from '../IconButton.tsx';
import { SyncLine } from '../SyncLine.tsx';
import { isReading } from '../sync-summary.ts';
import { FinderList } from './FinderList.tsx';
import { ManyNumbers } from './ManyNumbers.tsx';
import type { Overview, PopupActions } from './contract.ts';
import type { PopupSession } from './session.ts';
import { ShownContact } from './ShownContact.tsx';
import { SiteRow } from './SiteRow.tsx';

export interface FinderProps {
  account: string;
  overview: Overview;
  actions: PopupActions;
}

/** Where a popup begins: where it was left, or nowhere. */
function beginOf(session: PopupSession | undefined) {
  const { chosen, scroll, uuid } = session ?? { chosen: null, scroll: 0, uuid: null };
  return { place: { chosen, scroll }, uuid };
}

/** A text that is a list of numbers: those are looked up, and not searched for. */
function listIn(text: string): string | undefined {
  return isListOfNumbers(text) ? text : undefined;
}

/** Why nothing was opened. Where Callbell gave no link, another sync brings none. */
function unopened<What extends 'conversation' | 'contact'>(href: string | null, what: What) {
  return dashboardUrl(href) === undefined
    ? (`${what}_missing` as const)
    : (`${what}_failed` as const);
}

/** The popup of a connected account: the list, or one contact; below them how things stand. */
export function Finder({ account, overview, actions }: FinderProps) {
  const { sync, site } = overview;
  const session = overview.session?.account === account ? overview.session : undefined;
  const asked = overview.asked ?? '';
  const [begin] = useState(() => beginOf(asked === '' ? session : undefined));
  const [many, setMany] = useState(() => listIn(asked));
  const [typed, setTyped] = useState(many === undefined ? asked || (session?.query ?? '') : '');
  const [shown, setShown] = useState<Contact>();
  const [problem, setProblem] = useState('');
  const copying = useCopy();
  // Until they are there again, so that a popup closed at once forgets neither.
  const place = useRef(begin.place);
  const awaited = useRef(begin.uuid);

  const { saveSession, findContact, onAsked } = actions;
  const save = useCallback(() => {
    const uuid = shown?.uuid ?? awaited.current;
    saveSession({ account, query: typed, ...place.current, uuid });
  }, [account, typed, shown, saveSession]);
  // Before the next frame: the popup may be closed by then.
  useLayoutEffect(save, [save]);
  useEffect(() => {
    const uuid = awaited.current;
    if (uuid === null) return;
    // Somebody who is gone by now is not shown again.
    findContact(uuid)
      .then(
        (found) => {
          // Not over what the user has begun meanwhile: the next key would be for somebody else.
          if (awaited.current === uuid) setShown((now) => now ?? found);
        },
        () => {},
      )
      .finally(() => (awaited.current = null));
  }, [findContact]);
  useEffect(() => {
    const end = new AbortController();
    onAsked((text) => {
      awaited.current = null;
      setShown(undefined);
      const list = listIn(text);
      setMany(list);
      if (list === undefined) setTyped(text);
    }, end.signal);
    return () => end.abort();
  }, [onAsked]);

  const failed = () => setProblem(t('request_failed'));
  const attempt = (work: Promise<unknown>) => {
    work.then(() => setProblem(''), failed);
  };
  const open = ({ uuid, conversationHref }: Contact, background: boolean) => {
    actions.openConversation(uuid, background).then((opened) => {
      setProblem(opened ? '' : t(unopened(conversationHref, 'conversation')));
      if (opened && !background) actions.close();
    }, failed);
  };
  const openContact = (contact: Contact) => {
    actions.openContact(contact).then((opened) => {
      setProblem(opened ? '' : t(unopened(contact.href, 'contact')));
      if (opened) actions.close();
    }, failed);
  };
  const copyNumber = ({ phoneNumber }: Contact) => {
    if (phoneNumber !== null) copying.copy('number', phoneNumber);
  };
  const jumpTo = (text: string) => {
    // The popup lies over the page: it goes, and the page has the focus.
    actions.jumpTo(text).then(actions.close, () => setProblem(t('page_jump_failed')));
  };
  /** What went wrong with "this" contact is not said under another one. */
  const show = (contact: Contact) => {
    setProblem('');
    setShown(contact);
  };
  const isList = shown === undefined && many === undefined;

  return (
    <main class="popup">
      {/* Hidden, not gone: query, list and its place are there again on the way back. */}
      <FinderList
        overview={overview}
        actions={actions}
        isHidden={!isList}
        typed={typed}
        onType={(text) => {
          awaited.current = null;
          setProblem('');
          setTyped(text);
        }}
        onPaste={(text) => {
          awaited.current = null;
          const list = listIn(text);
          if (list !== undefined) setMany(list);
          return list !== undefined;
        }}
        begin={begin.place}
        onPlace={(now) => {
          place.current = now;
          save();
        }}
        onOpen={open}
        onContact={openContact}
        onCopy={copyNumber}
        onDetails={show}
        onJump={jumpTo}
        onSync={() => attempt(actions.startSync())}
      />
      {many !== undefined && shown === undefined && (
        <ManyNumbers
          key={many}
          text={many}
          generation={overview.generation}
          fields={overview.view.fields}
          actions={actions}
          onDetails={show}
          onBack={() => setMany(undefined)}
        />
      )}
      {shown && (
        <ShownContact
          key={shown.uuid}
          contact={shown}
          view={overview.view}
          recentAt={overview.mostRecent.includes(shown.uuid) ? sync.lastSync : null}
          refreshContact={actions.refreshContact}
          onRefreshed={(fresh) => setShown((now) => (now?.uuid === fresh.uuid ? fresh : now))}
          onOpen={open}
          onContact={openContact}
          onCopy={copyNumber}
          onBack={() => setShown(undefined)}
        />
      )}
      {problem !== '' && (
        <p role="alert" class="problem strip">
          {problem}
        </p>
      )}
      <div role="status" class={`toast ${copying.message === '' ? 'sr-only' : ''}`}>
        {copying.message}
      </div>
      {site && isList && <SiteRow key={site.origin} site={site} actions={actions} />}
      <footer class="popup-foot">
        <SyncLine sync={sync} stored={overview.stored} openOptions={actions.openOptions} />
        <IconButton
          icon="sync"
          label={t('sync_now')}
          busy={isReading(sync)}
          onClick={() => attempt(actions.startSync())}
        />
        {actions.openPanel && (
          <IconButton icon="panel" label={t('panel_open')} onClick={actions.openPanel} />
        )}
        <IconButton icon="options" label={t('options_open')} onClick={actions.openOptions} />
      </footer>
    </main>
  );
}
