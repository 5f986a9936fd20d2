import { MOST_RECENT } from '../../components/popup/most-recent.ts';
import type { Overview } from '../../components/popup/contract.ts';
import type { Contact } from '../../utils/contact.ts';
import { findContact } from '../../utils/store/contacts.ts';
import { readFront } from '../../utils/store/front.ts';
import { readUse } from '../../utils/store/use.ts';

/** How many of those opened last are offered without a search. */
const RECENT = 5;
/** How many more of those who have written last. */
const IN_TOUCH = 5;

/** Whom the user has opened last, and who else has written last, each once. */
export async function readOffered(): Promise<Pick<Overview, 'recent' | 'inTouch' | 'mostRecent'>> {
  const [uses, front] = await Promise.all([readUse(), readFront()]);
  const opened = uses.slice(0, RECENT).map(({ uuid }) => uuid);
  const others = front.filter((uuid) => !opened.includes(uuid)).slice(0, IN_TOUCH);
  const [recent, inTouch] = await Promise.all([findContacts(opened), findContacts(others)]);
  // In an account of no more than that it would say nothing.
  const mostRecent = front.length > MOST_RECENT ? front.slice(0, MOST_RECENT) : [];
  return { recent, inTouch, mostRecent };
}

async function findContacts(uuids: readonly string[]): Promise<Contact[]> {
  // What cannot be read is not offered. The search below them notices, and has it mended.
  const contacts = await Promise.all(uuids.map((uuid) => findContact(uuid).catch(() => undefined)));
  return contacts.filter((contact) => contact !== undefined);
}
