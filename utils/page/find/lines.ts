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

const FIXED = '[contenteditable="false" i]';

/** Where the user writes; what only looks like it, as a view of an editor does, is text to read. */
const EDITORS =
  '[contenteditable=""],[contenteditable="true" i],[contenteditable="plaintext-only" i],' +
  `:is([role="textbox" i],[role="searchbox" i]):not([aria-readonly="true" i],${FIXED}),` +
  `:is(.ProseMirror,.monaco-editor,.ace_editor):not(${FIXED}),` +
  `.cm-editor:not(:has(.cm-content${FIXED})),` +
  // CodeMirror 5 takes what is typed in a text area.
  `.CodeMirror:not(${FIXED},:has(textarea[readonly]))`;

/** Never read: not text for a reader, or a place where the user writes. */
const SKIPPED = `script,style,noscript,template,textarea,input,select,option,iframe,object,canvas,video,audio,math,title,desc,${EDITORS}`;

/** Whether text in this element is none of ours. */
export function isSkipped(element: Element): boolean {
  return closest(element, SKIPPED) !== null;
}

/** Whatever its style, this is no part of a number: a footnote's mark, say, or a picture. */
export function isAlone(element: Element): boolean {
  return matches(element, `${SKIPPED},svg,br,sup,sub,img,button`);
}

/**
 * Whether text goes on into an element and out of it, as far as its tag says it; never where the
 * user writes. It asks for no style: what the page's styles say is asked for where digits meet.
 */
export function isInline(element: Element): boolean {
  return INLINE.has(tagOf(element)) && !matches(element, EDITORS);
}

/** Inline elements nested deeper than this are a trap, and no line. */
const MAX_NESTED = 100;

/**
 * The element whose lines a change at this node can change, by its tags alone; a shadow root's host
 * for text right in it.
 */
export function ownBlock(node: Node): Element {
  if (isElement(node) && !isInline(node)) return node;
  let block = parentOf(node);
  for (let depth = 0; depth < MAX_NESTED && isElement(block) && isInline(block); depth += 1) {
    block = parentOf(block);
  }
  return isElement(block) ? block : block instanceof ShadowRoot ? block.host : rootElement();
}
