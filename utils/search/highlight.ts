import { fold, otherSpellings } from './fold.ts';
import { type Query, wordsOf } from './query.ts';
import { withoutTrunk } from './trunk.ts';
import { beginsLike, slipsForgivenIn } from './typos.ts';

/** A part of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  isMatch: boolean;
}

/**
 * Cuts a text into what a query's terms matched in it and what is between. Whole letters are
 * marked, also where they fold to more or fewer (`ß`, letters with accents); and whole words that
 * are spelled in another way than was typed.
 */
export function highlight(text: string, query: Query): Piece[] {
  const { isForgiving = false } = query;
  const { folded, origins } = foldWithOrigins(text);
  const isMarked = new Uint8Array(text.length + 1);
  for (const { text: term } of wordsOf(query)) {
    for (
      let at = folded.indexOf(term);
      at !== -1 && term !== '';
      at = folded.indexOf(term, at + 1)
    ) {
      mark(isMarked, origins, at, at + term.length);
    }
    if (term === '' || folded.includes(term)) continue;
    const loosely = withAnySigns(term);
    for (const { 0: found, index } of loosely ? folded.matchAll(loosely) : []) {
      mark(isMarked, origins, index, index + found.length);
    }
    for (const { 0: word, index } of text.matchAll(WORDS)) {
      if (isMeant(word, term, isForgiving)) isMarked.fill(1, index, index + word.length);
    }
  }
  return pieces(text, isMarked);
}

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * A word as others write it: with an apostrophe, a point or a space in it, or without; `undefined`
 * for one that is only such signs.
 */
function withAnySigns(term: string): RegExp | undefined {
  const letters = Array.from(term.replace(/['.\- ]/gu, ''));
  if (letters.length === 0) return undefined;
  const escaped = letters.map((letter) => letter.replace(/[$()*+.?[\\\]^{|}]/u, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped.join("['. \\-]*")}`, 'gu');
}

/** Whether a word was found though it is not spelled like this. */
function isMeant(word: string, term: string, isForgiving: boolean): boolean {
  if (otherSpellings(word).some((spelling) => spelling.includes(term))) return true;
  const slips = isForgiving ? slipsForgivenIn(term) : 0;
  return slips > 0 && beginsLike(term, fold(word), 0, slips);
}

/** The same for a phone number, in which digits are all that counts. */
export function highlightPhone(text: string, query: Query): Piece[] {
  const places = [...text.matchAll(/\d/gu)].map(({ index }) => index);
  const digits = places.map((place) => text.charAt(place)).join('');
  const isMarked = new Uint8Array(text.length + 1);
  for (const term of wordsOf(query)) {
    const asked = withoutTrunk(term.digits ?? (/^\d+$/u.test(term.text) ? term.text : ''));
    // A number typed with its country is found where it is written without.
    const found = [asked, digits].find(
      (part) => part !== '' && digits.includes(part) && asked.includes(part),
    );
    if (found === undefined) continue;
    const first = digits.indexOf(found);
    isMarked.fill(1, places[first], (places[first + found.length - 1] ?? 0) + 1);
  }
  return pieces(text, isMarked);
}

/**
 * Where a folded word begins in a text as it is written, in UTF-16 code units; 0 if it is not in it.
 * Letters fold to more (`한`) or fewer (`𝓗`), so its place in the folded text says nothing.
 */
export function placeOf(word: string, text: string): number {
  const { folded, origins } = foldWithOrigins(text);
  return origins[folded.indexOf(word)] ?? 0;
}

/** A folded text with the place in the original of each of its code units, and of its end. */
function foldWithOrigins(text: string): { folded: string; origins: number[] } {
  let folded = '';
  const origins: number[] = [];
  for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*/gu)) {
    const isSpace = /^\s/u.test(letter);
    // One space for a run of them, as in what is searched.
    if (isSpace && folded.endsWith(' ')) continue;
    const part = isSpace ? ' ' : fold(letter);
    folded += part;
    origins.push(...Array<number>(part.length).fill(index));
  }
  origins.push(text.length);
  return { folded, origins };
}

function mark(isMarked: Uint8Array, origins: readonly number[], from: number, to: number): void {
  const first = origins[from] ?? 0;
  // To the beginning of the next letter: one that folds to several is marked whole.
  let next = to;
  while (next < origins.length - 1 && origins[next] === origins[to - 1]) next += 1;
  isMarked.fill(1, first, origins[next] ?? 0);
}

function pieces(text: string, isMarked: Uint8Array): Piece[] {
  const found: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && isMarked[at] === isMarked[at - 1]) continue;
    found.push({ text: text.slice(start, at), isMatch: isMarked[start] === 1 });
    start = at;
  }
  return found;
}
