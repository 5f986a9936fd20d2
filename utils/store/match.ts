import type { Contact } from '../contact.ts';
import { readPhone } from '../phone/keys.ts';
import { contactsAt, lookUpLive } from './contacts.ts';

/** The contacts that one written number belongs to. */
export interface PhoneMatch {
  contacts: Contact[];
  /** Whether the number's country had to be guessed to find them. */
  guessed: boolean;
}

/** Says of each written number whether it is a contact's, whichever of the countries it is of. */
export async function areKnown(
  texts: readonly string[],
  ...countries: string[]
): Promise<boolean[]> {
  const readings = texts.map((text) => readPhone(text, ...countries));
  const found = await lookUpPhones(readings.flat().map(({ key }) => key));
  return readings.map((ofText) => ofText.some(({ key }) => found.has(key)));
}

/** Every contact with this number; none if it is nobody's. */
export async function matchPhone(text: string, ...countries: string[]): Promise<PhoneMatch> {
  const readings = readPhone(text, ...countries);
  const found = await lookUpPhones(readings.map(({ key }) => key));
  const reading = readings.find(({ key }) => found.has(key));
  if (!reading) return { contacts: [], guessed: false };
  return { contacts: await contactsAt(found.get(reading.key) ?? []), guessed: reading.guessed };
}

function lookUpPhones(keys: readonly number[]): Promise<Map<number, number[]>> {
  return lookUpLive(({ phones }) => phones, keys);
}
