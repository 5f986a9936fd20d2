import { numberCountry } from './country.ts';
import { database, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { PACKING, type RowRange, type WrittenPart } from './manifest.ts';
import { PartBuilder } from './part-builder.ts';
import { contactsIn } from './rows.ts';
import { putTable } from './tables.ts';

/**
 * Makes a part of contacts that lie in the store: their packed text and tables are written, and
 * nothing reads them before a manifest names them.
 *
 * @param rows where the contacts lie
 */
export async function writePart(rows: readonly RowRange[]): Promise<WrittenPart> {
  const country = await numberCountry();
  const builder = new PartBuilder(country);
  for await (const { contact, locator } of contactsIn(rows)) {
    builder.add(contact, locator);
  }
  const built = builder.build();
  const db = await database();
  const transaction = heard(
    db.transaction(['state', 'segments', 'tables'], 'readwrite', {
      durability: 'relaxed',
    }),
  );
  const { number } = await takeNumbers(transaction.objectStore('state'), { numbers: 3 });
  const tables = transaction.objectStore('tables');
  const phones = putTable(tables, number + 1, built.phones);
  const uuids = putTable(tables, number + 2, built.uuids);
  const segment = transaction.objectStore('segments').put(built.search, number);
  await written(transaction, [segment, ...phones.requests, ...uuids.requests]);
  return {
    part: { segment: number, rows: [...rows], contacts: built.contacts, country, packing: PACKING },
    phones: phones.info,
    uuids: uuids.info,
  };
}
