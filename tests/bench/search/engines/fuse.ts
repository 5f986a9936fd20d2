import Fuse from 'fuse.js';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { type SearchRecord, recordOf } from '../records.ts';

const KEYS = ['name', 'phone', 'tags', 'rest'];

export const engine: Engine = {
  name: 'Fuse.js',
  build: (contacts) => {
    const records = contacts.map(recordOf);
    return { records, index: Fuse.createIndex(KEYS, records).toJSON() };
  },
  open: (saved) => {
    const { records, index } = saved as {
      records: SearchRecord[];
      index: Parameters<typeof Fuse.parseIndex<SearchRecord>>[0];
    };
    const options = { keys: KEYS, threshold: 0.3, ignoreLocation: true, useExtendedSearch: false };
    const fuse = new Fuse(records, options, Fuse.parseIndex<SearchRecord>(index));
    return (typed) => {
      const found = fuse.search(fold(typed));
      return { total: found.length, first: found.slice(0, SHOWN).map(({ refIndex }) => refIndex) };
    };
  },
};
