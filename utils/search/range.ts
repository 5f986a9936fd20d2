/** Days from one to another as `YYYY-MM-DD`, which sorts as text; `undefined` is an open end. */
export interface DayRange {
  of: 'days';
  from: string | undefined;
  to: string | undefined;
}

/** Numbers or days from one to another, both included. */
export type Range = DayRange | { of: 'numbers'; from: number | undefined; to: number | undefined };

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/u;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/u;

/**
 * Reads `from..to`, `from..`, `..to`, or one value for both ends: `2024`, `2024-03`, `2024-03-09`
 * are all of that year, month or day; anything else is a number. What may be years is compared as
 * numbers with numbers: see {@link inRange}.
 *
 * @returns `undefined` if it is none of these, or begins behind its end
 */
export function readRange(text: string): Range | undefined {
  const [from = '', to = from, ...more] = text.split('..');
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
  if (!ends.every((end) => NUMBER.test(end))) return undefined;
  const range = { of: 'numbers' as const, from: asNumber(from), to: asNumber(to) };
  return (range.from ?? -Infinity) <= (range.to ?? Infinity) ? range : undefined;
}

export function isDayRange(range: Range): range is DayRange {
  return range.of === 'days';
}

/** @param value a folded value: `YYYY-MM-DD…` is a day, anything else may be a number */
export function inRange(value: string, range: Range): boolean {
  if (/^\d{4}-\d\d-\d\d/u.test(value)) {
    if (range.of === 'numbers') return false;
    const day = value.slice(0, 10);
    return day >= (range.from ?? '') && day <= (range.to ?? '9999-12-31');
  }
  if (!NUMBER.test(value)) return false;
  const number = asNumber(value) ?? NaN;
  const [from, to] =
    range.of === 'numbers'
      ? [range.from, range.to]
      : // `1500..2024` has the form of years, and may have meant orders.
        [asYear(range.from), asYear(range.to)];
  return number >= (from ?? -Infinity) && number <= (to ?? Infinity);
}

/** The first or last day of what a date with parts left out stands for. */
function completed(date: string, missing: '-01-01' | '-12-31'): string {
  if (date.length === 4) return date + missing;
  if (date.length === 10) return date;
  // 31 is behind the last day of every month, and sorts there.
  return `${date}${missing.slice(3)}`;
}

function asNumber(text: string): number | undefined {
  return text === '' ? undefined : Number(text.replace(',', '.'));
}

function asYear(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Number(day.slice(0, 4));
}
