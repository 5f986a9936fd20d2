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
