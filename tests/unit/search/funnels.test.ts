import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../../utils/search/complete.ts';
import { type PackedText, packedTextSchema } from '../../../utils/search/packed-text.ts';
import type { QueryContext } from '../../../utils/search/filters.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { contact } from '../support/contact.ts';
import { facetsOf, find, packed } from '../support/search.ts';

const FUNNELS = [
  { uuid: 'DECADE01', name: 'New "hot" leads', emoji: '🔥' },
  { uuid: 'facade02', name: 'Won', emoji: '' },
];
const CONTEXT: QueryContext = { fields: ['Funnel'], me: null, funnels: FUNNELS };

const ALL = [
  contact({ uuid: '1', name: 'Ann', funnelId: 'DECADE01' }),
  contact({ uuid: '2', name: 'Bo', funnelId: 'facade02' }),
  contact({ uuid: '3', name: 'Cleo', fields: [{ name: 'Funnel', type: 'text', value: 'Won' }] }),
];
const text = packed(ALL);
const found = (typed: string, context = CONTEXT) => find(text, typed, context).toSorted();

describe('a funnel', () => {
  it('is found by its new name as soon as it has one, with nothing packed anew', () => {
    const renamed = { ...CONTEXT, funnels: [{ uuid: 'facade02', name: 'Closed', emoji: '' }] };
    expect([found('funnel:won'), found('funnel:won', renamed)]).toEqual([[1], []]);
    expect([found('funnel:closed'), found('funnel:closed', renamed)]).toEqual([[], [1]]);
  });

  it('is found by its id, also where its name is not known', () => {
    const nameless = { ...CONTEXT, funnels: [] };
    expect(found('funnel:decade01', nameless)).toEqual([0]);
    expect(found('funnel:"DECADE01"', nameless)).toEqual([0]);
    expect(found('funnel:decade', nameless)).toEqual([]);
  });

  it('is found whole in spite of quotes in its name', () => {
    expect(found('funnel:"new hot leads"')).toEqual([0]);
    const [completion] = complete('funnel:', 7, facetsOf(ALL), { me: undefined, funnels: FUNNELS });
    expect(completion).toMatchObject({ label: '🔥 New "hot" leads', count: 1 });
    expect(found(completion?.query ?? '')).toEqual([0]);
  });

  it.each(['decade', 'facade02', 'ade', '01'])('is not found by a word like its id: %s', (word) => {
    expect(found(word)).toEqual([]);
  });

  it('is told from a custom field of that name', () => {
    expect(found('"funnel":won')).toEqual([2]);
    const queries = complete('fun', 3, facetsOf(ALL), { me: undefined, funnels: FUNNELS }).map(
      ({ query }) => query,
    );
    expect(queries).toEqual(['funnel:', '"Funnel":']);
  });

  it('is nobody’s in a text that was packed before Lens knew of funnels', () => {
    const { funnelIds, funnels, ...earlier } = text;
    expect([funnelIds.length, funnels.length]).toEqual([2, ALL.length]);
    const read = packedTextSchema.parse(earlier);
    expect(find(read, 'funnel:won', CONTEXT)).toEqual([]);
    expect(find(read, 'has:funnel', CONTEXT)).toEqual([]);
    expect(find(read, '-has:funnel', CONTEXT)).toHaveLength(ALL.length);
  });

  it('takes no column where nobody is in one', () => {
    const { funnelIds, funnels }: PackedText = packed([contact(), contact({ uuid: '2' })]);
    expect([funnelIds.length, funnels.length]).toEqual([0, 0]);
  });

  it('and its opposite share everybody out between them, whatever is typed', () => {
    const anyValue = fc.oneof(
      fc.constantFrom('won', 'New "hot" leads', 'facade02', 'leads', 'e'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(anyValue, (value) => {
        const typed = `funnel:"${value.replaceAll('"', '')}"`;
        fc.pre(parseQuery(typed, CONTEXT).filters.length === 1);
        expect([...found(typed), ...found(`-${typed}`)].toSorted()).toEqual([0, 1, 2]);
      }),
    );
  });
});

describe('what WhatsApp knows somebody by', () => {
  const BSUID = 'IT.13491208655302741918';
  const people = packed([
    contact({ uuid: '1', name: 'Ann', bsuid: BSUID }),
    contact({ uuid: '2', name: 'Bo', bsuid: 'US.ENT.11815799212886844830' }),
    contact({ uuid: '3', name: 'Cleo', bsuid: BSUID, phoneNumber: '+39 347 123 4567' }),
  ]);

  it.each([
    BSUID,
    BSUID.toLowerCase(),
    'IT.13',
    'it.1349120',
    '1349120865',
    ` ${BSUID} `,
    `ann ${BSUID}`,
  ])('is found by %j where there is no number', (typed) => {
    expect(find(people, typed)).toEqual([0]);
  });

  it('makes nobody found who has a number', () => {
    expect(find(people, 'cleo it.13')).toEqual([]);
  });

  it('is no phone number', () => {
    expect(find(people, 'has:phone')).toEqual([2]);
  });

  it('is found from its first letters on, each further one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: BSUID.length }), (length) => {
        expect(find(people, BSUID.slice(0, length))).toEqual([0]);
      }),
    );
  });

  it('comes behind a phone number with the same digits', () => {
    const both = packed([
      contact({ uuid: '1', name: 'Ann', bsuid: 'IT.3471234' }),
      contact({ uuid: '2', name: 'Bo', phoneNumber: '+39 347 1234' }),
    ]);
    expect(find(both, '3471234')).toEqual([1, 0]);
  });
});
