import UFuzzy from '@leeoniya/ufuzzy';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { lineOf, recordOf } from '../records.ts';

/** Above so many matches uFuzzy is told to leave them unranked: its own default. */
const RANKED = 1_000;

export const engine: Engine = {
  name: 'uFuzzy',
  build: (contacts) =>
    contacts.map((contact, place) => lineOf(recordOf(contact, place))).join('\n'),
  open: (saved) => {
    const lines = String(saved).split('\n');
    const fuzzy = new UFuzzy({ intraMode: 1 });
    return (typed) => {
      const [places, info, order] = fuzzy.search(lines, fold(typed), 5, RANKED);
      const found = order && info ? order.map((at) => info.idx[at] ?? -1) : (places ?? []);
      return { total: found.length, first: found.slice(0, SHOWN) };
    };
  },
};
