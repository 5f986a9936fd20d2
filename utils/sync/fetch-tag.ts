import type { CallbellClient, ListPlace } from '../api/client.ts';
import type { Contact } from '../contact.ts';

/** At most this many pages of one tag are read: who looks at more than a thousand waits for the sync. */
const MAX_PAGES = 50;

/**
 * Reads who has a tag, for a search while the list is not whole yet. The pages come at once, as a
 * user is waiting; each is saved when it comes.
 *
 * @returns how many there are
 * @throws {CallbellError}
 */
export async function fetchTag(
  client: CallbellClient,
  tag: string,
  save: (contacts: readonly Contact[]) => Promise<void>,
): Promise<number> {
  const found = new Set<string>();
  let place: ListPlace = { page: 1 };
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { contacts, next } = await client.contactsPage(place, { tag });
    // A server that repeats itself has no more to say.
    const before = found.size;
    for (const { uuid } of contacts) found.add(uuid);
    if (found.size === before) break;
    await save(contacts);
    if (next === null) break;
    place = next === undefined ? { page: page + 1 } : { after: next };
  }
  return found.size;
}
