import { MAX_BETWEEN } from './digit-stretch.ts';
import { AFTER_LENGTH } from './digit-texts.ts';
import { DIGITS, hasDigit } from './digits.ts';
import { elementsAround } from './flow.ts';
import type { Layout } from './layout.ts';
import { isInline } from './lines.ts';
import { isElement, isText } from '../safe-dom.ts';

/** A line is cut there: whatever the page, a pause can be made after so much. */
const MAX_NODES = 2_000;
/**
 * So many nodes before a number are read with it: its `+`, what says that it is something else. And
 * so many elements without a text are no line.
 */
const MAX_STEPS = 64;

/** What a number can go on from, at the end of a text and at the start of the next one. */
const OPEN_END = new RegExp(`[${DIGITS}+\\uFF0B][^A-Za-z]{0,${MAX_BETWEEN}}$`);
const OPEN_START = new RegExp(`^[^A-Za-z]{0,${MAX_BETWEEN}}[${DIGITS}]`);
/** A text without these stands between two others, and is looked at with the second one. */
const MORE_THAN_MARKS = new RegExp(`[A-Za-z+\\uFF0B${DIGITS}]`);

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
  /** The last text of the line that is more than a separator, and what has begun since. */
  let edge = start;
  let passed: Element[] = [];
  /** Whether all of these are inline by their tags. */
  let isInlined = true;
  /** So many of the texts are in the line, whatever follows. */
  let certain = 0;
  let length = 0;
  walker.currentNode = start;
  for (let steps = isForward ? MAX_NODES : MAX_STEPS; steps > 0; steps -= 1) {
    if (length >= AFTER_LENGTH || passed.length > MAX_STEPS) break;
    const node = isForward ? walker.nextNode() : walker.previousNode();
    if (!node) break;
    if (isElement(node)) {
      passed.push(node);
      isInlined &&= isInline(node);
    }
    if (!isText(node)) continue;
    const [former, latter] = isForward ? [edge, node] : [node, edge];
    const isByTag = isInlined && elementsAround(former, latter).every(isInline);
    const isSeparator = !MORE_THAN_MARKS.test(node.data);
    // The cheapest first: most texts end at another cell's words.
    const goesOn = !isSeparator && (isByTag || (isForward ? isOpenStart(node) : isOpenEnd(node)));
    const mayGoOn = goesOn && (isForward ? isOpenEnd(edge) : isOpenStart(edge));
    const bond = mayGoOn ? layout.bond(former, latter, passed) : isByTag;
    if (bond === node) {
      found.hasGaps = true;
      passed = passed.filter((element) => !Node.prototype.contains.call(element, node));
      isInlined = passed.every(isInline);
      continue;
    }
    found.isOut = bond === edge;
    if ((bond !== true && !isSeparator) || ends.has(node)) break;
    texts.push(node);
    length = isForward && hasDigit(node.data) ? 0 : length + node.length;
    if (bond === true) certain = texts.length;
    if (isSeparator) continue;
    edge = node;
    passed = [];
    isInlined = true;
  }
  texts.length = certain;
  if (!isForward) texts.reverse();
  return found;
}

function isOpenEnd({ data }: Text): boolean {
  return OPEN_END.test(data.slice(-AFTER_LENGTH));
}

function isOpenStart({ data }: Text): boolean {
  return OPEN_START.test(data);
}
