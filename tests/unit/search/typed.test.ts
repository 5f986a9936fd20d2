import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contact, CustomField } from '../../../utils/contact.ts';
import type { QueryContext } from '../../../utils/search/filters.ts';
import { highlight } from '../../../utils/search/highlight.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { Searcher } from '../../../utils/search/search.ts';
import { writingOf } from '../../../utils/search/writing.ts';
import { contact } from '../support/contact.ts';
import { findExactly, packed, search } from '../support/search.ts';

/** Names of contacts who have nothing else. */
const named = (...names: string[]): Contact[] =>
  names.map((name, index) => contact({ uuid: `n${index}`, name, source: '' }));

const field = (name: string, type: 'text' | 'number' | 'date' | 'email', value: string) =>
  ({ name, type, value }) satisfies CustomField;

const withField = (uuid: string, ...fields: CustomField[]): Contact =>
  contact({ uuid, name: uuid, source: '', fields });

function finder(contacts: readonly Contact[], context?: QueryContext) {
  const text = packed(contacts);
  return (typed: string): string[] =>
    findExactly(text, typed, context).map((place) => contacts[place]?.name ?? '');
}

describe('a name is found however its words are joined', () => {
  const found = finder(
    named(
      'Luca D’Angelo',
      "Sean O'Brien",
      'ACME S.p.A.',
      'Rossi S.r.l.',
      'Anna De Luca',
      'Jean-Luc Picard',
      'Jean Luc Petit',
      'Maria de la Cruz',
      'محمد عبد الله',
      'Osteria Sant’Agata',
      'Auto Schmidt',
      '田中 花子',
      'Spazio Verde',
      'Nadia Rossi',
      'D´Amico',
    ),
  );

  it.each([
    ["d'angelo", 'Luca D’Angelo'],
    ['d’angelo', 'Luca D’Angelo'],
    ['d`angelo', 'Luca D’Angelo'],
    ['dangelo', 'Luca D’Angelo'],
    ['luca dang', 'Luca D’Angelo'],
    ['angelo', 'Luca D’Angelo'],
    ["o'brien", "Sean O'Brien"],
    ['o’brien', "Sean O'Brien"],
    ['obrien', "Sean O'Brien"],
    ["d'amico", 'D´Amico'],
    ['acme spa', 'ACME S.p.A.'],
    ['acme s.p.a.', 'ACME S.p.A.'],
    ['acme s.p.a', 'ACME S.p.A.'],
    ['rossi srl', 'Rossi S.r.l.'],
    ['deluca', 'Anna De Luca'],
    ['delacruz', 'Maria de la Cruz'],
    ['lacruz', 'Maria de la Cruz'],
    ['jeanluc picard', 'Jean-Luc Picard'],
    ['jean luc picard', 'Jean-Luc Picard'],
    ['jean-luc petit', 'Jean Luc Petit'],
    ['jeanluc petit', 'Jean Luc Petit'],
    ['عبدالله', 'محمد عبد الله'],
    ["sant'agata", 'Osteria Sant’Agata'],
    ['santagata', 'Osteria Sant’Agata'],
    ['autoschmidt', 'Auto Schmidt'],
    ['autosch', 'Auto Schmidt'],
    ['田中花子', '田中 花子'],
  ])('%j finds %s alone, and exactly', (typed, name) => {
    expect(found(typed)).toEqual([name]);
  });

  it.each([
    // Where two words meet is no word.
    ['diaros'],
    ['narossi'],
    ['eangelo'],
  ])('%j finds nobody', (typed) => {
    expect(found(typed)).toEqual([]);
  });

  it('is found among those who are called so in one word, too', () => {
    const both = finder(named('Deluca Mario', 'Anna De Luca', 'Dangelo', "D'Angelo"));
    expect(both('deluca').toSorted()).toEqual(['Anna De Luca', 'Deluca Mario']);
    expect(both("d'angelo").toSorted()).toEqual(["D'Angelo", 'Dangelo']);
    expect(both('dangelo').toSorted()).toEqual(["D'Angelo", 'Dangelo']);
  });

  it('and a company in a field', () => {
    const company = finder([withField('Bruno', field('Azienda', 'text', 'ACME S.p.A.'))]);
    expect(company('acme spa')).toEqual(['Bruno']);
  });

  it.each([
    ['dangelo', 'Luca D’Angelo', 'D’Angelo'],
    ["d'angelo", 'Luca Dangelo', 'Dangelo'],
    ['spa', 'ACME S.p.A.', 'S.p.A'],
    ['jeanluc', 'Jean-Luc Picard', 'Jean-Luc'],
    ['deluca', 'Anna De Luca', 'De Luca'],
  ])('%j marks in %j what was found', (typed, name, marked) => {
    const pieces = highlight(name, parseQuery(typed));
    expect(pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([marked]);
  });

  it('a sign alone marks nothing where it is not', () => {
    const pieces = highlight('ﷺ Anna', parseQuery('"-"'));
    expect(pieces.filter(({ isMatch }) => isMatch)).toEqual([]);
  });

  it('law: leaving out what stands in a word, or a space before it, finds the same person', () => {
    const anyWord = fc
      .array(fc.constantFrom(...Array.from('abcdegilnorstu')), { minLength: 4, maxLength: 9 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(anyWord, anyWord, fc.constantFrom("'", '’', '-', '.', ' '), (a, b, sign) => {
        const text = packed(named('Xx Yy', `${a}${sign}${b}`));
        expect(search([text], parseQuery(`${a}${b}`)).locators(0, 9)).toEqual([1]);
        expect(search([text], parseQuery(`${a}${sign}${b}`)).isForgiving).toBe(false);
      }),
    );
  });
});

describe('the name of a field', () => {
  const found = finder([
    ...['Bea', 'Tamara', 'Rita'].map((name) =>
      contact({ uuid: name, name, source: '', fields: [field('Città', 'text', 'Roma')] }),
    ),
  ]);

  it('is no reason to find somebody by letters inside of it', () => {
    expect(found('ta')).toEqual(['Tamara', 'Rita']);
  });

  it('is one by the beginning of its words', () => {
    expect(found('città')).toHaveLength(3);
  });
});

describe('a tag', () => {
  const found = finder([
    contact({ uuid: '1', name: 'Begun', tags: ['black friday'], createdAt: '2026-01-01' }),
    contact({ uuid: '2', name: 'Exact', tags: ['Black'] }),
    contact({ uuid: '3', name: 'Inside', tags: ['all black'] }),
  ]);

  it('that begins so is found too, below who has exactly that', () => {
    expect(found('tag:black')).toEqual(['Exact', 'Begun']);
    expect(found('tag:bl')).toEqual(['Begun', 'Exact']);
    expect(found('-tag:black')).toEqual(['Inside']);
  });

  it('in quotes is that tag only', () => {
    expect(found('tag:"black"')).toEqual(['Exact']);
  });

  it('stays below also where the name is what was typed', () => {
    const both = finder([
      contact({ uuid: '1', name: 'Anna', tags: ['vip gold'] }),
      contact({ uuid: '2', name: 'Marianna', tags: ['vip'], closedAt: '2024-01-01' }),
    ]);
    expect(both('anna tag:vip')).toEqual(['Marianna', 'Anna']);
  });
});

it('a number that many have is found by its filter, too', () => {
  const family = ['Anna', 'Bea', 'Carlo'].map((name) =>
    contact({ uuid: name, name, source: '', phoneNumber: '+39 347 811 2201' }),
  );
  const found = finder([...family, contact({ uuid: 'd', name: 'Dora', source: '' })]);
  expect(found('phone:347811').toSorted()).toEqual(['Anna', 'Bea', 'Carlo']);
});

describe('a word that is not wanted', () => {
  const found = finder(named('Anna Rossi', 'Anna Bianchi', 'Jean-Luc Rossi'));

  it.each([
    ['-rossi', ['Anna Bianchi']],
    ['anna -rossi', ['Anna Bianchi']],
    ['-"anna rossi"', ['Anna Bianchi', 'Jean-Luc Rossi']],
    ['jean-luc', ['Jean-Luc Rossi']],
    ['anna - rossi', ['Anna Rossi']],
    ['anna -', ['Anna Bianchi', 'Anna Rossi']],
  ])('%j', (typed, expected) => {
    expect(found(typed).toSorted()).toEqual(expected);
  });
});

describe('either of two', () => {
  const found = finder([
    contact({ uuid: '1', name: 'Anna', tags: ['vip'] }),
    contact({ uuid: '2', name: 'Mario', tags: ['hot'], closedAt: '2024-01-01' }),
    contact({ uuid: '3', name: 'Bea', tags: ['cold'], blockedAt: '2024-01-01' }),
    contact({ uuid: '4', name: 'Mario Neri' }),
  ]);

  it.each([
    ['anna OR mario', ['Anna', 'Mario', 'Mario Neri']],
    ['anna | bea', ['Anna', 'Bea']],
    ['anna OR mario tag:hot', ['Mario']],
    ['tag:vip OR tag:hot', ['Anna', 'Mario']],
    ['tag:vip OR is:blocked', ['Anna', 'Bea']],
    ['neri OR is:closed', ['Mario', 'Mario Neri']],
    ['anna OR mario OR bea', ['Anna', 'Bea', 'Mario', 'Mario Neri']],
    ['-tag:vip OR anna', ['Anna', 'Bea', 'Mario', 'Mario Neri']],
    ['anna OR', ['Anna']],
    ['OR anna', ['Anna']],
    ['anna or mario', []],
  ])('%j', (typed, expected) => {
    expect(found(typed).toSorted()).toEqual(expected);
  });

  it('begins a name as one of them, before whoever has it inside', () => {
    const ranked = finder(named('Zoe Marion', 'Mario Rossi', 'Joanna', 'Anna Bo'));
    expect(ranked('anna OR mario').slice(0, 2).toSorted()).toEqual(['Anna Bo', 'Mario Rossi']);
  });
});

describe('what is pasted', () => {
  const found = finder([
    contact({ uuid: '1', name: 'Mario Rossi', phoneNumber: '+39 347 811 2201', source: '' }),
    contact({ uuid: '2', name: 'Elsa', note: 'elsa.b@acme.it', source: '' }),
    contact({ uuid: '3', name: 'Ugo', phoneNumber: '+39 02 555 0199', source: '' }),
  ]);

  it.each([
    'Rossi, Mario',
    'Rossi,Mario',
    'Mario Rossi.',
    '(Mario Rossi)',
    '“Mario Rossi”',
    '«Mario Rossi»',
    '*Mario Rossi*',
    'Tel: 347 811 2201',
    'Tel. 347 811 2201',
    'tel 347 811 2201',
    'Cell.: +39 347 811 2201',
    '☎ 347 811 2201',
    'tel:+393478112201',
    'tel:+39-347-811-2201',
    'https://wa.me/393478112201',
    'wa.me/393478112201?text=ciao',
    'https://api.whatsapp.com/send?phone=393478112201',
    'Mario Rossi, 347 811 2201',
    // As a phone's address book copies it.
    '\u202A+39 347 811 2201\u202C',
    '٣٤٧ ٨١١ ٢٢٠١',
    '+۳۹ ۳۴۷ ۸۱۱ ۲۲۰۱',
  ])('%j', (typed) => {
    expect(found(typed)).toEqual(['Mario Rossi']);
  });

  it('an address that a link is for', () => {
    expect(found('mailto:elsa.b@acme.it?subject=x')).toEqual(['Elsa']);
  });

  it('a word is not taken for a label where no number follows', () => {
    expect(finder(named('Mobile Shop', 'Anna'))('mobile')).toEqual(['Mobile Shop']);
    expect(finder(named('Mobile 12', 'Anna'))('mobile 12')).toEqual(['Mobile 12']);
  });

  it('a filter is a filter, though the account has a field that is called like a link', () => {
    const tel = finder([withField('Anna', field('Tel', 'text', '4455'))], {
      fields: ['Tel'],
      me: null,
      funnels: [],
    });
    expect(tel('tel:4455')).toEqual(['Anna']);
  });
});

describe('numbers', () => {
  it('in an address are two', () => {
    const found = finder([
      withField('Anna', field('Indirizzo', 'text', 'Via Roma 12, 37121 Verona')),
      withField('Bea', field('Indirizzo', 'text', 'Via Roma 14, 37121 Verona')),
    ]);
    expect(found('via roma 12 37121')).toEqual(['Anna']);
  });

  it('that are all of a field come first, then phones that hold them', () => {
    const found = finder([
      contact({ uuid: '1', name: 'Phone', phoneNumber: '+39 347 104 2555', source: '' }),
      contact({ uuid: '2', name: 'Long', source: '', note: 'order 51042' }),
      contact({ uuid: '3', name: 'Field', source: '', fields: [field('Cliente', 'text', '1042')] }),
    ]);
    expect(found('1042')).toEqual(['Field', 'Phone', 'Long']);
  });

  it('that begin with zeros are what they are', () => {
    const found = finder([
      contact({ uuid: '1', name: 'Phone', phoneNumber: '+39 347 424 2555', source: '' }),
      contact({ uuid: '2', name: 'Field', source: '', fields: [field('No', 'text', '00042')] }),
    ]);
    expect(found('00042')).toEqual(['Field']);
  });

  it('that a phone ends with come before those inside of one', () => {
    const found = finder([
      contact({
        uuid: '1',
        name: 'Inside',
        phoneNumber: '+39 347 778 8123',
        createdAt: '2026-01-01',
      }),
      contact({ uuid: '2', name: 'End', phoneNumber: '+39 347 123 7788', createdAt: '2020-01-01' }),
    ]);
    expect(found('7788')).toEqual(['End', 'Inside']);
  });
});

describe('a field', () => {
  const context: QueryContext = {
    fields: ['Renewal date', 'Ordini', 'Budget', 'Numero cliente', 'Mail', 'Note interne'],
    emailFields: ['Mail'],
    me: null,
    funnels: [],
    valuesOf: (key) => (key === 'tag' ? ['da richiamare', 'VIP'] : []),
    writing: writingOf('IT'),
  };
  const found = finder(
    [
      withField(
        'Anna',
        field('Renewal date', 'date', '2026-12-09'),
        field('Ordini', 'number', '12'),
      ),
      withField(
        'Bea',
        field('Renewal date', 'date', '2026-03-12'),
        field('Ordini', 'number', '10'),
      ),
      withField(
        'Carlo',
        field('Budget', 'number', '1500'),
        field('Numero cliente', 'text', '00042'),
      ),
      withField('Dora', field('Budget', 'text', '500')),
      withField('Elio', field('Budget', 'text', '€ 1.234,56')),
      withField(
        'Fabio',
        field('Mail', 'email', 'fabio@acme.it'),
        field('Note interne', 'text', 'x'),
      ),
      contact({ uuid: 'g', name: 'Gaia', source: '', tags: ['da richiamare'], note: 'ciao mamma' }),
      contact({ uuid: 'h', name: 'Ida', source: '', phoneNumber: '+39 347 811 2201' }),
    ],
    context,
  );

  it.each<[string, string[]]>([
    ['ordini:>10', ['Anna']],
    ['ordini:>=10', ['Anna', 'Bea']],
    ['ordini:<12', ['Bea']],
    ['ordini:<=12', ['Anna', 'Bea']],
    ['ordini:11..', ['Anna']],
    ['renewal date:2026-12', ['Anna']],
    ['Renewal Date:2026-12', ['Anna']],
    ['-renewal date:2026-12 ordini:>1', ['Bea']],
    ['renewal:2026-12', ['Anna']],
    ['renewal:>2026-03', ['Anna']],
    ['renewal:>=2026-03', ['Anna', 'Bea']],
    ['renewal:<2026-12', ['Bea']],
    ['renewal:12/03/2026', ['Bea']],
    ['renewal:12/2026', ['Anna']],
    ['renewal:01/01/2026..30.06.2026', ['Bea']],
    ['Numero cliente:00042', ['Carlo']],
    ['anna ordini:12', ['Anna']],
    ['budget:500', ['Dora']],
    ['budget:1500', ['Carlo']],
    ['budget:1.500', ['Carlo']],
    ['budget:1.234,56', ['Elio']],
    ['budget:1.000..2.000', ['Carlo', 'Elio']],
    ['budget:€1500', ['Carlo']],
    ['budget:>1.000', ['Carlo', 'Elio']],
    ['tag:da richiamare', ['Gaia']],
    ['tag:da richiamare gaia', ['Gaia']],
    ['#da', ['Gaia']],
    ['name:gai', ['Gaia']],
    ['name:"gaia"', ['Gaia']],
    ['name:"gai"', []],
    ['name:acme', []],
    ['phone:347', ['Ida']],
    ['phone:0039347', ['Ida']],
    ['email:acme', ['Fabio']],
    ['email:gaia', []],
    ['note:mamma', ['Gaia']],
    ['note:x', []],
    ['nobody:gaia', []],
  ])('%j', (typed, expected) => {
    expect(found(typed).toSorted()).toEqual(expected);
  });

  it('that could be two is none', () => {
    const two = { ...context, fields: ['Renewal date', 'Renewal price'] };
    expect(parseQuery('renewal:2026', two).problems).toMatchObject([{ kind: 'unknown-key' }]);
    expect(parseQuery('renewal d:2026', two).filters).toEqual([]);
  });

  it('of long numbers is found by a part of one', () => {
    const phones = finder([withField('Anna', field('Telefono 2', 'text', '+39 347 8112201'))], {
      ...context,
      fields: ['Telefono 2'],
    });
    expect(phones('"Telefono 2":8112')).toEqual(['Anna']);
  });
});

describe('the day on which somebody was created', () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is the user's", () => {
    vi.stubEnv('TZ', 'America/Sao_Paulo');
    const late = finder([contact({ name: 'Late', createdAt: '2024-03-10T01:30:00Z' })]);
    expect(late('created:2024-03-09')).toEqual(['Late']);
    expect(late('created:2024-03-10')).toEqual([]);
    expect(
      finder([contact({ name: 'Day', createdAt: '2024-03-10' })])('created:2024-03-10'),
    ).toEqual(['Day']);
  });

  it('may be typed as the country writes it', () => {
    const found = (typed: string, country: string) =>
      finder([contact({ name: 'A', createdAt: '2024-03-12' })], {
        fields: [],
        me: null,
        funnels: [],
        writing: writingOf(country),
      })(typed);
    expect(found('created:12/03/2024', 'IT')).toEqual(['A']);
    expect(found('created:03/12/2024', 'US')).toEqual(['A']);
    expect(found('created:12/03/2024', 'US')).toEqual([]);
    expect(found('created:>11.3.2024', 'DE')).toEqual(['A']);
  });
});

