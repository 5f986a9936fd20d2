import type { Contact } from '../../utils/contact.ts';

/** What is done with a contact, wherever the popup shows it. */
export interface ContactWishes {
  onOpen: (contact: Contact, background: boolean) => void;
  onContact: (contact: Contact) => void;
  onCopy: (contact: Contact) => void;
  onDetails: (contact: Contact) => void;
}
