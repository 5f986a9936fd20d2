import { startsWord } from '../../../utils/search/typos.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import type { Funnel } from '../../../utils/funnel.ts';
import { entryOf } from '../../../utils/search/entry.ts';
import { fold } from '../../../utils/search/fold.ts';
import { END, KIND, SHARED_LETTERS } from '../../../utils/search/items.ts';
import { parseQuery, quoted } from '../../../utils/search/query.ts';
import { anyContacts, anyText, contact } from '../support/contact.ts';
import { find, findExactly, packed } from '../support/search.ts';

const SOME = ['vip', 'Sales', 'sales team', 'sale', 'Plan', 'basic', 'a', 'Ünique', '李'];
/** Two of one name, and one whose name is a part of another's. */
const FUNNELS: Funnel[] = [
  { uuid: 'F1', name: 'Sales', emoji: '🔥' },
  { uuid: 'f2', name: 'sales', emoji: '' },
  { uuid: 'f3', name: 'Sales team', emoji: '' },
];
const anySome = fc.constantFrom(...SOME);

/** Contacts that have much in common, in every place where that can be. */
const anyAlike: fc.Arbitrary<Contact[]> = fc
  .array(
    fc.record({
      name: anySome,
      tags: fc.uniqueArray(anySome, { maxLength: 3 }),
      fields: fc.uniqueArray(
        fc.oneof(
          fc.record({ name: anySome, type: fc.constant('dropdown' as const), value: anySome }),
          fc.record({
            name: anySome,
            type: fc.constant('checkbox' as const),
            values: fc.array(anySome, { maxLength: 3 }),
          }),
        ),
        { maxLength: 3, selector: ({ name }) => fold(name) },
      ),
      note: fc.constantFrom('', ...SOME),
      assignedUser: fc.option(anySome),
      funnelId: fc.option(fc.constantFrom('F1', 'f2', 'f3', 'gone')),
      source: anySome,
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((parts, index) => contact({ uuid: `u${index}`, ...parts })));

const inOrder = (places: readonly number[]) => places.toSorted((a, b) => a - b);
/** Those of whom this holds. */
const those = (all: readonly Contact[], holds: (one: Contact) => boolean) =>
  all.flatMap((one, place) => (holds(one) ? [place] : []));

/** In the name of a field a word is found by its beginning, anywhere else by any part of it. */
function isFoundIn(item: string, text: string): boolean {
  if (!item.startsWith(KIND.field)) return item.includes(text);
  const places = Array.from(item, (_, at) => at).filter((at) => item.startsWith(text, at));
  return places.some((at) => startsWord(item, at));
}

describe('what many have in common', () => {
  it('is written as one letter each time', () => {
    const all = Array.from({ length: 50 }, (_, index) =>
      contact({ uuid: `u${index}`, name: `n${index}`, tags: ['da richiamare'] }),
    );
    const { blocks, shared } = packed(all);
    expect(shared).toContain(`${KIND.tag}da richiamare`);
    expect(blocks[0]?.text).not.toContain('richiamare');
    expect(blocks[0]?.text.length).toBeLessThan(50 * 'n00--\n'.length + 1);
  });

  it('finds those whom a look at each finds, by a word', () => {
    fc.assert(
      fc.property(fc.oneof(anyAlike, anyContacts), fc.oneof(anySome, anyText), (all, word) => {
        const query = parseQuery(word);
        fc.pre(query.filters.length === 0);
        const found = findExactly(packed(all), word);
        const seen = those(all, (one) => {
          const { name, items } = entryOf(one, []);
          return query.terms.every(({ text, digits }) =>
            digits === null ? [name, ...items].some((item) => isFoundIn(item, text)) : true,
          );
        });
        if (query.terms.every(({ digits }) => digits === null))
          expect(inOrder(found)).toEqual(seen);
      }),
      { numRuns: 150 },
    );
  });

  it('finds those whom a look at each finds, by every filter', () => {
    fc.assert(
      fc.property(anyAlike, anySome, anySome, (all, key, value) => {
        const text = packed(all);
        const context = { fields: SOME, me: null, funnels: FUNNELS };
        const found = (typed: string) => inOrder(find(text, typed, context));
        const asked = fold(value);
        const isField = (name: string) => fold(name) === fold(key);
        const valuesOf = (one: Contact) =>
          one.fields
            .filter(({ name }) => isField(name))
            .flatMap((field) => (field.type === 'checkbox' ? field.values : [field.value]))
            .map(fold);
        const field = `"${key}"`;
        expect(found(`${field}:"${value}"`)).toEqual(
          those(all, (one) => valuesOf(one).includes(asked)),
        );
        expect(found(`${field}:${quoted(value).replaceAll('"', '').split(' ')[0] ?? ''}`)).toEqual(
          those(all, (one) =>
            valuesOf(one).some((each) => each.includes(asked.split(' ')[0] ?? '')),
          ),
        );
        expect(found(`has:${quoted(key)}`)).toEqual(
          those(all, (one) => valuesOf(one).some((each) => each !== '')),
        );
        expect(found(`tag:"${value}"`)).toEqual(
          those(all, ({ tags }) => tags.some((tag) => fold(tag) === asked)),
        );
        const begun = asked.split(' ')[0] ?? '';
        expect(found(`tag:${begun}`)).toEqual(
          those(all, ({ tags }) => tags.some((tag) => fold(tag).startsWith(begun))),
        );
        expect(found('has:note')).toEqual(those(all, ({ note }) => note !== ''));
        expect(found('assigned:none')).toEqual(those(all, (one) => one.assignedUser === null));
        const inFunnel = (...ids: string[]) =>
          those(all, ({ funnelId }) => funnelId !== null && ids.includes(funnelId));
        expect(found('funnel:sal')).toEqual(inFunnel('F1', 'f2', 'f3'));
        expect(found('funnel:"SALES"')).toEqual(inFunnel('F1', 'f2'));
        expect(found('funnel:gone')).toEqual(inFunnel('gone'));
        expect(found('has:funnel')).toEqual(inFunnel('F1', 'f2', 'f3', 'gone'));
        expect(found('-funnel:"sales team"')).toEqual(
          those(all, ({ funnelId }) => funnelId !== 'f3'),
        );
        expect(found(`-source:"${value}"`)).toEqual(
          those(all, ({ source }) => fold(source) !== asked),
        );
      }),
      { numRuns: 150 },
    );
  });
});

it('writes in letters that folding leaves in no text', () => {
  const letters = new RegExp(`[${SHARED_LETTERS.join('')}${END}]`, 'u');
  const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
  expect(all.filter((letter) => letters.test(fold(`a${letter}b`)))).toEqual([]);
});
