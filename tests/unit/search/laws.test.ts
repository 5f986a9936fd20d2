import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { shortId } from '../../../utils/search/entry.ts';
import { anyContacts, contact } from '../support/contact.ts';
import { facetsOf, find, packed, search } from '../support/search.ts';

const anyQuery = fc
  .array(
    fc.constantFrom(
      'a',
      'an',
      'mu',
      'muler',
      'contact',
      '-tag:a',
      'is:open',
      'is:closed',
      '347',
      'tag:vip',
    ),
    { maxLength: 3 },
  )
  .map((terms) => terms.join(' '));

const anyEdits = fc.array(
  fc.record({
    place: fc.nat(7),
    name: fc.constantFrom('Anna', 'Müller', '李', 'Contact X'),
    tags: fc.subarray(['vip', 'a']),
    phoneNumber: fc.constantFrom(null, '+39 347 123 4567', '03471'),
    what: fc.constantFrom('changed', 'gone', 'new'),
  }),
  { maxLength: 6 },
);

describe('segments with dead entries', () => {
  it('are searched like one text of those who are alive', () => {
    fc.assert(
      fc.property(anyContacts, anyEdits, anyQuery, (first, edits, typed) => {
        const alive = new Map(first.map((one, locator): [number, Contact] => [locator, one]));
        const segments = [packed(first)];
        let next = first.length;
        for (const { place, what, ...edit } of edits) {
          const old = [...alive][place];
          if (!old && what !== 'new') continue;
          if (old && what !== 'new') alive.delete(old[0]);
          if (what === 'gone') continue;
          const uuid = `n${next}`;
          const changed = { ...(old?.[1] ?? contact()), ...edit, ...(what === 'new' && { uuid }) };
          segments.push(packed([changed], next));
          alive.set(next, changed);
          next += 1;
        }
        const isDead = (locator: number): boolean => !alive.has(locator);
        const inSegments = search(segments, parseQuery(typed), { isDead });

        const locators = [...alive.keys()];
        const whole = search([packed([...alive.values()])], parseQuery(typed));
        expect(inSegments.locators(0, Infinity)).toEqual(
          whole.locators(0, Infinity).map((place) => locators[place]),
        );
        expect(inSegments.total).toBe(whole.total);
      }),
    );
  });
});

describe('facets', () => {
  it('that have followed every change are those of the contacts as they are', () => {
    fc.assert(
      fc.property(anyContacts, anyContacts, (before, after) => {
        const facets = facetsOf(before);
        for (const one of before) facets.remove(one);
        for (const one of after) facets.add(one);
        expect(facets.toRecord()).toEqual(facetsOf(after).toRecord());
      }),
    );
  });

  it('count each contact once', () => {
    const twice = contact({
      tags: ['VIP', 'vip'],
      fields: [{ name: 'Plan', type: 'dropdown', value: 'Pro' }],
    });
    const facets = facetsOf([twice, contact({ tags: ['vip'], assignedUser: 'a@b.c' })]);
    expect(facets.tags).toEqual([{ name: 'VIP', count: 2 }]);
    expect(facets.assignees).toEqual([{ name: 'a@b.c', count: 1 }]);
    expect(facets.fields).toEqual([
      { name: 'Plan', type: 'dropdown', count: 1, options: [{ name: 'Pro', count: 1 }] },
    ]);
  });
});

describe('words with slips', () => {
  const NAMES = ['Giovanni Rossi', 'Maria Müller', 'Guglielmina Bianchi', 'João Araújo'];
  const text = packed(NAMES.map((name, at) => contact({ uuid: `u${at}`, name, source: '' })));
  const found = (typed: string) => find(text, typed).map((place) => NAMES[place]);

  it.each([
    ['giovani', 'Giovanni Rossi'],
    ['govanni', 'Giovanni Rossi'],
    ['kiovanni', 'Giovanni Rossi'],
    ['rosis', 'Giovanni Rossi'],
    ['giovani rosi', 'Giovanni Rossi'],
    ['maira', 'Maria Müller'],
    ['gulgielmima', 'Guglielmina Bianchi'],
    ['bainchi', 'Guglielmina Bianchi'],
    ['araujjo joao', 'João Araújo'],
  ])('%j finds %s', (typed, name) => {
    expect(found(typed)).toEqual([name]);
    expect(search([text], parseQuery(typed)).isForgiving).toBe(true);
  });

  it.each(['ros5i', 'xossx', 'gio', 'mra', 'ovanni x'])('%j finds nobody', (typed) => {
    expect(found(typed)).toEqual(typed === 'gio' ? ['Giovanni Rossi'] : []);
  });

  it('are no matches as long as one matches as it is', () => {
    const both = packed([
      contact({ uuid: '1', name: 'Rosa' }),
      contact({ uuid: '2', name: 'Rossa' }),
    ]);
    expect(find(both, 'rosa')).toEqual([0]);
  });

  it('of any one slip are forgiven', () => {
    const word = 'guglielmina';
    const anySlip = fc
      .tuple(fc.nat(word.length - 2), fc.constantFrom('insert', 'drop', 'change', 'swap'))
      .map(([at, slip]) => {
        const rest = word.slice(at + 1);
        if (slip === 'insert') return `${word.slice(0, at)}z${word.slice(at)}`;
        if (slip === 'drop') return word.slice(0, at) + rest;
        if (slip === 'change') return `${word.slice(0, at)}z${rest}`;
        return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
      });
    fc.assert(
      fc.property(anySlip, (typed) => {
        expect(found(typed)).toEqual(['Guglielmina Bianchi']);
      }),
    );
  });
});

