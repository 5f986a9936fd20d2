import type { Contact } from '../contact.ts';
import type { NumberPlace } from '../phone/country.ts';

/** A known contact on a page, with the number that it was recognised by. */
export interface ContactOnPage {
  contact: Contact;
  text: string;
  guessed: boolean;
}

export function contactsInTab(
  _tabId: number,
  _countriesFor: (place: NumberPlace) => Promise<string[]>,
): Promise<ContactOnPage[] | null> {
  return Promise.resolve(null);
}

export async function jumpInTab(_tabId: number, _text: string): Promise<void> {}
