import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { IconButton } from '../IconButton.tsx';
import { SyncLine } from '../SyncLine.tsx';
import { isReading } from '../sync-summary.ts';
import { FinderList } from './FinderList.tsx';
import type { Overview, PopupActions } from './Popup.tsx';
import { SiteRow } from './SiteRow.tsx';

export interface FinderProps {
  overview: Overview;
  actions: PopupActions;
}

/** The popup of a connected account: the list, or one contact; below them how things stand. */
export function Finder({ overview, actions }: FinderProps) {
  const { sync, site } = overview;
  const [shown, setShown] = useState<Contact>();
  const [problem, setProblem] = useState('');

  const open = (uuid: string, background: boolean) => {
    actions.openConversation(uuid, background).then(
      (opened) => {
        setProblem(opened ? '' : t('conversation_failed'));
        if (opened && !background) actions.close();
      },
      () => setProblem(t('request_failed')),
    );
  };
  const jumpTo = (text: string) => {
    // The popup lies over the page: it goes, and the page has the focus.
    actions.jumpTo(text).then(actions.close, () => setProblem(t('page_jump_failed')));
  };
  const startSync = () => {
    actions.startSync().then(
      () => setProblem(''),
      () => setProblem(t('request_failed')),
    );
  };

  return (
    <main class="popup">
      {/* Hidden, not gone: query, list and its place are there again on the way back. */}
      <FinderList
        overview={overview}
        actions={actions}
        isHidden={shown !== undefined}
        onOpen={(contact, background) => open(contact.uuid, background)}
        onDetails={setShown}
        onJump={jumpTo}
        onSync={startSync}
      />
      {shown && (
        <ShownContact
          contact={shown}
          onOpenConversation={open}
          onBack={() => setShown(undefined)}
        />
      )}
      {problem !== '' && (
        <p role="alert" class="problem strip">
          {problem}
        </p>
      )}
      {site && !shown && <SiteRow key={site.origin} site={site} actions={actions} />}
      <footer class="popup-foot">
        <SyncLine sync={sync} />
        <IconButton icon="sync" label={t('sync_now')} busy={isReading(sync)} onClick={startSync} />
        <IconButton icon="options" label={t('options_open')} onClick={actions.openOptions} />
      </footer>
    </main>
  );
}

interface ShownContactProps {
  contact: Contact;
  onOpenConversation: (uuid: string, background: boolean) => void;
  onBack: () => void;
}

/** One contact in full. Takes the focus; Escape and the left arrow lead back. */
function ShownContact({ contact, onOpenConversation, onBack }: ShownContactProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [contact]);
  return (
    <div
      class="shown-contact"
      onKeyDown={(event) => {
        const leads = event.key === 'Escape' || event.key === 'ArrowLeft';
        if (!leads || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        event.preventDefault();
        onBack();
      }}
    >
      <ContactDetails
        contact={contact}
        headingRef={heading}
        onOpenConversation={onOpenConversation}
        lead={<IconButton icon="back" label={t('back')} onClick={onBack} />}
      />
    </div>
  );
}
