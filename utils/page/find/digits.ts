/**
 * The digits that numbers are written in, for a character class: western and full-width ones, those
 * of Arabic and Persian, of India's scripts, of Thai, Lao, Burmese and Khmer.
 */
export const DIGITS =
  '0-9\\u0660-\\u0669\\u06F0-\\u06F9\\u0966-\\u096F\\u09E6-\\u09EF\\u0A66-\\u0A6F\\u0AE6-\\u0AEF' +
  '\\u0BE6-\\u0BEF\\u0C66-\\u0C6F\\u0CE6-\\u0CEF\\u0D66-\\u0D6F\\u0E50-\\u0E59\\u0ED0-\\u0ED9' +
  '\\u1040-\\u1049\\u17E0-\\u17E9\\uFF10-\\uFF19';

/** Fewer digits are nobody's number with its area code. */
export const MIN_DIGITS = 7;

const ONE_DIGIT = new RegExp(`[${DIGITS}]`);
const EVERY_OTHER_DIGIT = new RegExp(`(?!\\d)[${DIGITS}]`, 'gu');

/** A cheap first look: most text of most pages has no digit at all. */
export function hasDigit(text: string): boolean {
  return ONE_DIGIT.test(text);
}

/** A text with western digits in the place of all others: every offset in it stays as it is. */
export function withWesternDigits(text: string): string {
  return text.replace(EVERY_OTHER_DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    // India's scripts start their digits at 6 in a row of 16, the others at 0.
    return String((code & 15) - (code >= 0x966 && code <= 0xd6f ? 6 : 0));
  });
}

/**
 * A number as it is asked about: western digits, one space where there were spaces or line breaks
 * of any kind, nothing that cannot be seen. All else stands as it was written.
 */
export function plainText(written: string): string {
  return withWesternDigits(written)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** How many digits a {@link plainText} has. */
export function countDigits(plain: string): number {
  return plain.replace(/\D/gu, '').length;
}
