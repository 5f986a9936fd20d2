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
 * - with `+` or `00`: that number and no other
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
  const text = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const international = internationalForm(text);
  if (international !== undefined) {
    const number = parse(international);
    const digits = number?.isPossible() ? number.number : international;
    return asReadings([{ digits, guessed: false }]);
  }

  const withPlus = parse(`+${text}`);
  const national = countries.map((country) =>
    isSupportedCountry(country) ? parse(withoutOldPrefix(text, country), country) : undefined,
  );
  return asReadings([
    ...(withPlus?.isValid() ? [{ digits: withPlus.number, guessed: false }] : []),
    ...national.flatMap((number) =>
      number?.isValid() ? [{ digits: number.number, guessed: true }] : [],
    ),
    { digits: text, guessed: true },
  ]);
}

/** What Mexico dialled before ten digits until 2019, which libphonenumber no longer knows. */
function withoutOldPrefix(text: string, country: string): string {
  return country === 'MX' ? text.replace(/^\D{0,2}0(?:1|4[45])(?=(?:\D*\d){10}\D*$)/u, '') : text;
}

/** `+…` for a writing that names its country, else `undefined`. */
export function internationalForm(text: string): string | undefined {
  // `(0)` behind the country code is for callers from inside the country.
  const dialled = text.replace(/^tel:/iu, '').replace(/\(0\)/u, '');
  if (/^\(?\s*\+/u.test(dialled)) return dialled.replace(/^\(/u, '');
  const doubleZero = /^\(?00\)?(?<rest>.*)$/u.exec(dialled);
  return doubleZero?.groups?.['rest'] === undefined ? undefined : `+${doubleZero.groups['rest']}`;
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
