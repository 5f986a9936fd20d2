import { isSupportedCountry, parsePhoneNumberFromString as parse } from 'libphonenumber-js/max';
import { canonicalDigits } from './canonical.ts';
import { inTodaysPlan, internationalForms, plainWriting, readPhone } from './keys.ts';

/** One phone number as machines and as people in its country write it. */
export interface Writings {
  /** `+393471234567`. */
  e164: string;
  /** `347 123 4567`. */
  national: string;
}

/**
 * A number in other writings, read as {@link readPhone} reads it.
 *
 * @param countries ISO 3166-1 alpha-2, likeliest first
 * @param meant whose number it is, in all writings that they have: of what it can be, it is theirs
 * @returns `null` for what is no valid number anywhere
 */
export function writingsOf(
  written: string,
  countries: readonly string[],
  meant: readonly string[] = [],
): Writings | null {
  const text = plainWriting(written);
  const forms = internationalForms(text);
  const candidates =
    forms.length === 0
      ? [
          parse(`+${text}`),
          ...countries.map((country) =>
            isSupportedCountry(country) ? parse(inTodaysPlan(text, country), country) : undefined,
          ),
        ]
      : forms.map((form) => parse(form));
  const valid = candidates.filter((candidate) => candidate?.isValid());
  const keys = new Set(meant.flatMap((theirs) => keysOf(theirs, countries)));
  const number =
    valid.find((candidate) => candidate && keys.has(keyOf(candidate.number))) ?? valid[0];
  return number ? { e164: number.number, national: number.formatNational() } : null;
}

function keysOf(written: string, countries: readonly string[]): number[] {
  return readPhone(written, ...countries).map(({ key }) => key);
}

function keyOf(e164: string): number {
  return Number(canonicalDigits(e164.replace(/\D/gu, '')));
}

/**
 * What to ask for when a number is looked up by its digits: the number, and the writing of the same
 * number that {@link canonicalDigits} takes for it.
 *
 * @param e164 with its `+`
 * @returns E.164 digits without the `+`, the number itself first
 */
export function dialledVariants(e164: string): string[] {
  const digits = e164.replace(/\D/gu, '');
  const variants = [
    canonicalDigits(digits),
    digits.replace(/^(55\d\d)([6-9]\d{7})$/u, '$19$2'),
    digits.replace(/^(52)([2-9]\d{9})$/u, '$11$2'),
    digits.replace(/^(54)([1-8]\d{9})$/u, '$19$2'),
    digits.replace(/^5760([124-8]\d{7})$/u, '57$1'),
  ];
  return [...new Set([digits, ...variants])];
}