it('letter by letter, all of it is answered as if it had been typed at once', () => {
  const all = [
    ...Array.from({ length: 60 }, (_, index) =>
      contact({ uuid: `f${index}`, name: `Filler ${index}`, source: '' }),
    ),
    ...named('Anna De Luca', 'Deluca Bo', 'Luca D’Angelo', 'Jean Luc Petit', 'ACME S.p.A.'),
    contact({ uuid: 'p', name: 'P', phoneNumber: '+39 347 811 2201', source: '' }),
    withField('Cora', field('Città', 'text', 'Via Roma 12, 37121 Verona')),
  ];
  const text = packed(all);
  const typings = [
    'jeanluc petit',
    'jean-luc petit',
    "d'angelo",
    'anna OR deluca',
    'autoschmidt',
    '0347 811',
    'via roma 12 37121',
    'acme s.p.a.',
    '-deluca luca',
    'itta',
    'citta',
  ];
  for (const typing of typings) {
    const searcher = new Searcher([text]);
    for (let end = 1; end <= typing.length; end += 1) {
      const query = parseQuery(typing.slice(0, end));
      const gradually = searcher.search(query);
      const atOnce = search([text], query);
      expect([typing.slice(0, end), ...gradually.locators(0, Infinity)]).toEqual([
        typing.slice(0, end),
        ...atOnce.locators(0, Infinity),
      ]);
    }
  }
});
