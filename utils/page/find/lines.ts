import { closest, isElement, matches, parentOf, rootElement, tagOf } from '../safe-dom.ts';

/**
 * Elements whose text goes on in the line of what is around them. Not `SUP` and `SUB`: a footnote's
 * mark is no part of a number.
 */
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR OUTPUT Q S SAMP SLOT SMALL SPAN STRIKE STRONG TIME TT U VAR WBR'.split(
    ' ',
  ),
);

/** Where the user writes. */
const EDITORS =
  '[contenteditable=""],[contenteditable="true" i],[contenteditable="plaintext-only" i],' +
  '[role="textbox" i],[role="searchbox" i],.CodeMirror,.cm-editor,.ProseMirror,.monaco-editor,.ace_editor';

/** Never read: not text for a reader, or a place where the user writes. */
const SKIPPED = `script,style,noscript,template,textarea,input,select,option,iframe,object,canvas,video,audio,svg,math,title,${EDITORS}`;

/** Whether text in this element is none of ours. */
export function isSkipped(element: Element): boolean {
  return closest(element, SKIPPED) !== null;
}

/**
 * Whether text goes on into an element and out of it; never where the user writes. An element whose
 * tag does not say it, as a custom one, is what its style says.
 */
export function isInline(element: Element): boolean {
  const tag = tagOf(element);
  if (INLINE.has(tag)) return !matches(element, EDITORS);
  return tag.includes('-') && /^(?:inline$|contents)/u.test(getComputedStyle(element).display);
}

/** Inline elements nested deeper than this are a trap, and no line. */
const MAX_NESTED = 100;

/** The nearest ancestor that starts lines of its own. */
export function blockOf(node: Node): Node | null {
  let parent = parentOf(node);
  for (let depth = 0; depth < MAX_NESTED && isElement(parent) && isInline(parent); depth += 1) {
    parent = parentOf(parent);
  }
  return parent;
}

/** The element whose lines a change at this node can change; a shadow root for text right in it. */
export function ownBlock(node: Node): Element {
  const block = isElement(node) && !isInline(node) ? node : blockOf(node);
  return isElement(block) ? block : block instanceof ShadowRoot ? block.host : rootElement();
}

/** Whether an element lays its children out as items, each for itself. */
export function isSpread(block: Node | null): boolean {
  return isElement(block) && /flex|grid/u.test(getComputedStyle(block).display);
}

/** The child of a block that a node is in, or is. */
export function itemOf(node: Node, block: Node | null): Node {
  let item = node;
  for (let parent = parentOf(item); parent && parent !== block; parent = parentOf(item)) {
    item = parent;
  }
  return item;
}
