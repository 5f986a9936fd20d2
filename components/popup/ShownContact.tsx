import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import type { CardView } from '../../utils/settings.ts';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { IconButton } from '../IconButton.tsx';
import type { ContactWishes } from './contact-wishes.ts';
import { ALT_KEY } from './keys-shown.ts';
import { NONE, type Wish, wishOfKey } from './list-keys.ts';

export interface ShownContactProps extends Omit<ContactWishes, 'onDetails'> {
  contact: Contact;
  view: CardView;
  onBack: () => void;
}

const KEYS = { conversation: '↵', contact: `${ALT_KEY}↵` };

/** One contact in full. Takes the focus; keys do what they do in the list, Escape leads back. */
export function ShownContact(props: ShownContactProps) {
  const { contact, view, onOpen, onContact, onCopy, onBack } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [contact]);

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
      />
    </div>
  );
}

/** What a key asks for: as in the list, and two lead back to it. */
function wishOf(event: KeyboardEvent): Wish['kind'] | 'back' | undefined {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  if (event.key === 'ArrowLeft' && !hasModifier) return 'back';
  const kind = wishOfKey(event, {
    active: NONE,
    rows: 0,
    isField: false,
    isAsked: false,
    isAtEnd: true,
    hasSelection: getSelection()?.isCollapsed === false,
  })?.kind;
  return kind === 'field' ? 'back' : kind;
}
