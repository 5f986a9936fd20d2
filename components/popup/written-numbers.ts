/** At most so many are looked up at once. */
export const MOST_NUMBERS = 1_000;

/** A number as people write it: a digit or a plus, then digits and what is put between them. */
const WRITTEN = /[+(]{0,2}\d(?:[\d().\-\u2010-\u2015/ \u00A0\u2009\u202F]*\d)?/gu;

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
    return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
  });
  return [...new Set(likely.map((number) => number.trim()))].slice(0, MOST_NUMBERS);
}
