import type { SoughtTerm } from './conditions.ts';
import type { Items } from './item-reader.ts';
import { KIND, isItemEnd, itemStart } from './items.ts';
import { beginsLike } from './typos.ts';

/** What a match in a place is worth. */
export const WORTH = {
  /** Two levels above a beginning: no use makes up for it. */
  wholeName: 7,
  nameStart: 5,
  nameWord: 4,
  nameInside: 3,
  /** A number that is all of a field's value, as somebody types an order's or a customer's. */
  wholeNumber: 4,
  /** The end of a phone number is what people know of it. */
  phoneEnd: 3,
  tag: 2,
  rest: 1,
} as const;

const NONE: readonly string[] = [];

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
    const { text: typed = '', slips = 0, or = NONE } = terms[index] ?? {};
    if (index > 0) {
      if (text[at] !== ' ') return undefined;
      at += 1;
    }
    let word: string | undefined = typed;
    if (!beginsLike(typed, text, at, slips)) word = or.find((one) => text.startsWith(one, at));
    if (word === undefined) return undefined;
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
  { cursor, copies, text: typed, isNumber }: SoughtTerm,
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
    let worth;
    if (isName) worth = worthInName(text, at, start);
    else if (isNumber) worth = worthOfNumber(items.itemAt(text, item), typed);
    else worth = worthOfItem(items.kindAt(text, item));
    if (worth > best) best = worth;
    // Items stand in the order of their worth, but for those that are a number; and nothing is
    // worth more than a beginning.
    if ((!isName && !isNumber) || worth === WORTH.nameStart) break;
    cursor.seekWithin(at + 1, end);
  }
  return best;
}

function worthInName(text: string, at: number, start: number): number {
  if (at <= start) return WORTH.nameStart;
  return text[at - 1] === ' ' ? WORTH.nameWord : WORTH.nameInside;
}

function worthOfItem(kind: string): number {
  if (kind === KIND.spelling) return WORTH.nameWord;
  return kind === KIND.tag || kind === KIND.phone ? WORTH.tag : WORTH.rest;
}

/** A number is known by its end, an order's or a customer's by all of it. */
function worthOfNumber(item: string, digits: string): number {
  const kind = item.charAt(0);
  if (kind === KIND.value && item === kind + digits) return WORTH.wholeNumber;
  if (kind === KIND.phone && item.endsWith(digits)) return WORTH.phoneEnd;
  return worthOfItem(kind);
}
