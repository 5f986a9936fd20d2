import * as z from 'zod/mini';
import { type PackedText, packedTextSchema } from '../../../../utils/search/packed-text.ts';
import { parseQuery } from '../../../../utils/search/query.ts';
import { Searcher } from '../../../../utils/search/search.ts';
import { packed } from '../../../unit/support/search.ts';
import { type Engine, SHOWN } from '../engine.ts';

/** As many contacts as a sync makes a part of. */
const PART = 5_000;

const savedSchema = z.array(packedTextSchema);

/** The product's own, as it is. */
export const engine: Engine = {
  name: 'ours: packed text',
  build: (contacts) => {
    const parts: PackedText[] = [];
    for (let first = 0; first < contacts.length; first += PART) {
      parts.push(packed(contacts.slice(first, first + PART), first));
    }
    return parts;
  },
  open: (saved) => {
    const searcher = new Searcher(savedSchema.parse(saved));
    return (typed, onFirst) => {
      const steps = searcher.steps(parseQuery(typed));
      for (;;) {
        const { done, value } = steps.next();
        const first = value?.locators(0, SHOWN) ?? [];
        if (done) return { total: value.total, first };
        if (value) onFirst?.();
      }
    };
  },
};
