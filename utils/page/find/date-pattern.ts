/** Parts of patterns for dates in figures. */

export const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
export const YEAR = '(?:19|20)\\d\\d';
export const MARK = '[./\\-\\u2010-\\u2015] ?';
/** A day, month and year in figures, as a pattern. */
export const DATE = `(?:${DAY}${MARK}${DAY}${MARK}${YEAR}|${YEAR}${MARK}${DAY}${MARK}${DAY})`;
/** Two years, mostly of a copyright. */
export const YEARS = `${YEAR}(?: ?[\\-\\u2013/] ?| )${YEAR}`;
