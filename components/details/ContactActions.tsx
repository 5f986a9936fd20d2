import { dashboardUrl } from '../../utils/callbell-url.ts';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { Icon } from '../Icon.tsx';

/** Opens a contact's conversation, in a tab that does not come to the front if so wished. */
export type OpenConversation = (uuid: string, background: boolean) => void;

/** The keys that lead to Callbell as well, as they are called on this computer. */
export interface ContactKeys {
  conversation: string;
  contact: string;
}

export interface ContactActionsProps {
  contact: Contact;
  onOpenConversation: OpenConversation;
  keys?: ContactKeys | undefined;
}

/** The ways from a contact into Callbell. A link that leads anywhere else is not there. */
export function ContactActions({ contact, onOpenConversation, keys }: ContactActionsProps) {
  const conversation = dashboardUrl(contact.conversationHref);
  const page = dashboardUrl(contact.href);
  return (
    <footer class="contact-actions">
      {conversation === undefined ? (
        <p class="muted">{t('conversation_missing')}</p>
      ) : (
        <a
          class="button primary"
          href={conversation}
          target="_blank"
          rel="noopener noreferrer"
          onClick={(event) => {
            // The worker focuses the tab that already shows it; a bare link would open another.
            event.preventDefault();
            onOpenConversation(contact.uuid, event.ctrlKey || event.metaKey);
          }}
        >
          <Icon name="chat" />
          {t('conversation_open')}
          {keys && <kbd aria-hidden="true">{keys.conversation}</kbd>}
        </a>
      )}
      {page !== undefined && (
        <a class="button" href={page} target="_blank" rel="noopener noreferrer">
          <Icon name="contact" />
          {t('contact_open')}
          {keys && <kbd aria-hidden="true">{keys.contact}</kbd>}
        </a>
      )}
    </footer>
  );
}
