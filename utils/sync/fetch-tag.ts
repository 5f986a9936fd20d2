import type { CallbellClient } from '../api/client.ts';
import type { Contact } from '../contact.ts';

/** So many pages of one tag are read at most: who looks at more than a thousand waits for the sync. */
const MAX_PAGES = 20;

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
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { contacts, pages } = await client.contactsPage(page, { tag });
    // A server that repeats itself has no more to say.
    const before = found.size;
    for (const { uuid } of contacts) found.add(uuid);
    if (found.size === before) break;
    await save(contacts);
    if (pages !== null && page >= pages) break;
  }
  return found.size;
}
