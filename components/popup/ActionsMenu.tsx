import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { t } from '../../utils/i18n.ts';
import { nameOf } from '../details/contact-view.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { Text } from '../Text.tsx';
import { COMMAND_KEY } from './keys-shown.ts';
import type { Wish } from './list-keys.ts';

interface Action {
  kind: Wish['kind'];
  icon: IconName;
  text: string;
  keys: string;
}

export interface ActionsMenuProps {
  contact: Contact;
  onWish: (wish: Wish) => void;
  onClose: () => void;
}

/** Everything that can be done with a contact: a `menu` over the list. */
export function ActionsMenu({ contact, onWish, onClose }: ActionsMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => menu.current?.querySelector('button')?.focus(), []);
  useEffect(() => {
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = (step: number) => buttons.at((at + step) % buttons.length)?.focus();
    if (event.key === 'ArrowDown') next(1);
    else if (event.key === 'ArrowUp') next(-1);
    else if (event.key === 'Home') buttons[0]?.focus();
    else if (event.key === 'End') buttons.at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={menu}
      class="actions-menu"
      role="menu"
      aria-label={t('actions_of', nameOf(contact))}
      onKeyDown={onKeyDown}
    >
      <p class="actions-of" role="presentation">
        <Text value={nameOf(contact)} most={120} />
      </p>
      {actionsOf(contact).map(({ kind, icon, text, keys }) => (
        <button
          key={kind}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onClose();
            if (kind !== 'move') onWish({ kind });
          }}
        >
          <Icon name={icon} />
          <span class="action-text">{text}</span>
          <kbd aria-hidden="true">{keys}</kbd>
        </button>
      ))}
    </div>
  );
}

function actionsOf({ conversationHref, href, phoneNumber }: Contact): Action[] {
  const hasConversation = dashboardUrl(conversationHref) !== undefined;
  const actions: (Action | false)[] = [
    hasConversation && { kind: 'open', icon: 'chat', text: t('conversation_open'), keys: '↵' },
    hasConversation && {
      kind: 'open-behind',
      icon: 'chat',
      text: t('conversation_open_behind'),
      keys: `${COMMAND_KEY}↵`,
    },
    dashboardUrl(href) !== undefined && {
      kind: 'contact',
      icon: 'contact',
      text: t('contact_open'),
      keys: 'Alt↵',
    },
    phoneNumber !== null && { kind: 'copy', icon: 'copy', text: t('copy_number'), keys: 'C' },
    { kind: 'details', icon: 'forward', text: t('details'), keys: '→' },
  ];
  return actions.filter((action) => action !== false);
}
