import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { IndexBuilder, type Indexes } from '../../../utils/store/build-indexes.ts';
import { lookUp, uuidKey } from '../../../utils/store/key-table.ts';
import { locatorOf } from '../../../utils/store/locator.ts';
import { anyContacts, contact } from '../support/contact.ts';

function indexesOf(rows: readonly (readonly unknown[])[], country = 'IT'): Indexes {
  const builder = new IndexBuilder(country);
  rows.forEach((row, index) => {
    builder.addRow(index, row);
  });
  return builder.build();
}

const numbered = (uuid: string, phoneNumber: string | null): Contact =>
  contact({ uuid, phoneNumber });

describe('phones', () => {
  it('finds everybody who shares a number, in whichever writing', () => {
    const indexes = indexesOf([
      [numbered('a', '+39 347 123 4567'), numbered('b', '347 1234567'), numbered('c', null)],
      [numbered('d', '393471234567'), numbered('e', '+39 347 999 9999')],
    ]);
    expect(lookUp(indexes.phones, 393471234567)).toEqual([
      locatorOf({ row: 0, index: 0 }),
      locatorOf({ row: 0, index: 1 }),
      locatorOf({ row: 1, index: 0 }),
    ]);
  });

  it('reads national numbers with the country given', () => {
    const row = [numbered('a', '612 345 678')];
    expect(lookUp(indexesOf([row], 'ES').phones, 34612345678)).toEqual([0]);
    expect(lookUp(indexesOf([row], 'IT').phones, 34612345678)).toEqual([]);
  });

  it.each([null, '', 'none', '123', '+', 'x'.repeat(4_000), '1'.repeat(4_000)])(
    'leaves out %o, and keeps the contact',
    (phoneNumber) => {
      const indexes = indexesOf([[numbered('a', phoneNumber)]]);
      expect(indexes.phones.keys).toHaveLength(0);
      expect(indexes.contacts).toBe(1);
    },
  );
});

describe('a contact that comes twice', () => {
  const early = contact({ uuid: 'a', name: 'Early', phoneNumber: '+39 347 1111111', tags: ['x'] });
  const late = contact({ uuid: 'a', name: 'Late', phoneNumber: '+39 347 2222222', tags: ['y'] });
  const between = contact({ uuid: 'b', name: 'Between' });
  const indexes = indexesOf([[early, between], [late]]);

  it('is counted once', () => {
    expect(indexes.contacts).toBe(2);
    expect(indexes.search.locators).toHaveLength(2);
  });

  it('is everywhere the later one, and nowhere the earlier', () => {
    const place = locatorOf({ row: 1, index: 0 });
    const { blocks, locators } = indexes.search;
    const text = blocks.map((block) => block.text).join('');
    expect(text).toContain('late');
    expect(text).not.toContain('early');
    expect([...locators]).toContain(place);
    expect(lookUp(indexes.uuids, uuidKey('a'))).toEqual([place]);
    expect(lookUp(indexes.phones, 393472222222)).toEqual([place]);
    expect(lookUp(indexes.phones, 393471111111)).toEqual([]);
    expect(indexes.facets.tags).toEqual([{ name: 'y', count: 1 }]);
  });
});

describe('tags', () => {
  const tagged = (uuid: string, ...tags: string[]): Contact => contact({ uuid, tags });

  it('are counted by contact, most used first, then by the alphabet', () => {
    const rows = [[tagged('a', 'b', 'c'), tagged('b', 'c', 'a'), tagged('c')]];
    expect(indexesOf(rows).facets.tags).toEqual([
      { name: 'c', count: 2 },
      { name: 'a', count: 1 },
      { name: 'b', count: 1 },
    ]);
  });

  it('that differ in case are one, also on one contact', () => {
    const rows = [[tagged('a', 'VIP', 'vip'), tagged('b', 'vip')]];
    expect(indexesOf(rows).facets.tags).toEqual([{ name: 'VIP', count: 2 }]);
  });

  it('called like a part of an object are tags like any other', () => {
    const { tags } = indexesOf([[tagged('a', '__proto__', 'constructor', 'toString')]]).facets;
    expect(tags.map(({ name }) => name).toSorted()).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });
});

it('leaves out what is no contact, without losing its place', () => {
  const junk = [null, 5, {}, { uuid: 'x' }, contact({ uuid: 'a' }), 'contact'];
  const indexes = indexesOf([junk]);
  expect(indexes.contacts).toBe(1);
  expect(lookUp(indexes.uuids, uuidKey('a'))).toEqual([4]);
});

it('makes indexes that agree with each other, of any contacts', () => {
  fc.assert(
    fc.property(anyContacts, (all) => {
      const indexes = indexesOf([all]);
      const { blocks, locators } = indexes.search;
      expect(indexes.contacts).toBe(all.length);
      expect([...locators].toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index));
      let entries = 0;
      for (const { text, starts } of blocks) {
        expect(starts.at(-1)).toBe(text.length);
        expect(text.split('\n')).toHaveLength(starts.length);
        entries += starts.length - 1;
      }
      expect(entries).toBe(all.length);
      for (const locator of indexes.phones.locators) expect(locators).toContain(locator);
    }),
  );
});
