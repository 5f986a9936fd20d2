import { isSupportedCountry, parsePhoneNumberFromString as parse } from 'libphonenumber-js/max';
import { canonicalDigits } from './canonical.ts';

/** One thing that a written number can mean. */
export interface PhoneReading {
  /**
   * The number in E.164 digits, reduced by {@link canonicalDigits}, as a number: at most 15
   * digits, so always a safe integer. For a writing that no numbering plan knows, its digits as
   * they stand.
   */
  key: number;
  /** Whether the country had to be guessed, because the writing names none. */
  guessed: boolean;
}

/** E.164's longest number, and the shortest that could be somebody's. */
const MAX_DIGITS = 15;
const MIN_DIGITS = 6;

/**
 * Reads a phone number in any writing. Contacts' numbers and numbers on a page go through this
 * same function: where two writings share a key, they are one number.
 *
 * - with `+` or `00`: that number and no other; with `(0)` behind the country code also the number
 *   with that zero, where it belongs to it, as in Italy
 * - without: what it would be with the `+` that systems leave out (`331122334455`), and what the
 *   numbering plan of each country makes of it, each if it is a valid number
 * - and its digits as they stand, so that what no plan knows (`331122334455`, one digit too many
 *   for France) is found where it is written the same, with or without the `+`
 *
 * @param countries ISO 3166-1 alpha-2, likeliest first; one that libphonenumber does not know is
 *   no help, no error
 * @returns the readings, surest first; none for what cannot be a phone number
 */
export function readPhone(written: string, ...countries: string[]): PhoneReading[] {
  const text = plainWriting(written);
  const forms = internationalForms(text);
  if (forms.length > 0) {
    const numbers = forms.map((form) => ({ form, number: parse(form) }));
    const valid = numbers.filter(({ number }) => number?.isValid());
    // No plan knows it: then it is what it is without the zero.
    const likely = valid.length > 0 ? valid : numbers.slice(0, 1);
    return asReadings(
      likely.map(({ form, number }) => ({
        digits: number?.isPossible() ? number.number : form,
        guessed: false,
      })),
    );
  }

  const withPlus = parse(`+${text}`);
  const national = countries.map((country) =>
    isSupportedCountry(country) ? parse(inTodaysPlan(text, country), country) : undefined,
  );
  return asReadings([
    ...(withPlus?.isValid() ? [{ digits: withPlus.number, guessed: false }] : []),
    ...national.flatMap((number) =>
      number?.isValid() ? [{ digits: number.number, guessed: true }] : [],
    ),
    { digits: text, guessed: true },
  ]);
}

/**
 * What was dialled inside a country and libphonenumber no longer knows: Mexico's 01, 044 and 045
 * before ten digits until 2019, Colombia's area codes of one digit until 2021.
 */
export function inTodaysPlan(text: string, country: string): string {
  if (country === 'MX') return text.replace(/^\D{0,2}0(?:1|4[45])(?=(?:\D*\d){10}\D*$)/u, '');
  if (country === 'CO') return text.replace(/^\D{0,2}(?=[124-8](?:\D*\d){7}\D*$)/u, '60');
  return text;
}

/** A writing without what cannot be seen, and with a space for each dot that stands in the middle. */
export function plainWriting(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u00B7\u2022\u2027\u2219\u22C5\u30FB]/gu, ' ')
    .trim();
}

/**
 * `+…` for a {@link plainWriting} that names its country. There are two where a zero in parentheses
 * follows: mostly it is for callers from inside the country, but Italy's belongs to the number.
 */
export function internationalForms(text: string): string[] {
  const dialled = text.replace(/^tel:/iu, '');
  const form = /^\(?\s*\+/u.test(dialled)
    ? dialled.replace(/^\(/u, '')
    : dialled.replace(/^\(?00\)?/u, '+');
  if (!form.trimStart().startsWith('+')) return [];
  // Mexico's 01, which it dialled inside of the country only.
  const today = form.replace(/^(\s*\+\s*52\)?)[\s(]*01(?=(?:\D*\d){10}\D*$)/u, '$1');
  return [...new Set([today.replace(/\(0\)/u, ''), today.replace(/\(0\)/u, '0')])];
}

function asReadings(found: { digits: string; guessed: boolean }[]): PhoneReading[] {
  const readings = new Map<number, PhoneReading>();
  for (const { digits, guessed } of found) {
    const plain = canonicalDigits(digits.replace(/\D/gu, ''));
    if (plain.length < MIN_DIGITS || plain.length > MAX_DIGITS) continue;
    const key = Number(plain);
    if (!readings.has(key)) readings.set(key, { key, guessed });
  }
  return [...readings.values()];
}
