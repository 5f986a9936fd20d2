import { LONGEST_SHORT } from './fold.ts';
import type { Query, Term } from './query.ts';
import { slipsForgivenIn } from './typos.ts';

/** A query as it is looked for once. */
export interface Attempt {
  query: Query;
  /** The terms that may be there with slips too. */
  forgiven: readonly Term[];
}

/** Two of which the first is not so short that a name has both as one already. */
const SHORTEST_TWO = LONGEST_SHORT + 3;

/**
 * The same query with one of its terms read less narrowly, for when nobody matches: a word may be
 * two that were written as one, and a number in groups may be several. The last one first: it is the
 * one that somebody is typing.
 */
export function loosened(query: Query): Query[] {
  return query.terms
    .map((term, index) => ({ instead: looserThan(term), index }))
    .filter(({ instead }) => instead.length > 0)
    .map(({ instead, index }) => ({ ...query, terms: query.terms.toSpliced(index, 1, ...instead) }))
    .toReversed();
}

function looserThan({ groups, ...term }: Term): Term[] {
  // 12 is no part of 37121 where both were typed.
  if (groups) return groups.map((text) => ({ text, digits: null, isBeginning: true }));
  const isWord = /^[\p{L}'.-]+$/u.test(term.text) && term.text.length >= SHORTEST_TWO;
  return isWord ? [{ ...term, mayBeTwo: true }] : [];
}

/**
 * The terms in which to forgive slips, one attempt after the other: in one word, long ones first,
 * since most people make one mistake; then in all of them.
 */
export function forgivable({ terms }: Query): Term[][] {
  const words = terms
    .filter(({ text, digits }) => digits === null && slipsForgivenIn(text) > 0)
    .sort((a, b) => b.text.length - a.text.length);
  const alone = terms.length > 1 ? words.map((word) => [word]) : [];
  return words.length === 0 || (words.length === 1 && terms.length > 1) ? alone : [...alone, words];
}
