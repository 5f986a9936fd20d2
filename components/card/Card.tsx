import { useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import type { OpenConversation } from '../details/ContactActions.tsx';
import { ContactDetails } from '../details/ContactDetails.tsx';
import { IconButton } from '../IconButton.tsx';
import { CARD_PANEL_ID, ContactTabs, tabId } from './ContactTabs.tsx';

/** What the card has to show. */
export type CardContent =
  | { kind: 'loading' }
  /** The token no longer stands for anything. */
  | { kind: 'expired' }
  | { kind: 'failed' }
  | {
      kind: 'contacts';
      contacts: readonly Contact[];
      /** Whether the number on the page had no country code, so that the country was guessed. */
      guessed: boolean;
    };

export interface CardProps {
  /** Give each content its own `key`: which contact is chosen must not outlive it. */
  content: CardContent;
  /** Resolves to whether there was a conversation to open. */
  onOpenConversation: (uuid: string, background: boolean) => Promise<boolean>;
  onClose: () => void;
}

/** The card over a web page: who a number belongs to. Never takes the focus by itself. */
export function Card({ content, onOpenConversation, onClose }: CardProps) {
  const [chosen, setChosen] = useState(0);
  const [problem, setProblem] = useState('');
  const close = <IconButton icon="close" label={t('close')} onClick={onClose} />;
  const open: OpenConversation = (uuid, background) => {
    onOpenConversation(uuid, background).then(
      (opened) => setProblem(opened ? '' : t('conversation_failed')),
      () => setProblem(t('request_failed')),
    );
  };

  if (content.kind === 'loading') return <main class="card" aria-busy="true" />;
  const contacts = content.kind === 'contacts' ? content.contacts : [];
  const contact = contacts[chosen];
  if (content.kind !== 'contacts' || !contact) {
    return (
      <main class="card message">
        <p>{t(content.kind === 'failed' ? 'card_failed' : 'card_expired')}</p>
        {close}
      </main>
    );
  }

  const isOneOfSeveral = contacts.length > 1;
  const panel = isOneOfSeveral
    ? { id: CARD_PANEL_ID, role: 'tabpanel' as const, 'aria-labelledby': tabId(chosen) }
    : {};
  return (
    <main class="card">
      {isOneOfSeveral && <ContactTabs contacts={contacts} chosen={chosen} onChoose={setChosen} />}
      <div class="card-panel" {...panel}>
        <ContactDetails
          contact={contact}
          onOpenConversation={open}
          trail={close}
          notice={
            <>
              {content.guessed && <p class="notice">{t('card_guessed')}</p>}
              {problem !== '' && (
                <p role="alert" class="problem strip">
                  {problem}
                </p>
              )}
            </>
          }
        />
      </div>
    </main>
  );
}
