import { type PackedText, packedTextSchema } from '../search/packed-text.ts';
import { database } from './database.ts';
import { type Part, parseManifest } from './manifest.ts';
import { PartBuilder } from './part-builder.ts';
import { contactsIn } from './rows.ts';

/**
 * The packed text of a part's contacts. One that is damaged, or is not of as many contacts, is made
 * anew from the contacts themselves, and mended where it lies: a search leaves nobody out.
 *
 * @throws {Error} if there is a newer manifest by now, without this part: read the manifest again
 */
export async function readSegment(part: Part): Promise<PackedText> {
  const db = await database();
  // A value that a browser keeps in a file of its own fails to be read when the file is lost.
  const read: unknown = await db.get('segments', part.segment).catch(() => undefined);
  const stored = packedTextSchema.safeParse(read).data;
  return stored && isOf(part, stored) ? stored : mend(part);
}

function isOf({ contacts }: Part, { blocks, locators, ids, days, states }: PackedText): boolean {
  const entries = blocks.reduce((sum, { starts }) => sum + starts.length - 1, 0);
  const isWhole = blocks.every(({ text, starts }) => starts.at(-1) === text.length);
  const columns = [locators, ids, days, states];
  return isWhole && entries === contacts && columns.every(({ length }) => length === contacts);
}

async function mend(part: Part): Promise<PackedText> {
  const builder = new PartBuilder(part.country);
  for await (const { contact, locator } of contactsIn(part.rows)) builder.add(contact, locator);
  const { search } = builder.build();
  const db = await database();
  const transaction = db.transaction(['state', 'segments'], 'readwrite');
  const manifest = parseManifest(await transaction.objectStore('state').get('manifest'));
  const isNamed = manifest?.parts.some(({ segment }) => segment === part.segment) === true;
  if (isNamed) await transaction.objectStore('segments').put(search, part.segment);
  await transaction.done;
  if (!isNamed) throw new Error('the part is gone');
  return search;
}
