/** At most so many are looked up at once. */
export const MOST_NUMBERS = 1_000;

/** A number as people write it: a digit or a plus, then digits and what is put between them. */
const WRITTEN = /[+(]{0,2}\d(?:[\d().\-\u2010-\u2015/ \u00A0\u2009\u202F]*\d)?/gu;

/** `2024-03-01`, `1.3.2024` and the like: as many digits as a number, but a day. */
const DATE = /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)\d{2})$/u;

const FEWEST_DIGITS = 6;
const MOST_DIGITS = 18;

/**
 * The phone numbers in a text, as they are written, each once: one for each line, cell or item of
 * a list. Which of them are numbers at all is for the numbering plans to say.
 */
export function writtenNumbers(text: string): string[] {
  const cells = text.normalize('NFKC').split(/[\n\r\t,;|]+/u);
  const numbers = cells.flatMap((cell) => cell.match(WRITTEN) ?? []);
  const likely = numbers.filter((number) => {
    const digits = number.replace(/\D/gu, '').length;
    return !DATE.test(number.trim()) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
  });
  return [...new Set(likely.map((number) => number.trim()))].slice(0, MOST_NUMBERS);
}
