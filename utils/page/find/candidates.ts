import { NEAR, cleaned } from './chains.ts';
import { MIN_DIGITS, countDigits, plainText, withWesternDigits } from './digits.ts';
import { type Group, chainsIn } from './groups.ts';
import { isLookAlike } from './look-alikes.ts';
import { type Segment, type Window, groupOf, segmentsOf } from './windows.ts';

/** A stretch of text that could be a phone number. */
export interface Candidate {
  /** Offsets into the text that was searched, in UTF-16 code units. */
  start: number;
  end: number;
  /** Its {@link plainText}. */
  text: string;
  /** What else can be read here, where several numbers stand in a row or something beside one. */
  alternatives: string[];
}

/** `+` and parentheses before a number belong to it. */
const LEAD = /(?:[(\uFF08]\s?)?[+\uFF0B][\s(\uFF08\p{Cf}]{0,2}$|[(\uFF08]\s?$/u;

/**
 * Finds the stretches of text that could be phone numbers. Whether they are somebody's is decided
 * by who has the contacts; this only has to miss none and to leave dates, prices and parts of
 * longer codes alone. The stretches do not overlap, and depend on the text alone.
 *
 * Its time is linear in the text: every pattern is bounded, every group of digits is read in a
 * bounded number of ways.
 *
 * @param cuts offsets, ascending, at which another text node starts
 */
export function* findCandidates(
  written: string,
  cuts: readonly number[] = [],
): Generator<Candidate, void, undefined> {
  const text = withWesternDigits(written);
  const starts = new Set(cuts);
  for (const chain of chainsIn(text, cuts)) {
    if (digitsOf(chain) < MIN_DIGITS) continue;
    for (const clean of cleaned(text, chain, (offset) => starts.has(offset))) {
      if (digitsOf(clean) < MIN_DIGITS) continue;
      for (const segment of segmentsOf(clean)) {
        const candidate = candidateAt(text, clean, segment);
        if (candidate) yield candidate;
      }
    }
  }
}

function digitsOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { start, end }) => sum + end - start, 0);
}

function candidateAt(
  text: string,
  chain: readonly Group[],
  segment: Segment,
): Candidate | undefined {
  const { start, end } = placeOf(text, chain, segment);
  const written = plainText(text.slice(start, end));
  const before = text.slice(Math.max(0, start - NEAR), start);
  if (isLookAlike(written, before, text.slice(end, end + NEAR))) return undefined;
  const others = [...segment.others, ...withoutEnd(text, chain, segment)].map((window) => {
    const place = placeOf(text, chain, window);
    return plainText(text.slice(place.start, place.end));
  });
  const alternatives = new Set([...others, ...otherLines(written), ...dialledFromAmerica(written)]);
  alternatives.delete(written);
  return { start, end, text: written, alternatives: [...alternatives] };
}

function placeOf(
  text: string,
  chain: readonly Group[],
  { first, last }: Window,
): { start: number; end: number } {
  const group = groupOf(chain, first);
  const { end } = groupOf(chain, last);
  const earliest = Math.max(chain[first - 1]?.end ?? 0, group.start - 6);
  const lead = LEAD.exec(text.slice(earliest, group.start))?.[0] ?? '';
  let start = group.start - lead.length;
  // `(347 123 4567)` is in parentheses; `(347) 123 4567` has one.
  if (/^[(\uFF08]/u.test(lead) && !/[)\uFF09]/u.test(text.slice(start, end))) {
    start = group.plus ? text.slice(start, end).search(/[+\uFF0B]/u) + start : group.start;
  }
  return { start, end };
}

/**
 * Something short that stands beside one clear number, and may not belong to it: `06 69821234/5`,
 * `347 1234567 12`, `2 347 1234567`.
 */
function withoutEnd(text: string, chain: readonly Group[], { first, last }: Window): Window[] {
  const { plus, access, start, end } = groupOf(chain, first);
  if (first === last) return [];
  const groups = chain.slice(first, last + 1);
  const digits = digitsOf(groups);
  const found: Window[] = [];
  const tail = groupOf(chain, last);
  const rest = digits - (tail.end - tail.start);
  const marks = groups.slice(1).map((group, index) => {
    return text.slice(groupOf(chain, first + index).end, group.start);
  });
  const mark = marks.at(-1) ?? '';
  const isMarked = /[/\-\u2010-\u2015]/u.test(mark) && marks.indexOf(mark) === marks.length - 1;
  const isAfterBlock = groups.slice(0, -1).some((group) => group.end - group.start >= 6);
  const short = tail.end - tail.start;
  if (isMarked ? short <= 3 && rest >= 8 : isAfterBlock && short <= 2 && rest >= 9) {
    found.push({ first, last: last - 1 });
  }
  // Not 1, 7 and 8: countries and trunk codes of one digit.
  const isListed = end - start === 1 && /[2-69]/u.test(text.slice(start, end));
  if (isListed && !plus && access === 0 && digits >= 10 && digits <= 12) {
    found.push({ first: first + 1, last });
  }
  return found;
}

/**
 * Several lines of one house, all but the first by their last digits: `0541.123456-7-8`,
 * `06 69821234/5`. A single dash is for an extension: `089 123456-0`.
 */
function otherLines(written: string): string[] {
  const lines =
    /^(?<base>[^/]*\d)(?<ends>(?:\/\d{1,2}){1,3})$|^(?<start>[^-]*\d)(?<rest>(?:-\d{1,2}){2,3})$/u;
  const groups = lines.exec(written)?.groups;
  const base = groups?.['base'] ?? groups?.['start'] ?? '';
  if (countDigits(base) < 8) return [];
  const ends = (groups?.['ends'] ?? groups?.['rest'] ?? '').split(/[/-]/u).slice(1);
  return [base, ...ends.map((end) => base.slice(0, -end.length) + end)];
}

/** `011 44 20 7946 0958` is `+44 20 7946 0958`, wherever the reader is. */
function dialledFromAmerica(written: string): string[] {
  const rest = /^011[ .-]?(?<rest>[1-9].*)$/u.exec(written)?.groups?.['rest'];
  return rest !== undefined && countDigits(rest) >= 10 ? [`+${rest}`] : [];
}
