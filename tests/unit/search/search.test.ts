import { KEYS } from '../../../utils/search/filters.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_PACKED_TEXT, pack } from '../../../utils/search/packed-text.ts';
import { parseQuery, tagTerm } from '../../../utils/search/query.ts';
import { foldTag } from '../../../utils/search/fold.ts';
import { DEMO_CONTACTS } from '../../fake-callbell/contacts.ts';
import { COUNTRIES, phoneFromSeed } from '../../fake-callbell/phones.ts';
import { parseContact } from '../../../utils/api/contact-json.ts';
import { anyContacts, anyText, contact, contacts } from '../support/contact.ts';
import { find, findExactly, packed, search } from '../support/search.ts';

const named = (...names: string[]): Parameters<typeof packed>[0] =>
  names.map((name, index) => contact({ uuid: `u${index}`, name, source: '' }));

describe('a contact is found', () => {
  const lucia = contact({
    name: 'Lucía Gómez-Peña',
    phoneNumber: '+34 612 345 678',
    tags: ['VIP', 'da richiamare'],
    fields: [
      { name: 'Plan', type: 'dropdown', value: 'Premium' },
      { name: 'Interests', type: 'checkbox', values: ['Spare parts', 'Rentals, long term'] },
    ],
    note: 'Order 2024-117, calls after six',
    assignedUser: 'anna.conti@email.com',
    team: { uuid: 't', name: 'Soporte' },
    channel: { uuid: 'c', title: 'WhatsApp Brasil', type: 'whatsapp' },
    source: 'whatsapp',
  });
  const text = packed([...contacts(3), lucia, ...contacts(3, 'b')]);

  it.each([
    'lucia',
    'LUCÍA',
    'gomez',
    'pena',
    'uci',
    'pena lucia',
    'lucia premium soporte',
    'tag:vip',
    'tag:VIP tag:"da richiamare"',
    'vip',
    'richia',
    '612 345 678',
    '+34 612 345 678',
    '0034 612345678',
    '612345678',
    'lucia +34 612 345',
    '345678',
    '(612) 345-678',
    '345',
    'lucia 612345678',
    'premium',
    'plan',
    'spare parts',
    'rentals, long',
    '2024-117',
    '2024',
    'anna.conti',
    'soporte',
    'brasil',
  ])('by %j, and nobody else', (typed) => {
    expect(find(text, typed)).toEqual([3]);
  });

  it.each([
    'lucio',
    'lucia mario',
    'tag:"vi"',
    'tag:ip',
    'tag:richiamare',
    'tag:premium',
    'tag:vip tag:none',
    'tag:"da richiamare" tag:"vi"',
    '+39 612 345 678',
    '6123456789',
    'tag:vip 999 999',
  ])('not by %j', (typed) => {
    expect(findExactly(text, typed)).toEqual([]);
  });

  it('by national writings of an international number', () => {
    const local = packed([contact({ phoneNumber: '+39 347 123 4567' })]);
    expect(find(local, '347 123 4567')).toEqual([0]);
    expect(find(packed([contact({ phoneNumber: '347 123 4567' })]), '+39 347 123 4567')).toEqual([
      0,
    ]);
    expect(find(packed([contact({ phoneNumber: '+49 30 901820' })]), '030 90 18 20')).toEqual([0]);
  });

  it.each(['+', '+3', '+39', '+39 3', '(3', '(34', '(347) 1'])(
    'by %j, from which a number begins',
    (typed) => {
      const begun = packed([contact({ phoneNumber: '+39 347 123 4567', source: '' })]);
      expect(find(begun, typed)).toEqual([0]);
    },
  );

  it('by a number in a name or a note', () => {
    const rooms = packed([
      contact({ uuid: '1', name: 'Hotel 4000' }),
      contact({ uuid: '2', name: '12 34 56' }),
      contact({ uuid: '3', name: 'A', note: 'order 77 88 99' }),
      contact({ uuid: '4', name: 'B', tags: ['2025'] }),
    ]);
    expect(find(rooms, '4000')).toEqual([0]);
    expect(find(rooms, '12 34 56')).toEqual([1]);
    expect(find(rooms, '77 88 99')).toEqual([2]);
    expect(find(rooms, '2025')).toEqual([3]);
  });
});

describe('the order', () => {
  it.each<[string, string[], string[]]>([
    // typed, the list, the order found
    ['ann', ['Joanna', 'Lee Ann', 'Anna', 'Ann'], ['Ann', 'Anna', 'Lee Ann', 'Joanna']],
    ['ann lee', ['Ann Leeds', 'Ann Lee'], ['Ann Lee', 'Ann Leeds']],
    ['mar', ['Omar', 'Marco', 'Maria'], ['Marco', 'Maria', 'Omar']],
    ['347', ['A347', '347'], ['347', 'A347']],
  ])('of %j', (typed, list, order) => {
    const all = named(...list);
    expect(find(packed(all), typed).map((place) => all[place]?.name)).toEqual(order);
  });

  it('puts a name before a tag, and a tag before a note', () => {
    const all = [
      contact({ uuid: '1', name: 'A', note: 'sales' }),
      contact({ uuid: '2', name: 'B', tags: ['sales'] }),
      contact({ uuid: '3', name: 'Wholesales' }),
    ];
    expect(find(packed(all), 'sales')).toEqual([2, 1, 0]);
  });

  it('keeps equals in the list’s order, as an empty query keeps everybody', () => {
    const text = packed(contacts(60));
    const inOrder = Array.from({ length: 60 }, (_, index) => index);
    expect(find(text, 'number')).toEqual(inOrder);
    expect(find(text, '')).toEqual(inOrder);
    expect(find(text, 'tag:')).toEqual(inOrder);
  });
});

