import { readPhone } from '../../../../utils/phone/keys.ts';
import { entryOf } from '../../../../utils/search/entry.ts';
import { pack, packedTextSchema } from '../../../../utils/search/packed-text.ts';
import { parseQuery } from '../../../../utils/search/query.ts';
import { Searcher } from '../../../../utils/search/search.ts';
import { type Engine, SHOWN } from '../engine.ts';

/** The product's own, as it is. */
export const engine: Engine = {
  name: 'ours: packed text',
  build: (contacts) => {
    const entries = contacts.map((contact) =>
      entryOf(
        contact,
        readPhone(contact.phoneNumber ?? '', 'IT').map(({ key }) => key),
      ),
    );
    return pack(entries, [...entries.keys()]);
  },
  open: (saved) => {
    const searcher = new Searcher([packedTextSchema.parse(saved)]);
    return (typed) => {
      const { total, locators } = searcher.search(parseQuery(typed));
      return { total, first: locators(0, SHOWN) };
    };
  },
};
