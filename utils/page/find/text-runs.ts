import { mayHoldNumber } from './digit-stretch.ts';
import { AFTER_LENGTH, DigitTexts, MAX_AT_ONCE } from './digit-texts.ts';
import { hasDigit } from './digits.ts';
import { blockOf, isInline, isSkipped, isSpread, itemOf } from './lines.ts';
import type { Stretch } from '../place.ts';
import { type Root, isElement, isText, parentOf, walkerOf } from '../safe-dom.ts';

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
/** So much before a number is read with it: its `+`, and what says that it is something else. */
const BEFORE = { length: 100, steps: 64 };

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
    const run = asRun(nodes);
    // Two dates in two blocks have digits enough together.
    if (run.text.length > MAX_AT_ONCE || mayHoldNumber(run.text)) yield run;
  }
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
 * Where a stretch of a run stands.
 *
 * @returns `undefined` if the nodes have changed since the run was read
 */
export function stretchIn({ nodes }: TextRun, start: number, end: number): Stretch | undefined {
  let offset = 0;
  let from: Pick<Stretch, 'startContainer' | 'startOffset'> | undefined;
  for (const node of nodes) {
    const { length } = node.data;
    if (start < offset + length) from ??= { startContainer: node, startOffset: start - offset };
    if (from && end <= offset + length) {
      return { ...from, endContainer: node, endOffset: end - offset };
    }
    offset += length;
  }
  return undefined;
}
