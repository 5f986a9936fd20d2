import { z } from '../zod.ts';
import { type Contact, contactSchema } from '../contact.ts';
import { database, takeNumbers, written } from './database.ts';
import { locatorOf } from './locator.ts';
import type { RowRange, WrittenPart } from './manifest.ts';
import { PartBuilder } from './part-builder.ts';
import { putTable } from './tables.ts';

/** How many rows are read at a time: bounds memory, not correctness. */
const ROWS_PER_READ = 20;

/** A contact and where it lies. */
export interface Placed {
  contact: Contact;
  locator: number;
}

/** All contacts of these rows in their order, some rows in memory at a time. */
export async function* contactsIn(rows: readonly RowRange[]): AsyncGenerator<Placed, void> {
  const db = await database();
  for (const [from, to] of rows) {
    for (let start = from; start < to; start += ROWS_PER_READ) {
      const range = IDBKeyRange.bound(start, Math.min(start + ROWS_PER_READ, to), false, true);
      const [keys, values] = await Promise.all([
        db.getAllKeys('rows', range),
        db.getAll('rows', range),
      ]);
      for (const [place, row] of keys.entries()) yield* contactsOfRow(row, values[place]);
    }
  }
}

function* contactsOfRow(row: number, stored: unknown): Generator<Placed, void> {
  const values = z.array(z.unknown()).catch([]).parse(stored);
  for (const [index, value] of values.entries()) {
    const contact = contactSchema.safeParse(value).data;
    if (contact) yield { contact, locator: locatorOf({ row, index }) };
  }
}

/**
 * Makes a part of contacts that lie in the store: their packed text and tables are written, and
 * nothing reads them before a manifest names them.
 *
 * @param rows where the contacts lie
 * @param isIn which of them are part of it
 * @param country reads the numbers that name no country
 */
export async function writePart(
  rows: readonly RowRange[],
  isIn: (locator: number) => boolean,
  country: string,
): Promise<WrittenPart> {
  const builder = new PartBuilder(country);
  for await (const { contact, locator } of contactsIn(rows)) {
    if (isIn(locator)) builder.add(contact, locator);
  }
  const built = builder.build();
  const db = await database();
  const transaction = db.transaction(['state', 'segments', 'tables'], 'readwrite', {
    durability: 'relaxed',
  });
  const { number } = await takeNumbers(transaction.objectStore('state'), { numbers: 3 });
  const tables = transaction.objectStore('tables');
  const phones = putTable(tables, number + 1, built.phones);
  const uuids = putTable(tables, number + 2, built.uuids);
  const segment = transaction.objectStore('segments').put(built.search, number);
  await written(transaction, [segment, ...phones.requests, ...uuids.requests]);
  return {
    part: { segment: number, rows: [...rows], contacts: built.contacts, country },
    phones: phones.info,
    uuids: uuids.info,
  };
}
