import UFuzzy from '@leeoniya/ufuzzy';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { lineOf, recordOf } from '../records.ts';

// The library's enum is a type only: 1 is `SingleError`.
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- see above
const SINGLE_ERROR: UFuzzy.IntraMode = 1;

/** Above so many matches uFuzzy is told to leave them unranked: its own default. */
const RANKED = 1_000;

export const engine: Engine = {
  name: 'uFuzzy',
  build: (contacts) =>
    contacts.map((contact, place) => lineOf(recordOf(contact, place))).join('\n'),
  open: (saved) => {
    const lines = String(saved).split('\n');
    // One slip a word is forgiven.
    const fuzzy = new UFuzzy({ intraMode: SINGLE_ERROR });
    return (typed) => {
      const [places, info, order] = fuzzy.search(lines, fold(typed), 5, RANKED);
      const found = order ? order.map((at) => info.idx[at] ?? -1) : (places ?? []);
      return { total: found.length, first: found.slice(0, SHOWN) };
    };
  },
};
