import { Charset, Index } from 'flexsearch';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { lineOf, recordOf } from '../records.ts';

const newIndex = (): Index => new Index({ tokenize: 'forward', encoder: Charset.LatinBalance });

export const engine: Engine = {
  name: 'FlexSearch',
  build: (contacts) => {
    const index = newIndex();
    contacts.forEach((contact, place) => {
      index.add(place, lineOf(recordOf(contact, place)));
    });
    const saved: [string, string][] = [];
    index.export((key, data) => {
      saved.push([key, data]);
    });
    return saved;
  },
  open: (saved) => {
    const index = newIndex();
    for (const [key, data] of saved as [string, string][]) index.import(key, data);
    return (typed) => {
      const found = index.search(fold(typed), { limit: 1_000_000 }) as number[];
      return { total: found.length, first: found.slice(0, SHOWN) };
    };
  },
};
