import type { Contact } from '../contact.ts';
import { type PhoneReading, readPhone } from '../phone/keys.ts';
import { activeGeneration, contactsAt, readPhoneTable } from './contacts.ts';
import { type KeyTable, lookUp } from './key-table.ts';

/** The contacts that one written number belongs to. */
export interface PhoneMatch {
  contacts: Contact[];
  /** Whether the number's country had to be guessed to find them. */
  guessed: boolean;
}

/** A generation's phone keys. */
interface PhoneTable {
  generation: number;
  table: KeyTable;
}

/** The last one read: kept while the worker lives, read again after it was stopped. */
let cached: PhoneTable | undefined;

/**
 * Says of each written number whether it is a contact's. The cost does not depend on how many
 * contacts there are, but for reading the table once in a worker's life.
 */
export async function areKnown(texts: readonly string[], ...countries: string[]): Promise<boolean[]> {
  const phones = await phoneTable();
  if (!phones) return texts.map(() => false);
  return texts.map((text) => knownReading(text, countries, phones.table) !== undefined);
}

/** Every contact with this number; none if it is nobody's. */
export async function matchPhone(text: string, ...countries: string[]): Promise<PhoneMatch> {
  const phones = await phoneTable();
  const reading = phones && knownReading(text, countries, phones.table);
  if (!reading) return { contacts: [], guessed: false };
  const contacts = await contactsAt(phones.generation, lookUp(phones.table, reading.key));
  return { contacts, guessed: reading.guessed };
}

function knownReading(
  text: string,
  countries: string[],
  table: KeyTable,
): PhoneReading | undefined {
  return readPhone(text, ...countries).find(({ key }) => lookUp(table, key).length > 0);
}

/** @returns `undefined` until there are contacts */
async function phoneTable(): Promise<PhoneTable | undefined> {
  const generation = await activeGeneration();
  if (generation === undefined) cached = undefined;
  else if (cached?.generation !== generation) {
    cached = { generation, table: await readPhoneTable(generation) };
  }
  return cached;
}

/** Forgets the table: the generation's indexes were built anew. */
export function forgetPhoneTable(): void {
  cached = undefined;
}