describe('what is looked at', () => {
  const found = (typed: string) => search([packed(contacts(500))], parseQuery(typed));

  it('is a part of what is counted, in one order', () => {
    const all = Array.from({ length: 500 }, (_, index) => index);
    expect(found('').total).toBe(500);
    expect(found('').locators(0, 20)).toEqual(all.slice(0, 20));
    expect(found('number').locators(490, 510)).toEqual(all.slice(490));
    expect(found('number').locators(500, 510)).toEqual([]);
  });

  it('begins with the best, wherever they stand', () => {
    const all = [...contacts(300), contact({ uuid: 'x', name: 'Number' })];
    expect(find(packed(all), 'number')[0]).toBe(300);
  });
});

it('finds nobody in an empty list', () => {
  for (const text of [EMPTY_PACKED_TEXT, packed([]), pack([], [])]) {
    for (const typed of ['', 'a', 'tag:a', '347']) {
      expect(search([text], parseQuery(typed)).total).toBe(0);
      expect(find(text, typed)).toEqual([]);
    }
  }
});

it('finds each of the demo’s contacts by name, tag and number', () => {
  const all = DEMO_CONTACTS.map(parseContact).filter((parsed) => parsed !== undefined);
  const text = packed(all);
  all.forEach(({ name, tags, phoneNumber }, place) => {
    expect(find(text, name)).toContain(place);
    for (const tag of tags) expect(find(text, tagTerm(tag))).toContain(place);
    if (phoneNumber !== null) expect(find(text, phoneNumber)).toContain(place);
  });
});

/** A word that somebody could type, with letters, so that it is no number. */
const anyWord = fc.oneof(
  fc.constantFrom('a', 'an', 'maria', 'VIP', 'ß', '李', 'contact', 'u1'),
  fc
    .string({ unit: fc.constantFrom('a', 'b', 'é', '1', 'M'), minLength: 1, maxLength: 3 })
    .map((word) => `${word}a`),
);
const anyTerm = fc.oneof(
  anyWord,
  anyWord.map((tag) => `tag:${tag}`),
  anyText.map(tagTerm),
);

/** Digits in groups of such lengths, over and over, with something between them. */
function inGroups(
  digits: string,
  [lengths, between]: [lengths: number[], between: string],
): string {
  const groups: string[] = [];
  for (let at = 0; at < digits.length; at += groups.at(-1)?.length ?? 1) {
    groups.push(digits.slice(at, at + (lengths[groups.length % lengths.length] ?? 1)));
  }
  return groups.join(between);
}

