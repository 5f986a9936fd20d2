import '../../components/theme.css';
import '../../components/details/details.css';
import '../../components/card/card.css';
import { prepareDocument } from '../../components/document.ts';
import { t } from '../../utils/i18n.ts';
import { send } from '../../utils/messages/send.ts';
import { attachCard } from './attach-card.tsx';

attachCard(prepareDocument(t('card_title')), {
  contactsOf: (token) => send('card.contacts', { token }),
  openConversation: (uuid, background) => send('conversation.open', { uuid, background }),
  refresh: (uuid) => send('contact.refresh', { uuid }),
  lookUp: (text) => send('phone.lookup', { text }),
  setNotHere: (entry, isNotHere) => send('card.not-here', { ...entry, isNotHere }),
});
