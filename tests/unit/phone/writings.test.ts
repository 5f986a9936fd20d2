import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDigits } from '../../../utils/phone/canonical.ts';
import { dialledVariants, writingsOf } from '../../../utils/phone/writings.ts';

describe('a number in other writings', () => {
  it.each([
    ['347 123 4567', ['IT'], { e164: '+393471234567', national: '347 123 4567' }],
    ['0039 347-1234567', ['DE'], { e164: '+393471234567', national: '347 123 4567' }],
    ['331122334455', ['FR'], null],
    ['33660123456', ['IT'], { e164: '+33660123456', national: '06 60 12 34 56' }],
    ['030 901820', ['IT', 'DE'], { e164: '+39030901820', national: '030 901820' }],
    ['no number', ['IT'], null],
  ])('%s, read in %o', (text, countries, writings) => {
    expect(writingsOf(text, countries)).toEqual(writings);
  });
});

it('is read as the number of whose it is', () => {
  expect(writingsOf('030 901820', ['IT', 'DE'], ['+49 30 901820'])).toEqual({
    e164: '+4930901820',
    national: '030 901820',
  });
});

describe('what is dialled to look a number up', () => {
  it.each([
    ['+393471234567', ['393471234567']],
    ['+5511912345678', ['5511912345678', '551112345678']],
    ['+551191234567', ['551191234567', '5511991234567']],
    ['+5215512345678', ['5215512345678', '525512345678']],
    ['+525512345678', ['525512345678', '5215512345678']],
    ['+5491123456789', ['5491123456789', '541123456789']],
  ])('%s', (number, variants) => {
    expect(dialledVariants(number)).toEqual(variants);
  });

  it('is always the same number', () => {
    const digits = fc
      .constantFrom('55', '52', '521', '54', '549', '39')
      .chain((country) => fc.stringMatching(/^\d{9,11}$/u).map((rest) => country + rest));
    fc.assert(
      fc.property(digits, (number) => {
        const canonical = new Set(dialledVariants(`+${number}`).map(canonicalDigits));
        expect(canonical.size).toBe(1);
      }),
    );
  });
});
