import { readPhone } from '../../../../utils/phone/keys.ts';
import { pack, packEntry, packedTextSchema } from '../../../../utils/search/packed-text.ts';
import { parseQuery } from '../../../../utils/search/query.ts';
import { search } from '../../../../utils/search/search.ts';
import { type Engine, SHOWN } from '../engine.ts';

/** The product's own, as it is. */
export const engine: Engine = {
  name: 'ours: packed text',
  build: (contacts) => {
    const entries = contacts.map((contact) =>
      packEntry(
        contact,
        readPhone(contact.phoneNumber ?? '', 'IT').map(({ key }) => key),
      ),
    );
    return pack(entries, [...entries.keys()]);
  },
  open: (saved) => {
    const packed = packedTextSchema.parse(saved);
    return (typed) => {
      const { total, locators } = search([packed], parseQuery(typed));
      return { total, first: locators(0, SHOWN) };
    };
  },
};
