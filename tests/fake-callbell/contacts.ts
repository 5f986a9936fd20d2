import { DEMO_CONTACTS } from './demo-contacts.ts';
import { contactAt, lifelikeContacts, lifelikeSource, phoneAt } from './lifelike.ts';
import type { AccountOptions } from './settings.ts';
import type { ContactSource } from './types.ts';

export { customFields, makeContact } from './make-contact.ts';
export { contactAt, DEMO_CONTACTS, lifelikeContacts, lifelikeSource, phoneAt };

export const DEMO_API_KEY = 'demo-key-0123456789abcdef';

/** The account of `npm start`: the named contacts first, then lifelike ones up to `count`. */
export function demoAccount(count = 300, seed = 1): AccountOptions {
  return {
    apiKey: DEMO_API_KEY,
    email: 'john_doe@email.com',
    name: 'John Doe',
    contacts: demoContacts(count, seed),
  };
}

/** The demo account's contacts, made when asked for: a million of them cost no memory. */
function demoContacts(count: number, seed: number): ContactSource {
  const named = DEMO_CONTACTS.slice(0, count);
  const others = lifelikeSource(count - named.length, seed);
  return {
    length: count,
    at: (index) => named[index] ?? others.at(index - named.length),
    indexOf(uuid) {
      const place = named.findIndex((contact) => contact.uuid === uuid);
      if (place >= 0) return place;
      const other = others.indexOf(uuid);
      return other < 0 ? -1 : other + named.length;
    },
  };
}
