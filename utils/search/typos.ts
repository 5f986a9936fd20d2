import type { Part } from './cursor.ts';

/** Shorter words are too much like too many others. */
const SHORTEST = 4;
/** From here on two slips are forgiven. */
const LONG = 8;

/** Letters and digits that belong together; what surrounds them is punctuation, space or control. */
const BOUNDARY = /[\s\p{P}\p{S}\p{Cc}]/u;

/** How many slips are forgiven in a word: none in what is too short, or is none. */
export function slipsForgivenIn(word: string): number {
  if (word.length < SHORTEST || BOUNDARY.test(word) || /\d/u.test(word)) return 0;
  return word.length < LONG ? 1 : 2;
}

/**
 * What to look for so that a word is found in spite of slips: a letter too many, too few, another
 * one, or two that have changed places. Only the beginning of a word in the text needs to be like
 * it, since it may still be being typed.
 *
 * A word with `n` slips has at least one of its `n + 1` parts unharmed, so those are looked for,
 * and the surroundings of each are compared. Letters that change places across the border of two
 * parts harm both with one slip: for these there are needles of their own.
 *
 * @returns nothing for what is too short, or no word
 */
export function typoParts(word: string): Part[] {
  const slips = slipsForgivenIn(word);
  if (slips === 0) return [];
  const compare = comparer(word, slips);
  const size = Math.ceil(word.length / (slips + 1));
  const parts: Part[] = [];
  for (let start = 0; start < word.length; start += size) {
    const isAt = (text: string, at: number): boolean => compare(text, at, start);
    parts.push({ needle: word.slice(start, start + size), accept: isAt });
    if (start === 0) continue;
    const from = Math.max(0, start - size);
    const swapped =
      word.slice(from, start - 1) +
      word.charAt(start) +
      word.charAt(start - 1) +
      word.slice(start + 1, start + size);
    parts.push({ needle: swapped, accept: (text, at) => compare(text, at, from) });
  }
  return parts;
}

/**
 * @returns whether the word of a text in which something stands that was expected at `offset`
 *   begins like the given one, but for some slips
 */
function comparer(word: string, slips: number) {
  return (text: string, at: number, offset: number): boolean => {
    // The word's beginning must be about where this part's place in it says.
    const earliest = Math.max(0, at - offset - slips);
    let start = at;
    while (start > earliest && !isBoundary(text, start - 1)) start -= 1;
    if (at - start < offset - slips) return false;
    return (start === 0 || isBoundary(text, start - 1)) && beginsLike(word, text, start, slips);
  };
}

/** Whether what stands at `at` begins with a word, but for at most some slips. */
export function beginsLike(
  word: string,
  text: string,
  at: number,
  slips: number,
  from = 0,
): boolean {
  let same = 0;
  while (from + same < word.length && word.charCodeAt(from + same) === text.charCodeAt(at + same)) {
    same += 1;
  }
  const next = from + same;
  if (next === word.length) return true;
  if (slips === 0) return false;
  const there = at + same;
  const left = slips - 1;
  if (beginsLike(word, text, there, left, next + 1)) return true;
  // The text's word ends here: nothing in it can stand for what is missing.
  if (isBoundary(text, there)) return false;
  const isSwap =
    word.charCodeAt(next) === text.charCodeAt(there + 1) &&
    word.charCodeAt(next + 1) === text.charCodeAt(there);
  return (
    beginsLike(word, text, there + 1, left, next + 1) ||
    beginsLike(word, text, there + 1, left, next) ||
    (isSwap && beginsLike(word, text, there + 2, left, next + 2))
  );
}

/** Whether what stands here is the beginning of a word. */
export function startsWord(text: string, at: number): boolean {
  return at === 0 || isBoundary(text, at - 1);
}

/** Quick for what most text is; letters beyond ASCII are looked up. */
function isBoundary(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) {
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
    return !isLetter;
  }
  return BOUNDARY.test(text.charAt(at));
}
