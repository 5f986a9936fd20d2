import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../utils/phone/keys.ts';

const keysOf = (text: string, country: string): number[] =>
  readPhone(text, country).map(({ key }) => key);

const shareKey = (a: string, b: string, country: string): boolean =>
  keysOf(a, country).some((key) => keysOf(b, country).includes(key));

describe('one number in different writings', () => {
  it.each([
    ['+39 347 123 4567', '0039 347 1234567', 'FR'],
    ['+39 347 123 4567', '347 123 4567', 'IT'],
    ['+39 347 123 4567', '393471234567', 'US'],
    ['+39 06 6982 1234', '06 6982-1234', 'IT'],
    ['+33 6 12 34 56 78', '06.12.34.56.78', 'FR'],
    ['+33 6 12 34 56 78', '+33 (0)6 12 34 56 78', 'DE'],
    ['+49 30 901820', '(030) 90 18 20', 'DE'],
    ['+55 11 91234-5678', '(11) 91234-5678', 'BR'],
    ['+55 11 91234-5678', 'tel:+5511912345678', 'IT'],
    ['+34 612 345 678', '＋３４ ６１２ ３４５ ６７８', 'IT'],
    ['+34 612 345 678', '\u202A+34\u00A0612\u2009345\u2009678\u202C', 'IT'],
    ['331122334455', '+33 11 22 33 44 55', 'IT'],
    ['331122334455', '331122334455', 'DE'],
    ['123456789', '123 456 789', 'IT'],
  ])('%s and %s in %s', (stored, written, country) => {
    expect(shareKey(stored, written, country)).toBe(true);
  });
});

describe('writings of one person that numbering plans count as two', () => {
  it.each([
    ['Brazil’s ninth digit', '+55 11 91234-5678', '+55 11 1234-5678', 'IT'],
    ['the same, from inside', '+55 11 8765-4321', '(11) 98765-4321', 'BR'],
    ['a Brazilian carrier code', '+55 11 91234-5678', '0 15 11 91234-5678', 'BR'],
    ['Mexico’s 1', '+52 1 55 1234 5678', '+52 55 1234 5678', 'IT'],
    ['the same, from inside', '+52 1 55 1234 5678', '55 1234 5678', 'MX'],
    ['Mexico’s long-distance 01', '+52 55 1234 5678', '01 55 1234 5678', 'MX'],
    ['Mexico’s 044 before mobiles', '+52 55 1234 5678', '(044) 55 1234-5678', 'MX'],
    ['the same, behind the country code', '+52 81 1234 5678', '+52 01 81 1234 5678', 'MX'],
    ['Colombia’s area codes before 2021', '+57 601 345 6789', '+57 (1) 345 6789', 'IT'],
    ['the same, from inside', '+57 601 345 6789', '(1) 345 6789', 'CO'],
    ['Italy’s zero in parentheses', '+39 02 4801 7733', '0039 (0)2 4801.7733', 'FR'],
    ['Ivory Coast’s zero', '+225 07 12 34 56 78', '+225 (0)7 12 34 56 78', 'FR'],
    ['dots in the middle', '+33 6 81 22 22 17', '06·81·22·22·17', 'FR'],
    ['Argentina’s 9', '+54 9 11 2345-6789', '+54 11 2345-6789', 'IT'],
    ['Argentina’s 15', '+54 9 11 2345-6789', '011 15-2345-6789', 'AR'],
    ['Italy’s zero', '+39 06 6982 1234', '06 6982 1234', 'IT'],
    ['France’s zero in parentheses', '+33 6 12 34 56 78', '+33 (0) 6 12 34 56 78', 'IT'],
    ['an American call abroad', '+39 347 123 4567', '011 39 347 123 4567', 'US'],
  ])('%s: %s and %s', (_, stored, written, country) => {
    expect(shareKey(stored, written, country)).toBe(true);
  });

  it.each([
    ['a Brazilian landline and a mobile', '+55 11 2345-6789', '+55 11 92345-6789', 'BR'],
    ['an Italian number without its zero', '+39 06 6982 1234', '+39 6 6982 1234', 'IT'],
    ['two countries’ numbers', '+34 612 345 678', '+39 612 345 678', 'IT'],
  ])('but not %s: %s and %s', (_, stored, written, country) => {
    expect(shareKey(stored, written, country)).toBe(false);
  });

  it('reads with the likeliest country first, and with the others too', () => {
    expect(readPhone('06 12 34 56 78', 'IT', 'FR').map(({ key }) => key)).toContain(33612345678);
  });
});

it('reads a number with a country code as that number and no other', () => {
  expect(readPhone('+34 612 345 678', 'IT')).toEqual([{ key: 34612345678, guessed: false }]);
});

it('says when the country was guessed', () => {
  expect(readPhone('347 123 4567', 'IT')[0]).toEqual({ key: 393471234567, guessed: true });
  expect(readPhone('393471234567', 'US')[0]).toEqual({ key: 393471234567, guessed: false });
});

it.each(['', 'abc', '+', '12345', '1234567890123456', '0', '((((', '+++++'])(
  'makes nothing of %o',
  (text) => {
    expect(readPhone(text, 'IT')).toEqual([]);
  },
);

it('does not mind a country that nobody knows', () => {
  expect(keysOf('347 123 4567', 'XX')).toEqual([3471234567]);
});

const anyCountry = fc.constantFrom(...getCountries());

it('never throws, and its keys are safe integers of at most 15 digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), anyCountry, (text, country) => {
      for (const { key } of readPhone(text, country)) {
        expect(Number.isSafeInteger(key)).toBe(true);
        expect(String(key).length).toBeLessThanOrEqual(15);
      }
    }),
  );
});

/** Ways to write one number: international ones anywhere, national ones in their country. */
const writings = [
  (n: Example) => n.number,
  (n: Example) => n.formatInternational(),
  (n: Example) => n.formatInternational().replace('+', '00'),
  (n: Example) => n.number.slice(1),
  (n: Example) => n.formatInternational().replaceAll(' ', '\u00A0'),
  (n: Example) => n.formatInternational().replaceAll(' ', '.'),
  (n: Example) => n.formatInternational().replaceAll(' ', '-'),
  (n: Example) => n.formatNational(),
];
type Example = NonNullable<ReturnType<typeof getExampleNumber>>;

it('reduces every country’s number to one key, in whichever way it is written', () => {
  fc.assert(
    fc.property(
      anyCountry,
      fc.constantFrom(...writings),
      fc.constantFrom(...writings),
      (country, write, writeAgain) => {
        const number = getExampleNumber(country, examples);
        if (number?.country !== country) return;
        expect(shareKey(write(number), writeAgain(number), country)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
