import type { Contact } from '../contact.ts';
import { readPhone } from '../phone/keys.ts';
import { lookUpLive, placedAt } from './contacts.ts';

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
  const [match] = await matchPhones([text], ...countries);
  return match ?? { contacts: [], guessed: false };
}

/** The same for many numbers, in their order: hundreds cost little more than one. */
export async function matchPhones(
  texts: readonly string[],
  ...countries: string[]
): Promise<PhoneMatch[]> {
  const readings = texts.map((text) => readPhone(text, ...countries));
  const found = await lookUpPhones(readings.flat().map(({ key }) => key));
  const surest = readings.map((ofText) => ofText.find(({ key }) => found.has(key)));
  const locatorsOf = (key: number | undefined): number[] => found.get(key ?? NaN) ?? [];
  const placed = await placedAt([...new Set(surest.flatMap((one) => locatorsOf(one?.key)))]);
  const contacts = new Map(placed.map(({ locator, contact }) => [locator, contact]));
  return surest.map((one) => ({
    contacts: locatorsOf(one?.key).flatMap((locator) => contacts.get(locator) ?? []),
    guessed: one?.guessed ?? false,
  }));
}

function lookUpPhones(keys: readonly number[]): Promise<Map<number, number[]>> {
  return lookUpLive(({ phones }) => phones, keys);
}
