import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { type BuiltPart, PartBuilder } from '../../../utils/store/part-builder.ts';
import { lookUp } from '../../../utils/store/key-table.ts';
import { anyContacts, contact } from '../support/contact.ts';

/** A part of these contacts: contact `i` has locator `i`. */
function partOf(contacts: readonly Contact[], country = 'IT'): BuiltPart {
  const builder = new PartBuilder(country);
  contacts.forEach((one, locator) => {
    builder.add(one, locator);
  });
  return builder.build();
}

const numbered = (uuid: string, phoneNumber: string | null): Contact =>
  contact({ uuid, phoneNumber });

describe('phones', () => {
  it('finds everybody who shares a number, in whichever writing', () => {
    const part = partOf([
      numbered('a', '+39 347 123 4567'),
      numbered('b', '347 1234567'),
      numbered('c', null),
      numbered('d', '393471234567'),
      numbered('e', '+39 347 999 9999'),
    ]);
    expect(lookUp(part.phones, 393471234567)).toEqual([0, 1, 3]);
  });

  it('reads national numbers with the country given', () => {
    const row = [numbered('a', '612 345 678')];
    expect(lookUp(partOf(row, 'ES').phones, 34612345678)).toEqual([0]);
    expect(lookUp(partOf(row, 'IT').phones, 34612345678)).toEqual([]);
  });

  it.each([null, '', 'none', '123', '+', 'x'.repeat(4_000), '1'.repeat(4_000)])(
    'leaves out %o, and keeps the contact',
    (phoneNumber) => {
      const part = partOf([numbered('a', phoneNumber)]);
      expect(part.phones.keys).toHaveLength(0);
      expect(part.contacts).toBe(1);
    },
  );
});

it('makes indexes that agree with each other, of any contacts', () => {
  fc.assert(
    fc.property(anyContacts, (all) => {
      const part = partOf(all);
      const { blocks, locators } = part.search;
      expect(part.contacts).toBe(all.length);
      // Their order is the packed text's own.
      expect([...locators].sort((a, b) => a - b)).toEqual(all.map((_, index) => index));
      expect(blocks.reduce((sum, { starts }) => sum + starts.length - 1, 0)).toBe(all.length);
      for (const { text, starts } of blocks) {
        expect(starts.at(-1)).toBe(text.length);
        expect(text.split('\n')).toHaveLength(starts.length);
      }
      for (const locator of part.phones.locators) expect(locators).toContain(locator);
    }),
  );
});
