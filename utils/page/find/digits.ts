/** Western, full-width, Arabic-Indic and extended Arabic-Indic digits, for a character class. */
export const DIGITS = '0-9\\uFF10-\\uFF19\\u0660-\\u0669\\u06F0-\\u06F9';

/** Fewer digits are nobody's number with its area code. */
export const MIN_DIGITS = 7;

const ONE_DIGIT = new RegExp(`[${DIGITS}]`);
const EVERY_DIGIT = new RegExp(`[${DIGITS}]`, 'gu');

/** A cheap first look: most text of most pages has no digit at all. */
export function hasDigit(text: string): boolean {
  return ONE_DIGIT.test(text);
}

/**
 * A number as it is asked about: western digits, one space where there were spaces or line breaks
 * of any kind, nothing that cannot be seen. All else stands as it was written.
 */
export function plainText(written: string): string {
  return written
    .replace(EVERY_DIGIT, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** How many digits a {@link plainText} has. */
export function countDigits(plain: string): number {
  return plain.replace(/\D/gu, '').length;
}
