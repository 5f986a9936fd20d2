import { type Contact, contactState } from '../../utils/contact.ts';
import { isBlank } from '../../utils/text.ts';
import { sourceOf, stateText } from '../details/contact-view.ts';

/** So many are enough to tell a few contacts apart. */
const MOST = 2;

/** What can tell contacts with one number apart, the most telling first. */
const TRAITS: readonly ((contact: Contact) => string)[] = [
  sourceOf,
  ({ team }) => team?.name ?? '',
  ({ channel }) => channel?.title ?? '',
  ({ assignedUser }) => assignedUser ?? '',
  (contact) => stateText(contactState(contact)),
  ({ tags }) => tags.join(', '),
  ({ createdAt }) => createdAt?.slice(0, 10) ?? '',
];

/** For each contact what it has and another one has not; only their source if all are alike. */
export function differencesOf(contacts: readonly Contact[]): string[][] {
  const telling = TRAITS.filter((trait) => new Set(contacts.map(trait)).size > 1);
  const shown = telling.length === 0 ? [sourceOf] : telling.slice(0, MOST);
  return contacts.map((contact) =>
    shown.map((trait) => trait(contact)).filter((text) => !isBlank(text)),
  );
}
