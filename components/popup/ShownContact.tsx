import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { formatAgo, formatNumber, t } from '../../utils/i18n.ts';
import type { CardView } from '../../utils/settings.ts';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { type RefreshContact, useRefresh } from '../details/use-refresh.ts';
import { IconButton } from '../IconButton.tsx';
import { useNow } from '../use-now.ts';
import type { ContactWishes } from './contact-wishes.ts';
import { ALT_KEY } from './keys-shown.ts';
import { MOST_RECENT } from './most-recent.ts';
import { type Wish, AWAY, wishOfKey } from './list-keys.ts';

export interface ShownContactProps extends Omit<ContactWishes, 'onDetails'> {
  contact: Contact;
  view: CardView;
  /**
   * When the conversation was known to be one of the most recent, in milliseconds since the epoch;
   * `null` if that is not known.
   */
  recentAt: number | null;
  refreshContact: RefreshContact;
  onRefreshed: (contact: Contact) => void;
  onBack: () => void;
}

const KEYS = { conversation: '↵', contact: `${ALT_KEY}↵` };

/** One contact in full. Takes the focus; keys do what they do in the list, Escape leads back. */
export function ShownContact(props: ShownContactProps) {
  const { contact, view, recentAt, onOpen, onContact, onCopy, onBack } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState('');
  const [readAt, setReadAt] = useState<number>();
  const now = useNow();
  const { isRefreshing, refresh } = useRefresh(props.refreshContact, setProblem);
  useLayoutEffect(() => heading.current?.focus(), [contact.uuid]);

  const readAnew = async (): Promise<void> => {
    setReadAt(undefined);
    const fresh = await refresh(contact.uuid);
    if (!fresh) return;
    setReadAt(Date.now());
    props.onRefreshed(fresh);
  };
  const read = readAt === undefined ? '' : t('contact_read', formatAgo(readAt, now));
  const said = isRefreshing ? t('contact_refreshing') : read;

  const onKeyDown = (event: KeyboardEvent) => {
    const wish = wishOf(event);
    // Where the focus is on something to press, Enter presses it.
    const isPressed = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (wish === 'open' && !isPressed) onOpen(contact, false);
    else if (wish === 'open-behind') onOpen(contact, true);
    else if (wish === 'contact') onContact(contact);
    else if (wish === 'copy') onCopy(contact);
    else if (wish === 'back') onBack();
    else return;
    event.preventDefault();
  };

  return (
    <div class="shown-contact" onKeyDown={onKeyDown}>
      <ContactDetails
        contact={contact}
        view={view}
        keys={KEYS}
        headingRef={heading}
        onOpenConversation={(_, background) => onOpen(contact, background)}
        lead={<IconButton icon="back" label={t('back')} keyShown="Esc" onClick={onBack} />}
        trail={
          <IconButton
            icon="sync"
            label={t('contact_refresh')}
            busy={isRefreshing}
            onClick={() => void readAnew()}
          />
        }
        notice={
          <>
            {recentAt !== null && (
              <p class="page-note">
                {t('contact_recent', formatNumber(MOST_RECENT), formatAgo(recentAt, now))}
              </p>
            )}
            <p role="status" class={said === '' ? 'sr-only' : 'page-note'}>
              {said}
            </p>
            {problem !== '' && (
              <p role="alert" class="problem strip">
                {problem}
              </p>
            )}
          </>
        }
      />
    </div>
  );
}

/** What a key asks for: as in the list, and two lead back to it. */
function wishOf(event: KeyboardEvent): Wish['kind'] | 'back' | undefined {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  if (event.key === 'ArrowLeft' && !hasModifier) return 'back';
  const hasSelection = getSelection()?.isCollapsed === false;
  const kind = wishOfKey(event, { ...AWAY, hasSelection })?.kind;
  return kind === 'field' ? 'back' : kind;
}
