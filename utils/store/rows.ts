import * as z from 'zod/mini';
import { type Contact, contactSchema } from '../contact.ts';
import { CONTACTS_PER_ROW, database, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { locatorOf } from './locator.ts';
import type { RowRange } from './manifest.ts';

/** How many rows are read at a time: bounds memory, not correctness. */
const ROWS_PER_READ = 20;

/** A row as it is stored; a damaged one has nobody. */
export const rowSchema = z.lazy(() => z.catch(z.array(z.unknown()), []));

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
  const values = rowSchema.parse(stored);
  for (const [index, value] of values.entries()) {
    const contact = contactSchema.safeParse(value).data;
    if (contact) yield { contact, locator: locatorOf({ row, index }) };
  }
}

/** Writes contacts into rows of their own; nothing reads those before they are part of something. */
export async function writeRows(contacts: readonly Contact[]): Promise<RowRange> {
  const db = await database();
  const transaction = heard(db.transaction(['rows', 'state'], 'readwrite'));
  const rows = Math.ceil(contacts.length / CONTACTS_PER_ROW);
  const { row } = await takeNumbers(transaction.objectStore('state'), { rows });
  await written(
    transaction,
    Array.from({ length: rows }, (_, index) => {
      const some = contacts.slice(index * CONTACTS_PER_ROW, (index + 1) * CONTACTS_PER_ROW);
      return transaction.objectStore('rows').put(some, row + index);
    }),
  );
  return [row, row + rows];
}
