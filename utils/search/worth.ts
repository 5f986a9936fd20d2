import type { SoughtTerm } from './conditions.ts';
import { type Items, KIND, isItemEnd, itemStart } from './items.ts';
import { beginsLike } from './typos.ts';

/** What a match in a place is worth. */
export const WORTH = {
  /** Two levels above a beginning: no use makes up for it. */
  wholeName: 7,
  nameStart: 5,
  nameWord: 4,
  nameInside: 3,
  tag: 2,
  rest: 1,
} as const;

/**
 * What a name is worth whose words begin as was typed, one after the other, from its first.
 *
 * @param start where the name begins
 * @returns `undefined` if they do not
 */
export function worthInOrder(
  terms: readonly SoughtTerm[],
  text: string,
  start: number,
): number | undefined {
  let at = start;
  let isWhole = true;
  for (let index = 0; index < terms.length; index += 1) {
    const { text: word = '', slips = 0 } = terms[index] ?? {};
    if (index > 0) {
      if (text[at] !== ' ') return undefined;
      at += 1;
    }
    if (!beginsLike(word, text, at, slips)) return undefined;
    const begin = at;
    // A number or a phrase may have spaces in it.
    if (slips === 0) at += word.length;
    while (text[at] !== ' ' && !isItemEnd(text, at)) at += 1;
    isWhole &&= Math.abs(at - begin - word.length) <= slips;
  }
  if (terms.length === 0) return undefined;
  return isWhole && isItemEnd(text, at) ? WORTH.wholeName : WORTH.nameStart;
}

/** What an entry is worth: as much as its worst term. The cursors stand at their first matches there. */
export function worthOfWorst(
  terms: readonly SoughtTerm[],
  items: Items,
  text: string,
  start: number,
  end: number,
): number {
  // Without a term, as much as the least that can be found.
  let worst: number = terms.length === 0 ? WORTH.rest : WORTH.nameStart;
  for (const term of terms) {
    const worth = worthOfTerm(term, items, text, start, end);
    if (worth < worst) worst = worth;
  }
  return worst;
}

function worthOfTerm(
  { cursor, copies }: SoughtTerm,
  items: Items,
  text: string,
  start: number,
  end: number,
): number {
  // A word that was typed twice is looked for twice.
  for (let copy = 0; copy < copies; copy += 1) {
    if (!cursor.seekWithin(cursor.at + 1, end)) return WORTH.rest;
  }
  let best = 0;
  while (cursor.at < end) {
    const { at } = cursor;
    const item = itemStart(text, at);
    const isName = item < start;
    const worth = isName ? worthInName(text, at, start) : worthOfKind(items.kindAt(text, item));
    if (worth > best) best = worth;
    // Items stand in the order of their worth, and nothing is worth more than a beginning.
    if (!isName || worth === WORTH.nameStart) break;
    cursor.seekWithin(at + 1, end);
  }
  return best;
}

function worthInName(text: string, at: number, start: number): number {
  if (at <= start) return WORTH.nameStart;
  return text[at - 1] === ' ' ? WORTH.nameWord : WORTH.nameInside;
}

function worthOfKind(kind: string): number {
  if (kind === KIND.spelling) return WORTH.nameWord;
  return kind === KIND.tag || kind === KIND.phone ? WORTH.tag : WORTH.rest;
}
