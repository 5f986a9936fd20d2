import { DIGITS, MIN_DIGITS } from './digits.ts';
import { DATE } from './look-alikes.ts';

/** How far a group of digits is from the one before it, in the eyes of a reader. */
export const Gap = {
  /** Nothing that can be seen: another element starts here, or a zero-width character. */
  None: 0,
  /** One space or mark, as inside of numbers. */
  Close: 1,
  /** Several spaces, or a line break in the source. */
  Wide: 2,
  /** A full stop and a space: mostly the end of something. */
  Stop: 3,
  /** A dash or slash with a space: between two numbers, or behind an area code. */
  Spaced: 4,
  /** Anything else: never one number. */
  Apart: 5,
} as const;
export type Gap = (typeof Gap)[keyof typeof Gap];

/** Digits without anything between them. */
export interface Group {
  start: number;
  end: number;
  gap: Gap;
  /** Whether a `+` stands before it: a number starts here. */
  plus: boolean;
  /** How many of its digits are `00` or `011`, dialled to leave a country. */
  access: 0 | 2 | 3;
}

/** What cannot be seen, as far as anybody writes it: without the `u` flag, patterns are faster. */
const UNSEEN = '\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F';
/** Spaces and line breaks, what cannot be seen, parentheses, dots, slashes, dashes of every kind. */
const BETWEEN =
  '\\s' + UNSEEN + '()./\\-\\u00B7\\u2010-\\u2015\\u2212\\u30FC\\uFF08\\uFF09\\uFF0D-\\uFF0F';
const ONLY_BETWEEN = new RegExp(`^[${BETWEEN}]*$`, 'u');

/** No one writes more between two groups of one number, but for the indentation of the source. */
const MAX_BETWEEN = 60;
const MAX_MARKS = 2;
/** A longer list is cut, at a line's end if there is one: its numbers are near one another. */
const LONG_CHAIN = 40;
const LONGEST_CHAIN = 200;

const GROUP = new RegExp(`[${DIGITS}]+`, 'gu');
const SEVEN_DIGITS = `[${DIGITS}](?:[${BETWEEN}]{0,${MAX_BETWEEN}}[${DIGITS}]){6}`;
const EVERY_STRETCH = new RegExp(SEVEN_DIGITS, 'g');

/** Most of what has so many digits on most pages is a date that stands alone. */
const LONE_DATE = `${DATE}(?![${BETWEEN}]{0,${MAX_BETWEEN}}[${DIGITS}])`;

const STRETCH = new RegExp(`(?<![${DIGITS}])(?!${LONE_DATE})${SEVEN_DIGITS}`);

/** Whether there are digits enough for a number, so near one another that they could be one. */
export function mayHoldNumber(text: string): boolean {
  return text.length >= MIN_DIGITS && STRETCH.test(text);
}

const PLUS_BEFORE = /[+\uFF0B][\s(\uFF08\p{Cf}]{0,2}$/u;

/**
 * The groups of digits of a text in chains: runs of groups that could be, or contain, numbers.
 * One pass over the text, which stops only where there are digits enough.
 *
 * @param cuts offsets, ascending, at which another text node starts
 */
export function* chainsIn(text: string, cuts: readonly number[]): Generator<Group[]> {
  let cut = 0;
  const cutAfter = (start: number): number => {
    while ((cuts[cut] ?? Infinity) <= start) cut += 1;
    return cuts[cut] ?? Infinity;
  };
  let last = 0;
  for (;;) {
    EVERY_STRETCH.lastIndex = last;
    const stretch = EVERY_STRETCH.exec(text);
    if (!stretch) return;
    const chain = chainAt(text, stretch.index, last, cutAfter);
    last = chain.at(-1)?.end ?? text.length;
    yield chain;
  }
}

function chainAt(
  text: string,
  index: number,
  last: number,
  cutAfter: (start: number) => number,
): Group[] {
  const chain: Group[] = [];
  GROUP.lastIndex = index;
  for (let match = GROUP.exec(text); match; match = GROUP.exec(text)) {
    const end = match.index + match[0].length;
    for (let start = match.index; start < end; start = last) {
      const group = groupAt(text, last, start, Math.min(end, cutAfter(start)));
      if (chain.length > 0 && isEnd(chain, group)) return chain;
      chain.push(group);
      last = group.end;
    }
  }
  return chain;
}

function isEnd({ length }: readonly Group[], { gap }: Group): boolean {
  return gap === Gap.Apart || length >= LONGEST_CHAIN || (length >= LONG_CHAIN && gap === Gap.Wide);
}

function groupAt(text: string, last: number, start: number, end: number): Group {
  const plus = PLUS_BEFORE.test(text.slice(Math.max(last, start - 3), start));
  const gap = plus || last === 0 ? Gap.Apart : gapOf(text.slice(last, Math.min(start, last + 99)));
  return { start, end, gap, plus, access: plus ? 0 : accessCode(text.slice(start, start + 3)) };
}

function accessCode(text: string): Group['access'] {
  if (text.startsWith('00')) return 2;
  return text === '011' ? 3 : 0;
}

function gapOf(between: string): Gap {
  if (between === ' ' || between === '-' || between === '.') return Gap.Close;
  if (between.length > MAX_BETWEEN || !ONLY_BETWEEN.test(between)) return Gap.Apart;
  const seen = between.replace(/\p{Cf}/gu, '');
  if (seen === '') return Gap.None;
  const marks = seen.replace(/[\s()\uFF08\uFF09]/gu, '').length;
  if (marks > MAX_MARKS) return Gap.Apart;
  if (marks === 0) return /[\t\n\r]|\s{2}/u.test(seen) ? Gap.Wide : Gap.Close;
  if (!/\s/u.test(seen)) return Gap.Close;
  return /^\)?\.\s/u.test(seen) ? Gap.Stop : Gap.Spaced;
}
