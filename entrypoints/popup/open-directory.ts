import type { Directory } from '../../components/popup/directory.ts';
import { parseQuery } from '../../utils/search/query.ts';
import { search } from '../../utils/search/search.ts';
import { contactsAt, readPackedText, readTagCounts } from '../../utils/store/contacts.ts';

/** Reads what a generation is searched by, once; then every search is done in this process. */
export async function openDirectory(generation: number): Promise<Directory> {
  const [packed, tags] = await Promise.all([readPackedText(generation), readTagCounts(generation)]);
  return {
    size: packed.locators.length,
    tags,
    find: async (typed, limit) => {
      const { total, locators } = search(packed, parseQuery(typed), limit);
      return { total, contacts: await contactsAt(generation, locators) };
    },
  };
}
