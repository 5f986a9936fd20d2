import { BETWEEN, MAX_BETWEEN, SEVEN_DIGITS } from './digit-stretch.ts';

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

const ONLY_BETWEEN = new RegExp(`^[${BETWEEN}]*$`, 'u');

const MAX_MARKS = 2;
/** A longer list is cut, at a line's end if there is one: its numbers are near one another. */
const LONG_CHAIN = 40;
const LONGEST_CHAIN = 200;

const EVERY_STRETCH = new RegExp(SEVEN_DIGITS, 'g');
const GROUP = /\d+/gu;
const PLUS_BEFORE = /[+\uFF0B][\s(\uFF08\p{Cf}]{0,2}$/u;

/**
 * The groups of digits of a text in chains: runs of groups that could be, or contain, numbers.
 * One pass over the text, which stops only where there are digits enough.
 *
 * @param text with western digits
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
