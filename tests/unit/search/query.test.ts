import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTag } from '../../../utils/search/fold.ts';
import type { FilterTest, QueryContext } from '../../../utils/search/filters.ts';
import { parseQuery, tagTerm, withoutFilter } from '../../../utils/search/query.ts';
import { anyText } from '../support/contact.ts';

const CONTEXT: QueryContext = {
  fields: ['Plan', 'Join Date', 'Orders', 'Funnel'],
  me: 'Anna@Email.com',
  funnels: [
    { uuid: 'F1', name: 'New leads', emoji: '🔥' },
    { uuid: 'f2', name: 'The "Leads"', emoji: '' },
  ],
};

const words = (typed: string) => parseQuery(typed, CONTEXT).terms.map(({ text }) => text);
const tests = (typed: string) => parseQuery(typed, CONTEXT).filters.map(({ test }) => test);

it('a filter is taken out whole, not where its letters stand in another one', () => {
  const typed = 'tag:vip-gold tag:vip anna';
  const [, vip] = parseQuery(typed, CONTEXT).filters;
  expect(vip && withoutFilter(typed, vip)).toBe('tag:vip-gold anna');
});

describe('a pasted paragraph', () => {
  const kinds = (typed: string) => parseQuery(typed, CONTEXT).problems.map(({ kind }) => kind);
  const many = (count: number) => Array.from({ length: count }, (_, index) => `w${index}x`);

  it('is read as far as twenty words go, and that is said', () => {
    expect(words(many(20).join(' '))).toHaveLength(20);
    expect(kinds(`${many(20).join(' ')}  `)).toEqual([]);
    expect(words(many(21).join(' '))).toEqual(many(20));
    expect(kinds(many(21).join(' '))).toEqual(['too-long']);
  });

  it('has no more filters than that either', () => {
    expect(
      tests(
        many(50)
          .map((name) => `tag:${name}`)
          .join(' '),
      ),
    ).toHaveLength(20);
  });

  it('asks for the same word once', () => {
    expect(words('a a b A')).toEqual(['a', 'b']);
  });

  it('asks for nothing that it cuts through', () => {
    const [tag] = tests(`${'x'.repeat(480)} tag:"very important customer"`);
    expect(tag).toBeUndefined();
    expect(words(`${'x'.repeat(490)} anna rossi`)).toHaveLength(2);
  });

  it('may be one endless word', () => {
    const [word = ''] = words('a'.repeat(6_000));
    expect(word).toHaveLength(500);
    expect(kinds('a'.repeat(6_000))).toEqual(['too-long']);
    expect(kinds('a'.repeat(500))).toEqual([]);
  });

  it('law: asks for at most twenty things, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 80 }), (texts) => {
        const { terms, filters } = parseQuery(texts.join(' '), CONTEXT);
        // Numbers that stand in one group may be several words.
        expect(terms.length + filters.length).toBeLessThanOrEqual(20);
        expect(terms.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(2_000);
      }),
    );
  });
});

describe('words', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['   \t ', []],
    ['Mario', ['mario']],
    ['  João   DA silva ', ['joao', 'da', 'silva']],
    ['"mario rossi" x', ['mario rossi', 'x']],
    ['"mario ros', ['mario ros']],
    ['12', ['12']],
    ['+39', ['39']],
    ['+', []],
    ['room 12', ['room', '12']],
    ['1 2', ['1', '2']],
    ['montag:x', ['montag:x']],
    ['https://example.com', ['https://example.com']],
    ['12:30', ['12:30']],
    ['tag:a b', ['b']],
  ])('%j', (typed, expected) => {
    expect(words(typed)).toEqual(expected);
  });
});

describe('numbers', () => {
  it.each([
    ['347', '347'],
    ['347 123 4567', '3471234567'],
    ['+39 347 123.4567', '393471234567'],
    ['(+39) 347-123-4567', '393471234567'],
    ['+49 (0)30 901820', '4930901820'],
    ['(030) 90 18 20', '030901820'],
    ['0039/347', '0039347'],
    ['３４７１２３', '347123'],
    ['347\u00A0123', '347123'],
    ['347–123', '347123'],
    ['tag:sales 347 123', '347123'],
    ['mario 347 123', '347123'],
  ])('%j is %s', (typed, digits) => {
    expect(parseQuery(typed).terms.map((term) => term.digits)).toContain(digits);
  });

  it.each(['a347', '347a', '347@x', '12', '1 2', '347,123'])('%j is none', (typed) => {
    expect(parseQuery(typed).terms.map((term) => term.digits)).not.toContain('347');
    expect(parseQuery(typed).terms.every(({ digits }) => digits === null)).toBe(true);
  });

  it('a plus begins another one', () => {
    const { terms } = parseQuery('+39 347 +34 612');
    expect(terms.map(({ digits }) => digits)).toEqual([null, '347', null, '612']);
  });
});

