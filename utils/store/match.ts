import type { Contact } from '../contact.ts';
import { readPhone } from '../phone/keys.ts';
import { activeGeneration, contactsAt, openTable } from './contacts.ts';
import type { PagedTable } from './paged-table.ts';

/** The contacts that one written number belongs to. */
export interface PhoneMatch {
  contacts: Contact[];
  /** Whether the number's country had to be guessed to find them. */
  guessed: boolean;
}

/** A generation's phone keys. */
interface PhoneTable {
  generation: number;
  table: PagedTable;
}

/** The last one read: kept while the worker lives, read again after it was stopped. */
let cached: PhoneTable | undefined;

/** Says of each written number whether it is a contact's, whichever of the countries it is of. */
export async function areKnown(
  texts: readonly string[],
  ...countries: string[]
): Promise<boolean[]> {
  const phones = await phoneTable();
  if (!phones) return texts.map(() => false);
  const readings = texts.map((text) => readPhone(text, ...countries));
  const found = await phones.table.lookUp(readings.flat().map(({ key }) => key));
  return readings.map((ofText) => ofText.some(({ key }) => found.has(key)));
}

/** Every contact with this number; none if it is nobody's. */
export async function matchPhone(text: string, ...countries: string[]): Promise<PhoneMatch> {
  const phones = await phoneTable();
  const readings = readPhone(text, ...countries);
  const found = await phones?.table.lookUp(readings.map(({ key }) => key));
  const reading = readings.find(({ key }) => found?.has(key));
  if (!phones || !reading) return { contacts: [], guessed: false };
  const contacts = await contactsAt(phones.generation, found?.get(reading.key) ?? []);
  return { contacts, guessed: reading.guessed };
}

/** @returns `undefined` until there are contacts */
async function phoneTable(): Promise<PhoneTable | undefined> {
  const generation = await activeGeneration();
  if (generation === undefined) cached = undefined;
  else if (cached?.generation !== generation) {
    cached = { generation, table: await openTable(generation, 'phones') };
  }
  return cached;
}

/** Forgets the table: the generation's indexes were built anew. */
export function forgetPhoneTable(): void {
  cached = undefined;
}
