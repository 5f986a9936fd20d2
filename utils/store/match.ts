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

/** The last table read: kept while the worker lives, read again after it was stopped. */
let cached: { generation: number; table: KeyTable } | undefined;

/**
 * Says of each written number whether it is a contact's. The cost does not depend on how many
 * contacts there are, but for reading the table once in a worker's life.
 */
export async function areKnown(texts: readonly string[], country: string): Promise<boolean[]> {
  const table = await phoneTable();
  return texts.map((text) => knownReading(text, country, table) !== undefined);
}

/** Every contact with this number; none if it is nobody's. */
export async function matchPhone(text: string, country: string): Promise<PhoneMatch> {
  const table = await phoneTable();
  const reading = knownReading(text, country, table);
  const generation = cached?.generation;
  if (!reading || generation === undefined) return { contacts: [], guessed: false };
  const contacts = await contactsAt(generation, lookUp(table, reading.key));
  return { contacts, guessed: reading.guessed };
}

function knownReading(text: string, country: string, table: KeyTable): PhoneReading | undefined {
  return readPhone(text, country).find(({ key }) => lookUp(table, key).length > 0);
}

async function phoneTable(): Promise<KeyTable> {
  const generation = await activeGeneration();
  if (generation === undefined) {
    cached = undefined;
    return { keys: new Float64Array(), locators: new Uint32Array() };
  }
  if (cached?.generation !== generation) {
    cached = { generation, table: await readPhoneTable(generation) };
  }
  return cached.table;
}

/** Forgets the table: the generation's indexes were built anew. */
export function forgetPhoneTable(): void {
  cached = undefined;
}
