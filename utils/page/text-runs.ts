import { hasDigit } from './digits.ts';
import { mayHoldNumber } from './groups.ts';
import { blockOf, isInline, isSkipped, isSpread, itemOf } from './lines.ts';
import { type Root, isElement, isText, parentOf, walkerOf } from './safe-dom.ts';

/**
 * Text that a reader sees as one: text nodes of one block, joined over inline elements
 * (`<b>+39</b> 347 <span>123</span>4567`), never over blocks, table cells or `<br>`.
 */
export interface TextRun {
  text: string;
  nodes: Text[];
  /** Where in the text each node but the first starts. */
  cuts: number[];
}

/** A run is cut there: whatever the page, a pause can be made after so much. */
const MAX_NODES = 2_000;
/** Text nodes between two pauses. */
const STRIDE = 2_000;
/** So much before a number is read with it: its `+`, and what says that it is something else. */
const BEFORE = { length: 100, steps: 64 };
/** So much text without a digit ends every number. */
const AFTER_LENGTH = 100;
/** A longer text is not looked through at once; who reads its run does so in pieces. */
const MAX_AT_ONCE = 100_000;

/**
 * Walks the text below a root, run by run; only runs with so many digits near one another that
 * they could be a number. Other text costs a look at it and nothing else. It reads and never
 * writes, and holds nothing between two runs but its place: it can be paused for as long as the
 * page needs.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* textRuns(root: Root): Generator<TextRun | undefined, void, undefined> {
  const texts = new DigitTexts(root);
  const around = walkerOf(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let last: Text | undefined;
  for (let found = texts.next(); found !== 'end'; found = texts.next()) {
    yield undefined;
    if (found === 'pause') continue;
    const parent = parentOf(found);
    if (isElement(parent) && isSkipped(parent)) continue;
    const nodes = runAt(found, around, last);
    last = nodes.at(-1) ?? found;
    texts.skipTo(last);
    yield asRun(nodes);
  }
}

/** Looks for texts with digits enough for a number, alone or with those right before them. */
class DigitTexts {
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
          this.#tail = tail;
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

  skipTo(node: Text): void {
    this.#walker.currentNode = node;
    this.#tail = '';
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

/** The end of a text that goes on without a digit: a space between two elements, mostly. */
function prolonged(tail: string, data: string): string {
  if (LATIN_LETTER.test(data)) return '';
  return tail.length + data.length > AFTER_LENGTH ? openEnd(tail + data) : tail + data;
}

const LATIN_LETTER = /[A-Z]/i;

function isLatinLetter(code: number): boolean {
  const upper = code & ~32;
  return upper >= 65 && upper <= 90;
}

function asRun(nodes: Text[]): TextRun {
  let text = '';
  const cuts: number[] = [];
  for (const { data } of nodes) {
    if (text !== '') cuts.push(text.length);
    text += data;
  }
  return { text, nodes, cuts };
}

/**
 * The text nodes around one, in the same lines, as far as a number can reach.
 *
 * @param last where the run before ended
 */
function runAt(start: Text, walker: TreeWalker, last: Text | undefined): Text[] {
  const block = blockOf(start);
  const nodes = [start];
  let spread: boolean | undefined;
  const isOfOtherItem = (node: Text): boolean => {
    if (itemOf(node, block) === itemOf(start, block)) return false;
    return (spread ??= isSpread(block));
  };
  walker.currentNode = start;
  let length = 0;
  for (let steps = 0; steps < BEFORE.steps && length < BEFORE.length; steps += 1) {
    const node = walker.previousNode();
    if (!node || node === last) break;
    if (isText(node)) {
      if (blockOf(node) !== block || isOfOtherItem(node)) break;
      nodes.unshift(node);
      length += node.length;
    } else if (isElement(node) && !isInline(node)) break;
  }
  walker.currentNode = start;
  let without = 0;
  while (nodes.length < MAX_NODES && without < AFTER_LENGTH) {
    const node = walker.nextNode();
    if (!node) break;
    if (isText(node)) {
      if (blockOf(node) !== block || isOfOtherItem(node)) break;
      nodes.push(node);
      without = hasDigit(node.data) ? 0 : without + node.length;
    } else if (isElement(node) && !isInline(node)) break;
  }
  return nodes;
}

/**
 * A stretch of a run as a range over its text nodes.
 *
 * @returns `undefined` if the nodes have changed since the run was read
 */
export function rangeIn({ nodes }: TextRun, start: number, end: number): Range | undefined {
  const range = new Range();
  let offset = 0;
  let started = false;
  for (const node of nodes) {
    const { length } = node.data;
    if (!started && start < offset + length) {
      range.setStart(node, start - offset);
      started = true;
    }
    if (started && end <= offset + length) {
      range.setEnd(node, end - offset);
      return range;
    }
    offset += length;
  }
  return undefined;
}
