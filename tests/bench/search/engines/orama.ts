import { type RawData, create, insertMultiple, load, save, search } from '@orama/orama';
import { fold } from '../../../../utils/search/fold.ts';
import { type Engine, SHOWN } from '../engine.ts';
import { recordOf } from '../records.ts';

const newDatabase = () =>
  create({ schema: { name: 'string', phone: 'string', tags: 'string', rest: 'string' } as const });

export const engine: Engine = {
  name: 'Orama',
  build: async (contacts) => {
    const database = newDatabase();
    const records = contacts.map(recordOf);
    await insertMultiple(
      database,
      records.map(({ id, ...record }) => ({ ...record, id: String(id) })),
      5_000,
    );
    return JSON.stringify(save(database));
  },
  open: (saved) => {
    const database = newDatabase();
    load(database, JSON.parse(String(saved)) as RawData);
    return async (typed) => {
      const asked = { term: fold(typed), threshold: 0, tolerance: 1, limit: SHOWN };
      const { count, hits } = await search(database, asked);
      return { total: count, first: hits.map(({ id }) => Number(id)) };
    };
  },
};
