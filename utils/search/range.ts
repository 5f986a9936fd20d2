import { PLAIN_WRITING, type Writing, readAmount, readDay } from './writing.ts';

/** Days from one to another as `YYYY-MM-DD`, which sorts as text; `undefined` is an open end. */
export interface DayRange {
  of: 'days';
  from: string | undefined;
  to: string | undefined;
  /** Whether the ends themselves are outside. */
  isBetween?: true;
}

/** Numbers or days from one to another, both included unless it says otherwise. */
export type Range =
  DayRange | { of: 'numbers'; from: number | undefined; to: number | undefined; isBetween?: true };

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/u;

/**
 * Reads `from..to`, `from..`, `..to`, `>from`, `>=from`, `<to`, `<=to`, or one value for both ends:
 * `2024`, `2024-03`, `2024-03-09` are all of that year, month or day, and so is a day as the country
 * writes it; anything else is a number. What may be years is compared as numbers with numbers: see
 * {@link inRange}.
 *
 * @param text folded
 * @returns `undefined` if it is none of these, or begins behind its end
 */
export function readRange(text: string, writing = PLAIN_WRITING): Range | undefined {
  const [sign = ''] = /^[<>]=?/u.exec(text) ?? [];
  const range = readEnds(text.slice(sign.length), writing);
  if (sign === '' || !range) return range;
  if (text.includes('..')) return undefined;
  return compared(range, sign);
}

/** What lies before or behind one value; a month ends with its last day. */
function compared<Of extends Range>(value: Of, sign: string): Of {
  const { from, to } = value;
  const ends = sign.startsWith('>')
    ? { from: sign === '>' ? to : from, to: undefined }
    : { from: undefined, to: sign === '<' ? from : to };
  return { ...value, ...ends, ...(sign.endsWith('=') ? {} : { isBetween: true }) };
}

function readEnds(text: string, writing: Writing): Range | undefined {
  const [from = '', to = from, ...more] = text
    .split('..')
    .map((end) => readDay(end.trim(), writing) ?? end.trim());
  if (more.length > 0 || (from === '' && to === '')) return undefined;
  const ends = [from, to].filter((end) => end !== '');
  if (ends.every((end) => DATE.test(end))) {
    const range = {
      of: 'days' as const,
      from: from === '' ? undefined : completed(from, '-01-01'),
      to: to === '' ? undefined : completed(to, '-12-31'),
    };
    return (range.from ?? '') <= (range.to ?? '9999-12-31') ? range : undefined;
  }
  if (ends.some((end) => readAmount(end, writing) === undefined)) return undefined;
  const range = {
    of: 'numbers' as const,
    from: readAmount(from, writing),
    to: readAmount(to, writing),
  };
  return (range.from ?? -Infinity) <= (range.to ?? Infinity) ? range : undefined;
}

export function isDayRange(range: Range): range is DayRange {
  return range.of === 'days';
}

/**
 * @param value a folded value: `YYYY-MM-DD…` is a day, and so is one that is written as the country
 *   does; anything else may be a number
 */
export function inRange(value: string, range: Range, writing = PLAIN_WRITING): boolean {
  const day = /^\d{4}-\d\d-\d\d/u.exec(value)?.[0] ?? readDay(value, writing);
  if (day?.length === 10) {
    return range.of === 'days' && isWithin(day, range.from ?? '', range.to ?? '9999-12-31', range);
  }
  const number = readAmount(value, writing);
  if (number === undefined) return false;
  const [from, to] =
    range.of === 'numbers'
      ? [range.from, range.to]
      : // `1500..2024` has the form of years, and may have meant orders.
        [asYear(range.from), asYear(range.to)];
  return isWithin(number, from ?? -Infinity, to ?? Infinity, range);
}

function isWithin<T extends number | string>(
  value: T,
  from: T,
  to: T,
  { isBetween }: Range,
): boolean {
  return isBetween === true ? value > from && value < to : value >= from && value <= to;
}

/** The first or last day of what a date with parts left out stands for. */
function completed(date: string, missing: '-01-01' | '-12-31'): string {
  if (date.length === 4) return date + missing;
  if (date.length === 10) return date;
  // 31 is behind the last day of every month, and sorts there.
  return `${date}${missing.slice(3)}`;
}

function asYear(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Number(day.slice(0, 4));
}
