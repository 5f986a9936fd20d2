import { mayHoldNumber } from './digit-stretch.ts';
import { hasDigit } from './digits.ts';
import { type Root, walkerOf } from '../safe-dom.ts';

/** So much text without a digit ends every number. */
export const AFTER_LENGTH = 100;
/** Text nodes between two pauses. */
const STRIDE = 2_000;
/** A longer text is not looked through at once; who reads its run does so in pieces. */
export const MAX_AT_ONCE = 100_000;

/** Looks for texts with digits enough for a number, alone or with those right before them. */
export class DigitTexts {
  readonly #walker: TreeWalker;
  /** The end of the texts so far, if a number could go on there. */
  #tail = '';

  constructor(root: Root) {
    this.#walker = walkerOf(root, NodeFilter.SHOW_TEXT);
  }

  /** Every text of a page comes by here: a plain loop, which engines compile well. */
  next(): Text | 'pause' | 'end' {
    const walker = this.#walker;
    let tail = this.#tail;
    for (let count = 0; count < STRIDE; count += 1) {
      const node = walker.nextNode() as Text | null;
      if (!node) return 'end';
      // No field of a form can stand in the way of a text's own properties.
      const { data } = node;
      if (hasDigit(data)) {
        const text = tail + data;
        if (text.length > MAX_AT_ONCE || mayHoldNumber(text)) {
          this.#tail = openEnd(text);
          return node;
        }
        tail = openEnd(text);
      } else if (tail !== '') {
        tail = prolonged(tail, data);
      }
    }
    this.#tail = tail;
    return 'pause';
  }

  /** @param mayGoOn whether a number could go on behind it from before it */
  skipTo(node: Text, mayGoOn: boolean): void {
    this.#walker.currentNode = node;
    if (!mayGoOn) this.#tail = '';
  }
}

/**
 * The end of a text from which a number could go on in the next one: what follows its last letter,
 * from its first digit on. By character codes: this is done for every text with a digit.
 */
function openEnd(text: string): string {
  const first = Math.max(0, text.length - AFTER_LENGTH);
  let firstDigit = text.length;
  for (let at = text.length - 1; at >= first; at -= 1) {
    const code = text.charCodeAt(at);
    if (isLatinLetter(code)) break;
    // Other scripts' letters are taken for digits here: the whole text is looked at again.
    if (code >= 0x660 || (code >= 0x30 && code <= 0x39)) firstDigit = at;
  }
  return text.slice(firstDigit);
}

/**
 * The end of a text that goes on without a digit: a space between two elements, mostly. A few
 * letters may not be seen: they are room, and whether they end a number is found out there.
 */
function prolonged(tail: string, data: string): string {
  const isLong = tail.length + data.length > AFTER_LENGTH;
  if (LATIN_LETTER.test(data)) return isLong ? '' : tail + ' '.repeat(data.length);
  return isLong ? openEnd(tail + data) : tail + data;
}

const LATIN_LETTER = /[A-Z]/i;

function isLatinLetter(code: number): boolean {
  const upper = code & ~32;
  return upper >= 65 && upper <= 90;
}