describe('laws', () => {
  it('a further word or tag never brings a further contact', () => {
    fc.assert(
      fc.property(anyContacts, fc.array(anyTerm, { maxLength: 3 }), anyTerm, (all, terms, more) => {
        const text = packed(all);
        const before = findExactly(text, terms.join(' '));
        const after = findExactly(text, [...terms, more].join(' '));
        expect(before).toEqual(expect.arrayContaining(after));
      }),
    );
  });

  it('a further digit never brings a further contact', () => {
    const anyDigits = fc.string({ unit: fc.constantFrom('3', '4', '7', '1'), maxLength: 6 });
    const anyNumbered = fc
      .array(fc.integer({ min: 300_0000000, max: 399_9999999 }), { maxLength: 12 })
      .map((all) => all.map((n, at) => contact({ uuid: `u${at}`, phoneNumber: `+39 ${n}` })));
    fc.assert(
      fc.property(anyNumbered, anyDigits, anyDigits, (all, digits, more) => {
        const text = packed(all);
        for (const longer of [digits + more, `${digits} ${more}`]) {
          expect(find(text, digits)).toEqual(expect.arrayContaining(find(text, longer)));
        }
      }),
    );
  });

  it('everybody is found by the whole name', () => {
    fc.assert(
      fc.property(anyContacts, (all) => {
        const text = packed(all);
        all.forEach(({ name }, place) => {
          // That is a filter, or a word that is not wanted.
          fc.pre(![...KEYS].some((key) => name.toLowerCase().includes(`${key}:`)));
          fc.pre(!/(?:^|\s)(?:-|OR\s|\|)/u.test(name));
          expect(find(text, name)).toContain(place);
          expect(find(text, name.normalize('NFD'))).toContain(place);
        });
      }),
    );
  });

  it('everybody is found by the number, as it was written and in bare digits', () => {
    const anyNumber = fc
      .tuple(
        fc.constantFrom('', '+', '00', '+39 ', '(0', '('),
        fc.array(fc.string({ unit: fc.constantFrom('1', '3', '0', '9'), minLength: 2 }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.constantFrom(' ', '-', '.', '/', '', ') '),
      )
      .map(([start, groups, between]) => start + groups.join(between));
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 6 }), (numbers) => {
        const all = numbers.map((phoneNumber, index) =>
          contact({ uuid: `u${index}`, name: '', source: '', phoneNumber }),
        );
        const text = packed(all);
        numbers.forEach((number, place) => {
          const digits = number.replace(/\D/gu, '');
          expect(find(text, digits)).toContain(place);
          if (digits.length > 2) expect(find(text, number)).toContain(place);
        });
      }),
    );
  });

  it('everybody is found by every way to write the number, and by its last digits', () => {
    const anyPhone = fc
      .tuple(fc.nat(), fc.constantFrom(...COUNTRIES))
      .map(([seed, country]) => phoneFromSeed(seed, country));
    const anyGroups = fc.tuple(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
      fc.constantFrom(' ', '-', '.', '/', '\u2011', '\u00a0', ''),
    );
    fc.assert(
      fc.property(anyPhone, anyGroups, anyGroups, fc.nat(8), (phone, stored, typed, last) => {
        const { country, code, digits } = phone;
        const trunk = country === 'DE' || country === 'FR' ? '0' : '';
        const text = packed([
          ...contacts(3),
          contact({ uuid: 'x', phoneNumber: `+${code} ${inGroups(digits, stored)}` }),
        ]);
        for (const written of [
          `+${code} ${inGroups(digits, typed)}`,
          `+${inGroups(code + digits, typed)}`,
          `00${inGroups(code + digits, typed)}`,
          inGroups(code + digits, typed),
          `(${trunk}${digits.slice(0, 2)}) ${inGroups(digits.slice(2), typed)}`,
          inGroups(trunk + digits, typed),
          `+${code} (0)${inGroups(digits, typed)}`,
          inGroups(digits.slice(last - 12), typed),
        ]) {
          expect([written, ...find(text, written)]).toContain(3);
        }
      }),
    );
  });

  it('everybody is found by each tag', () => {
    fc.assert(
      fc.property(anyContacts, (all) => {
        const text = packed(all);
        all.forEach(({ tags }, place) => {
          for (const tag of tags) expect(find(text, tagTerm(tag))).toContain(place);
        });
      }),
    );
  });

  it('a tag finds those who have it, and nobody else, whatever stands in other fields', () => {
    fc.assert(
      fc.property(anyContacts, anyText, (all, tag) => {
        fc.pre(foldTag(tag) !== '');
        const expected = all.flatMap(({ tags }, place) =>
          tags.some((own) => foldTag(own) === foldTag(tag)) ? [place] : [],
        );
        expect(find(packed(all), tagTerm(tag)).toSorted((a, b) => a - b)).toEqual(expected);
      }),
    );
  });

  it('everybody is found once, and by an empty query', () => {
    fc.assert(
      fc.property(anyContacts, fc.array(anyTerm, { maxLength: 2 }), (all, terms) => {
        const text = packed(all);
        const found = find(text, terms.join(' '));
        expect(new Set(found).size).toBe(found.length);
        expect(search([text], parseQuery(terms.join(' '))).total).toBe(found.length);
        expect(find(text, '')).toEqual(all.map((_, index) => index));
      }),
    );
  });
});

describe('a value with separators in it', () => {
  const SEPARATORS = ['\u001E', '\u001F', '\n', '\u001E\u001F\u001E', '\u2028', '\u0085', '\0'];

  it.each(SEPARATORS)('%j forges neither a tag nor a further entry', (separator) => {
    const forged = `x${separator}vip${separator}y`;
    const all = [
      contact({ uuid: '1', name: forged }),
      contact({ uuid: '2', name: 'A', note: forged, assignedUser: forged }),
      contact({ uuid: '3', name: 'B', tags: [forged], phoneNumber: `1234567${separator}vip` }),
      contact({ uuid: '4', name: 'C', fields: [{ name: forged, type: 'text', value: forged }] }),
      contact({ uuid: '5', name: 'D', tags: ['vip'] }),
    ];
    const text = packed(all);
    expect(find(text, 'tag:vip')).toEqual([4]);
    expect(search([text], parseQuery('')).total).toBe(5);
    expect(find(text, 'x vip y').toSorted()).toEqual([0, 1, 2, 3]);
  });

  it.each(SEPARATORS)('%j typed is a space', (separator) => {
    const text = packed(named('Mario', 'Mario Rossi', 'Rossi'));
    expect(find(text, `mario${separator}rossi`)).toEqual([1]);
    expect(find(text, `tag:"${separator}"`)).toHaveLength(3);
  });
});
