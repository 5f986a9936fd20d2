import { DATE, YEARS } from './date-pattern.ts';
import { DIGITS, MIN_DIGITS } from './digits.ts';

/** What cannot be seen, as far as anybody writes it: without the `u` flag, patterns are faster. */
const UNSEEN = '\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F';
/** Spaces and line breaks, what cannot be seen, parentheses, slashes, dots and dashes of every kind. */
export const BETWEEN =
  '\\s' +
  UNSEEN +
  '()./\\-\\u00B7\\u2010-\\u2015\\u2022\\u2027\\u2212\\u2219\\u22C5\\u30FB\\u30FC\\uFF08\\uFF09\\uFF0D-\\uFF0F';

/** No one writes more between two groups of one number, but for the indentation of the source. */
export const MAX_BETWEEN = 60;

/** Seven digits near one another, anywhere. */
export const SEVEN_DIGITS = `[${DIGITS}](?:[${BETWEEN}]{0,${MAX_BETWEEN}}[${DIGITS}]){6}`;

/** Most of what has so many digits on most pages is a date, or two years, and stands alone. */
const LONE_DATE = `(?:${DATE}|${YEARS})(?![${BETWEEN}]{0,${MAX_BETWEEN}}[${DIGITS}])`;

const STRETCH = new RegExp(`(?<![${DIGITS}])(?!${LONE_DATE})${SEVEN_DIGITS}`);

/** Whether there are digits enough for a number, so near one another that they could be one. */
export function mayHoldNumber(text: string): boolean {
  return text.length >= MIN_DIGITS && STRETCH.test(text);
}