describe('filters', () => {
  const day = (from: string | undefined, to: string | undefined) => ({ of: 'days', from, to });

  it.each<[string, FilterTest[] | unknown[]]>([
    ['tag:Sales', [{ kind: 'tag', value: 'sales' }]],
    ['TAG:"very important', [{ kind: 'tag', value: 'very important' }]],
    ['tag:à-rappeler x', [{ kind: 'tag', value: 'a-rappeler' }]],
    ['tag:tag:x', [{ kind: 'tag', value: 'tag:x' }]],
    ['source:WhatsApp', [{ kind: 'source', value: 'whatsapp', match: 'part' }]],
    ['team:"Soporte y atención"', [{ kind: 'team', value: 'soporte y atencion', match: 'whole' }]],
    ['assigned:me', [{ kind: 'assigned', value: 'anna@email.com', match: 'whole' }]],
    ['assigned:none', [{ kind: 'unassigned' }]],
    ['assigned:ann', [{ kind: 'assigned', value: 'ann', match: 'part' }]],
    ['is:open', [{ kind: 'state', value: 'open' }]],
    [
      'has:phone has:note',
      [
        { kind: 'has', what: 'phone' },
        { kind: 'has', what: 'note' },
      ],
    ],
    ['has:"join date"', [{ kind: 'has-field', field: 'join date' }]],
    ['plan:pro', [{ kind: 'field', field: 'plan', value: 'pro', match: 'part' }]],
    [
      '"Join Date":2024-01-05',
      [{ kind: 'field', field: 'join date', value: '2024-01-05', match: 'part' }],
    ],
    [
      '"Join Date":2024-01..2024-06',
      [{ kind: 'field-range', field: 'join date', range: day('2024-01-01', '2024-06-31') }],
    ],
    [
      'orders:5..',
      [{ kind: 'field-range', field: 'orders', range: { of: 'numbers', from: 5, to: undefined } }],
    ],
    ['created:2024', [{ kind: 'created', range: day('2024-01-01', '2024-12-31') }]],
    ['created:..2024-03', [{ kind: 'created', range: day(undefined, '2024-03-31') }]],
    ['tag: plan: created: is: has:', []],
  ])('%j', (typed, expected) => {
    expect(tests(typed)).toMatchObject(expected);
    expect(parseQuery(typed, CONTEXT).problems).toEqual([]);
  });

  it('have opposites', () => {
    expect(parseQuery('-tag:vip -is:closed').filters.map(({ isNegated }) => isNegated)).toEqual([
      true,
      true,
    ]);
  });

  it('are known from what was typed, and taken out again', () => {
    const typed = 'mario -tag:"a b" is:open';
    const [first, second] = parseQuery(typed).filters;
    if (!first || !second) throw new Error('not read');
    expect(withoutFilter(typed, first)).toBe('mario is:open');
    expect(withoutFilter(typed, second)).toBe('mario -tag:"a b" ');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['is:asleep', 'state', 'is:', 'asleep'],
    ['has:wings', 'has', 'has:', 'wings'],
    ['created:soon', 'created', 'created:', 'soon'],
    ['created:2024-06..2024-01', 'created', 'created:', '2024-06..2024-01'],
    ['orders:5..many', 'range', 'orders:', '5..many'],
    ['colour:red', 'unknown-key', 'colour:', 'red'],
  ])('%j is told', (typed, kind, key, value) => {
    expect(parseQuery(typed, CONTEXT).problems).toEqual([{ kind, key, value }]);
  });

  it('is told of assigned:me while it is not known who that is', () => {
    expect(parseQuery('assigned:me').problems).toMatchObject([{ kind: 'assigned-me' }]);
  });

  it('leaves the rest as it is', () => {
    const { terms, filters } = parseQuery('mario is:asleep tag:vip');
    expect(terms).toEqual([{ text: 'mario', digits: null }]);
    expect(filters).toHaveLength(1);
  });
});

it('reads any text, and gives folded, non-empty parts', () => {
  const anyTyped = fc
    .array(
      fc.oneof(anyText, fc.constantFrom('tag:', 'tag:"', '"', ' ', '+39', '-is:', 'plan:', '..')),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyTyped, (typed) => {
      for (const { text, digits } of parseQuery(typed, CONTEXT).terms) {
        expect(text).not.toBe('');
        if (digits !== null) expect(digits).toMatch(/^\d{3,}$/u);
      }
      for (const test of tests(typed)) {
        if (test.kind === 'tag') expect(test.value).toBe(foldTag(test.value));
      }
    }),
  );
});

describe('tagTerm', () => {
  it.each([
    ['sales', 'tag:"sales"'],
    ['very important', 'tag:"very important"'],
  ])('of %s is what a user would type', (tag, term) => {
    expect(tagTerm(tag)).toBe(term);
  });

  it('is read back as that tag and nothing else, also behind and before others', () => {
    fc.assert(
      fc.property(anyText, (tag) => {
        fc.pre(foldTag(tag) !== '');
        const wanted = { kind: 'tag', value: foldTag(tag), match: 'whole' };
        expect(tests(tagTerm(tag))).toEqual([wanted]);
        expect(words(tagTerm(tag))).toEqual([]);
        expect(tests(`mario ${tagTerm(tag)} tag:x`)).toMatchObject([
          wanted,
          { kind: 'tag', value: 'x' },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
