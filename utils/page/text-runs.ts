import { hasDigit } from './digits.ts';
import {
  type Root,
  closest,
  isElement,
  isText,
  matches,
  parentOf,
  rootElement,
  tagOf,
  walkerOf,
} from './safe-dom.ts';

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

/**
 * Elements whose text goes on in the line of what is around them. Not `SUP` and `SUB`: a footnote's
 * mark is no part of a number.
 */
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR OUTPUT Q S SAMP SLOT SMALL SPAN STRIKE STRONG TIME TT U VAR WBR'.split(
    ' ',
  ),
);

/** Never read: not text for a reader, or a place where the user writes. */
const SKIPPED =
  'script,style,noscript,template,textarea,input,select,option,iframe,object,canvas,video,audio,svg,math,title,' +
  '[contenteditable=""],[contenteditable="true" i],[contenteditable="plaintext-only" i],' +
  '[role="textbox" i],[role="searchbox" i],.CodeMirror,.cm-editor,.ProseMirror,.monaco-editor,.ace_editor';

/** A run is cut there: whatever the page, a pause can be made after so much. */
const MAX_NODES = 2_000;
/** Text nodes without a digit between two pauses. */
const STRIDE = 2_000;
/** So far back the `+` of a number is looked for, in elements and texts. */
const MAX_STEPS_BACK = 8;

/** Whether text in this element is none of ours. */
export function isSkipped(element: Element): boolean {
  return closest(element, SKIPPED) !== null;
}

/** An element whose tag does not say it, as a custom one, is what its style says. */
function isInline(element: Element): boolean {
  const tag = tagOf(element);
  if (INLINE.has(tag)) return true;
  return tag.includes('-') && /^(?:inline$|contents)/u.test(getComputedStyle(element).display);
}

/** The nearest ancestor that starts lines of its own. */
function blockOf(node: Node): Node | null {
  let parent = parentOf(node);
  while (isElement(parent) && isInline(parent)) parent = parentOf(parent);
  return parent;
}

/** The element whose lines a change at this node can change; a shadow root for text right in it. */
export function ownBlock(node: Node): Element {
  const block = isElement(node) && !isInline(node) ? node : blockOf(node);
  return isElement(block) ? block : block instanceof ShadowRoot ? block.host : rootElement();
}

/**
 * Walks the text below a root, run by run; only runs with a digit in them. Text without a digit
 * costs a look at it and nothing else. It reads and never writes, and holds nothing between two
 * runs but its place: it can be paused for as long as the page needs.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* textRuns(root: Root): Generator<TextRun | undefined, void, undefined> {
  const walker = walkerOf(root, NodeFilter.SHOW_TEXT);
  const around = walkerOf(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    count += 1;
    if (count % STRIDE === 0) yield undefined;
    if (!isText(node) || !hasDigit(node.data)) continue;
    const parent = parentOf(node);
    if (isElement(parent) && isSkipped(parent)) continue;
    const nodes = runAt(node, around);
    walker.currentNode = nodes.at(-1) ?? node;
    yield asRun(nodes);
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

/** The text nodes of the same lines: the one before, where its `+` may be, and all that follow. */
function runAt(start: Text, walker: TreeWalker): Text[] {
  const block = blockOf(start);
  const nodes = [start];
  let spread: boolean | undefined;
  walker.currentNode = start;
  for (let steps = 0; steps < MAX_STEPS_BACK; steps += 1) {
    const node = walker.previousNode();
    if (!node || (isElement(node) && !isInline(node))) break;
    if (!isText(node)) continue;
    if (blockOf(node) !== block || hasDigit(node.data)) break;
    nodes.unshift(node);
    if (node.length > 2) break;
  }
  walker.currentNode = start;
  while (nodes.length < MAX_NODES) {
    const node = walker.nextNode();
    if (!node) break;
    if (isText(node)) {
      if (blockOf(node) !== block) break;
      spread ??= isSpread(block);
      if (spread && itemOf(node, block) !== itemOf(start, block)) break;
      nodes.push(node);
    } else if (isElement(node) && (!isInline(node) || matches(node, SKIPPED))) break;
  }
  return nodes;
}

/** Whether an element lays its children out as items, each for itself. */
function isSpread(block: Node | null): boolean {
  return isElement(block) && /flex|grid/u.test(getComputedStyle(block).display);
}

/** The child of a block that a node is in, or is. */
function itemOf(node: Node, block: Node | null): Node {
  let item = node;
  for (let parent = parentOf(item); parent && parent !== block; parent = parentOf(item)) {
    item = parent;
  }
  return item;
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
