import { MAX_BETWEEN } from './digit-stretch.ts';
import { AFTER_LENGTH } from './digit-texts.ts';
import { DIGITS, hasDigit } from './digits.ts';
import { type Layout, elementsAround } from './flow.ts';
import { isInline } from './lines.ts';
import { isElement, isText } from '../safe-dom.ts';

/** A line is cut there: whatever the page, a pause can be made after so much. */
const MAX_NODES = 2_000;
/** So many elements without a text between are no line. */
const MAX_PASSED = 64;
/** So many nodes before a number are read with it: its `+`, what says that it is something else. */
const MAX_BEFORE = 64;

/** What a number can go on from, at the end of a text and at the start of the next one. */
const OPEN_END = new RegExp(`[${DIGITS}+\\uFF0B][^A-Za-z]{0,${MAX_BETWEEN}}$`);
const OPEN_START = new RegExp(`^[^A-Za-z]{0,${MAX_BETWEEN}}[${DIGITS}]`);
/** What stands between two groups of digits, and is looked at with the second one. */
const SEPARATOR = new RegExp(`^[^A-Za-z+\\uFF0B${DIGITS}]*$`);

/** What is in a line, on one side of a text. */
export interface Reach {
  /** In the document's order. */
  texts: Text[];
  /** Whether texts between these are left out, as they are not seen there. */
  hasGaps: boolean;
  /** Whether the text itself is not seen in the line around it. */
  isOut: boolean;
}

/**
 * Goes from a text in one direction, as far as a number can reach. Where digits meet, the page's
 * layout says whether they are in one line; elsewhere their tags do.
 *
 * @param walker over texts and elements
 * @param ends where the runs before have ended
 */
export function reach(
  start: Text,
  isForward: boolean,
  walker: TreeWalker,
  layout: Layout,
  ends: ReadonlySet<Node>,
): Reach {
  const texts: Text[] = [];
  const found: Reach = { texts, hasGaps: false, isOut: false };
  let edge = start;
  let passed: Element[] = [];
  /** Since the edge; `certain` of them are in its line, whatever follows. */
  let separators: Text[] = [];
  let certain = 0;
  let length = 0;
  walker.currentNode = start;
  for (let steps = 0; length < AFTER_LENGTH && passed.length < MAX_PASSED; steps += 1) {
    if (isForward ? texts.length >= MAX_NODES : steps >= MAX_BEFORE) break;
    const node = isForward ? walker.nextNode() : walker.previousNode();
    if (!node) break;
    if (isElement(node)) passed.push(node);
    if (!isText(node)) continue;
    const [former, latter] = isForward ? [edge, node] : [node, edge];
    const isByTag = [...elementsAround(former, latter), ...passed].every(isInline);
    if (SEPARATOR.test(node.data)) {
      if (ends.has(node)) break;
      separators.push(node);
      if (isByTag) certain = separators.length;
      length += node.length;
      continue;
    }
    const [own, other] = isForward ? [isOpenEnd, isOpenStart] : [isOpenStart, isOpenEnd];
    const mayGoOn = own(edge) && (isByTag || other(node));
    const bond = mayGoOn ? layout.bond(former, latter, passed) : isByTag ? 'joined' : 'apart';
    found.isOut = bond === (isForward ? 'former out' : 'latter out');
    if (bond === 'apart' || found.isOut) break;
    if (bond === 'joined') {
      if (ends.has(node)) break;
      texts.push(...separators, node);
      length = isForward && hasDigit(node.data) ? 0 : length + node.length;
      edge = node;
      passed = [];
      separators = [];
      certain = 0;
    } else {
      found.hasGaps = true;
      passed = passed.filter((element) => !Node.prototype.contains.call(element, node));
    }
  }
  texts.push(...separators.slice(0, certain));
  if (!isForward) texts.reverse();
  return found;
}

function isOpenEnd({ data }: Text): boolean {
  return OPEN_END.test(data.slice(-AFTER_LENGTH));
}

function isOpenStart({ data }: Text): boolean {
  return OPEN_START.test(data.slice(0, AFTER_LENGTH));
}
