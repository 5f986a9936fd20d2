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
  return [...new Set(numbersIn(text.normalize('NFKC')))].slice(0, MOST_NUMBERS);
}

/**
 * Whether a text is a list of numbers rather than words with numbers in them, as an order and a VAT
 * number: more than half of its letters and digits are of numbers. Of rows from a spreadsheet, which
 * have tabs, more than half have a number, however long the names beside it.
 */
export function isListOfNumbers(text: string): boolean {
  const normal = text.normalize('NFKC');
  const numbers = numbersIn(normal);
  if (new Set(numbers).size < 2) return false;
  if (lengthOf(numbers.join('')) * 2 > lengthOf(normal)) return true;
  const rows = normal.split(/[\n\r]+/u).filter((row) => row.includes('\t'));
  return rows.filter((row) => numbersIn(row).length > 0).length * 2 > rows.length;
}

function numbersIn(text: string): string[] {
  const cells = text.split(/[\n\r\t,;|]+/u);
  const numbers = cells.flatMap((cell) => cell.match(WRITTEN) ?? []).map((one) => one.trim());
  return numbers.filter((number) => {
    const digits = lengthOf(number);
    return !DATE.test(number) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
  });
}

/** How many letters and digits. */
function lengthOf(text: string): number {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').length;
}
