import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../utils/search/query.ts';
import { Searcher } from '../../../utils/search/search.ts';
import { contact } from '../support/contact.ts';
import { packed, search } from '../support/search.ts';

/** Some differ in a letter or two, or are parts of others. */
const WORDS =
  'maria mario mari marion rosa rossi guglielmina gugliermina gugliarmino 李 ann hanna bo lea lexa leon'.split(
    ' ',
  );

/** People with something in common, so that few of many are found. */
const anyPeople = fc.array(
  fc.record({
    names: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }),
    number: fc.integer({ min: 100, max: 999 }),
    tags: fc.array(fc.constantFrom('vip', 'rosso', 'mari'), { maxLength: 2 }),
  }),
  { minLength: 50, maxLength: 80 },
);

/** A word, with letters that are wrong, too many or left out. */
const anyWord = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.array(fc.tuple(fc.nat(10), fc.nat(1), fc.constantFrom('', '', 'x', 'm')), { maxLength: 2 }),
  )
  .map(([word, slips]) =>
    slips.reduce(
      (typed, [at, taken, put]) => typed.slice(0, at) + put + typed.slice(at + taken),
      word,
    ),
  );

const anyPiece = fc.oneof(
  { weight: 6, arbitrary: anyWord },
  { weight: 1, arbitrary: fc.constantFrom('tag:vip', '-tag:vip', 'tag:mari', 'tag:', '"mari') },
  { weight: 1, arbitrary: fc.constantFrom('347', '0347 1', '1', '+39 347 000') },
);

/** What stands in the field one after the other; now and then some letters are taken back. */
const anyTyping = fc.array(fc.tuple(fc.array(anyPiece, { maxLength: 3 }), fc.nat(12)), {
  minLength: 1,
  maxLength: 3,
});

function fieldsOf(typing: [pieces: string[], kept: number][]): string[] {
  let field = '';
  return typing.flatMap(([pieces, kept]) => {
    const from = Math.min(kept, field.length);
    field = field.slice(0, from) + pieces.join(' ');
    return Array.from({ length: field.length - from + 1 }, (_, more) =>
      field.slice(0, from + more),
    );
  });
}

describe('whoever goes on typing', () => {
  it('finds with a slip those too whom the word did not find that was right so far', () => {
    const names = [...Array.from({ length: 30 }, () => 'Maria'), 'Lea', 'Lexa'];
    const searcher = new Searcher([packed(names.map((name) => contact({ name, source: '' })))]);
    expect(searcher.search(parseQuery('lea')).locators(0, 9)).toEqual([30]);
    expect(searcher.search(parseQuery('leax')).locators(0, 9)).toEqual([30, 31]);
  });

  it('is answered as if all had been typed at once', () => {
    fc.assert(
      fc.property(anyPeople, anyTyping, fc.nat(), (people, typing, gone) => {
        const all = people.map(({ names, number, tags }, index) =>
          contact({
            uuid: `u${index}`,
            name: names.join(' '),
            phoneNumber: `+39 347 0001 ${number}`,
            tags,
          }),
        );
        const half = all.length >> 1;
        const segments = [packed(all.slice(0, half)), packed(all.slice(half), half)];
        const options = { isDead: (locator: number) => locator === gone % all.length };
        const searcher = new Searcher(segments, options);
        for (const field of fieldsOf(typing)) {
          const query = parseQuery(field);
          const gradually = searcher.search(query);
          const atOnce = search(segments, query, options);
          expect([field, ...gradually.locators(0, Infinity)]).toEqual([
            field,
            ...atOnce.locators(0, Infinity),
          ]);
          expect(gradually.total).toBe(atOnce.total);
          expect(gradually.isForgiving).toBe(atOnce.isForgiving);
        }
      }),
      { numRuns: 100 },
    );
  });
});
