import { hasDigit } from './candidates.ts';
import { isEditable, parentOf, tagOf } from './safe-dom.ts';

/**
 * Text that a reader sees as one: text nodes of one block, joined over inline elements
 * (`<b>+39</b> 347 <span>123</span>4567`), never over blocks, table cells or `<br>`.
 */
export interface TextRun {
  text: string;
  nodes: Text[];
}

/** Elements whose text goes on in the line of what is around them. */
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD MARK Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR'.split(
    ' ',
  ),
);

/** Never read: not text for a reader, or a place where the user writes. */
const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA INPUT SELECT OPTION IFRAME OBJECT CANVAS VIDEO AUDIO SVG MATH HEAD TITLE'.split(
    ' ',
  ),
);

function isSkipped(element: Element): boolean {
  return SKIPPED.has(tagOf(element)) || isEditable(element);
}

/** The nearest ancestor that starts lines of its own. */
function blockOf(node: Node): Node | null {
  let parent = parentOf(node);
  while (parent instanceof Element && INLINE.has(tagOf(parent))) {
    parent = parentOf(parent);
  }
  return parent;
}

/** The element whose lines a change at this node can change. */
export function ownBlock(node: Node): Element {
  const isBlock = node instanceof Element && !INLINE.has(tagOf(node));
  const block = isBlock ? node : blockOf(node);
  return block instanceof Element ? block : document.documentElement;
}

/**
 * Walks the text below a node, run by run; only runs with a digit in them. It reads and never
 * writes, and holds nothing between two runs but its place: it can be paused for as long as
 * the page needs.
 */
export function* textRuns(root: Node): Generator<TextRun, void, undefined> {
  const show = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walker = document.createTreeWalker(root, show, (node) =>
    node instanceof Element && isSkipped(node)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  let nodes: Text[] = [];
  let block: Node | null = null;
  let withDigit = false;
  const finish = (): TextRun | undefined => {
    const run = withDigit ? { nodes, text: nodes.map(({ data }) => data).join('') } : undefined;
    nodes = [];
    withDigit = false;
    return run;
  };

  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const nodeBlock = blockOf(node);
      const run = nodeBlock === block ? undefined : finish();
      if (run) yield run;
      block = nodeBlock;
      nodes.push(node);
      withDigit ||= hasDigit(node.data);
    } else if (node instanceof Element && !INLINE.has(tagOf(node))) {
      const run = finish();
      if (run) yield run;
    }
  }
  const last = finish();
  if (last) yield last;
}

/**
 * A stretch of a run as a range over its text nodes.
 *
 * @returns `undefined` if the nodes have changed since the run was read
 */
export function rangeIn({ nodes }: TextRun, start: number, end: number): Range | undefined {
  const range = document.createRange();
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
