import MiniSearch from 'minisearch';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { recordOf } from '../records.ts';

const OPTIONS = { fields: ['name', 'phone', 'tags', 'rest'] };
const QUERY = { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { name: 3 } } as const;

export const engine: Engine = {
  name: 'MiniSearch',
  build: (contacts) => {
    const index = new MiniSearch(OPTIONS);
    index.addAll(contacts.map(recordOf));
    return JSON.stringify(index);
  },
  open: (saved) => {
    const index = MiniSearch.loadJSON(String(saved), OPTIONS);
    return (typed) => {
      const found = index.search(fold(typed), QUERY);
      return { total: found.length, first: found.slice(0, SHOWN).map(({ id }) => Number(id)) };
    };
  },
};