describe('who is used', () => {
  const names = ['Anna', 'Annabel', 'Joanna', 'Lee Ann'];
  const all = names.map((name) => contact({ uuid: name, name }));
  const order = (uuid: string, points: number) =>
    search([packed(all)], parseQuery('ann'), { usePoints: new Map([[shortId(uuid), points]]) })
      .locators(0, 9)
      .map((place) => names[place]);

  it('comes before equals', () => {
    expect(order('Annabel', 1)[0]).toBe('Annabel');
  });

  it('is lifted over what fits a little better, not over what fits much better', () => {
    expect(order('Lee Ann', 5)).toEqual(['Lee Ann', 'Anna', 'Annabel', 'Joanna']);
    expect(order('Joanna', 5)).toEqual(['Anna', 'Annabel', 'Joanna', 'Lee Ann']);
    expect(order('Joanna', 1)).toEqual(['Anna', 'Annabel', 'Lee Ann', 'Joanna']);
  });

  it('comes after a name that is all that was typed', () => {
    const exact = [contact({ uuid: 'x', name: 'Ann', closedAt: '2024-01-01' }), ...all];
    const usePoints = new Map([[shortId('Anna'), 5]]);
    expect(search([packed(exact)], parseQuery('ann'), { usePoints }).locators(0, 1)).toEqual([0]);
  });
});

describe('whose conversation is recent', () => {
  const all = packed([
    contact({ uuid: 'used', createdAt: '2020-01-01' }),
    contact({ uuid: 'closed', createdAt: '2026-02-01', closedAt: '2026-03-01' }),
    contact({ uuid: 'new', createdAt: '2026-03-01' }),
    contact({ uuid: 'second', createdAt: '2020-01-01' }),
    contact({ uuid: 'first', createdAt: '2020-01-01' }),
  ]);
  const places = new Map([
    [shortId('first'), 1],
    [shortId('second'), 2],
    [shortId('closed'), 3],
  ]);

  it.each(['contact', ''])('comes before whoever is only newer (%j)', (typed) => {
    const found = search([all], parseQuery(typed), { places });
    expect(found.locators(0, 9)).toEqual([4, 3, 2, 0, 1]);
  });

  it('comes after whom the user opens, however recent', () => {
    const usePoints = new Map([[shortId('used'), 1]]);
    const found = search([all], parseQuery('contact'), { places, usePoints });
    expect(found.locators(0, 3)).toEqual([0, 4, 3]);
  });
});

it('open conversations come before closed ones, and newer contacts before older', () => {
  const all = packed([
    contact({ uuid: '1', closedAt: '2024-01-01', createdAt: '2025-01-01' }),
    contact({ uuid: '2', createdAt: '2023-01-01' }),
    contact({ uuid: '3', createdAt: '2024-01-01' }),
  ]);
  expect(find(all, 'contact')).toEqual([2, 1, 0]);
});

describe('another spelling', () => {
  const all = packed(
    ['Müller', 'Mueller', 'Muller', 'Bauer'].map((name, at) => contact({ uuid: `u${at}`, name })),
  );

  it.each(['müller', 'mueller', 'muller', 'MÜLLER', 'mueller'])('%s finds all of them', (typed) => {
    const wanted = typed === 'mueller' ? [0, 1] : [0, 1, 2];
    expect(find(all, typed).toSorted()).toEqual(wanted);
  });
});

it('a mobile number is found with the digit that its country has added, and without', () => {
  const all = packed([
    contact({ uuid: '1', phoneNumber: '+55 11 1234-5678'.replace('1234', '9234') }),
    contact({ uuid: '2', phoneNumber: '+52 1 55 1234 5678' }),
    contact({ uuid: '3', phoneNumber: '+54 9 11 6038-5489' }),
  ]);
  for (const typed of ['+55 11 99234-5678', '11 99234', '+55 11 9234-5678'])
    expect(find(all, typed)).toEqual([0]);
  for (const typed of ['+52 55 1234 5678', '5215512345678']) expect(find(all, typed)).toEqual([1]);
  for (const typed of ['+54 11 6038 5489', '54 9 11 6038']) expect(find(all, typed)).toEqual([2]);
});
