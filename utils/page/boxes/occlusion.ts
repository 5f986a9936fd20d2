import { areNested, flatParent, isAround } from '../flat-tree.ts';
import type { Box } from '../geometry.ts';
import { bodyElement, hitsAt } from '../safe-document.ts';

/** As near to the edge of a line as its box is drawn. */
const INSET = 2;

/** What is drawn whatever its background is. */
const DRAWN = /^(?:IMG|VIDEO|CANVAS|IFRAME|EMBED|OBJECT)$/iu;
/** A gradient of which a part is not seen at all. */
const FADES = /^(?!.*url\()(?=.*gradient).*[,/] 0\)/u;

/**
 * Whether a number's line is what is seen at its place, and not a header or a window of the page
 * that lies over it. Asked for known and unknown numbers alike.
 *
 * @param element what the number lies in
 * @param box the line, in CSS pixels of the viewport
 */
export function isUncovered(element: Element, box: Box): boolean {
  const x = box.left + box.width / 2;
  const inset = Math.min(INSET, box.height / 2);
  return (
    isSeenAt(element, x, box.top + inset) && isSeenAt(element, x, box.top + box.height - inset)
  );
}

/** Whether a number is what is seen at a point; one outside of the window counts as seen. */
export function isSeenAt(element: Element, x: number, y: number): boolean {
  const hits = hitsAt(element, x, y);
  if (hits.top === null || areNested(hits.top, element)) return true;
  if (letsPointerThrough(element) && !isBehindModal(element)) return true;
  // A transparent layer, such as a link stretched over a whole card, hides nothing.
  for (const layer of hits.all()) {
    if (areNested(layer, element)) return true;
    if (isDrawn(layer, element)) return false;
  }
  return true;
}

function letsPointerThrough(element: Element): boolean {
  return getComputedStyle(element).pointerEvents === 'none';
}

/**
 * Whether the pointer goes through a number because it goes through the whole page, or one of its
 * main parts: libraries of dialogs do so to what is behind one. A caption alone may do so, too,
 * and lies over what the pointer meets.
 */
function isBehindModal(element: Element): boolean {
  let outermost = element;
  for (let node = flatParent(element); node instanceof Element; node = flatParent(node)) {
    if (!letsPointerThrough(node)) break;
    outermost = node;
  }
  return [outermost, flatParent(outermost)].includes(bodyElement());
}

/** Whether an element, with those around it that are not around the number too, is not see-through. */
function isDrawn(layer: Element, element: Element): boolean {
  let isSeen = false;
  for (let node: Node | null = layer; node instanceof Element; node = flatParent(node)) {
    if (isAround(node, element)) break;
    const style = getComputedStyle(node);
    if (Number(style.opacity) < 0.1) return false;
    isSeen ||= isPicture(node) || isShape(node) || hasGround(style);
  }
  return isSeen;
}

/** A picture of one pixel is stretched over what is to be seen. */
function isPicture(node: Element): boolean {
  if (node instanceof HTMLImageElement && node.naturalWidth * node.naturalHeight === 1)
    return false;
  return DRAWN.test(node.nodeName);
}

/** A part of a drawing, which the pointer meets only where it is painted. */
function isShape(node: Element): boolean {
  return node instanceof SVGElement && !(node instanceof SVGSVGElement);
}

function hasGround(style: CSSStyleDeclaration): boolean {
  const { backgroundColor, backgroundImage, backdropFilter, position } = style;
  if (backgroundImage !== 'none' && !FADES.test(backgroundImage)) return true;
  // What is as good as nothing over a card is what sets a dialog off when it covers the window.
  if (alphaOf(backgroundColor) > (position === 'fixed' ? 0 : 0.1)) return true;
  return Boolean(backdropFilter) && backdropFilter !== 'none';
}

/** The alpha of a computed colour: `rgba(0, 0, 0, 0.5)`, `oklch(… / 0.5)`, else opaque. */
function alphaOf(colour: string): number {
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/u.exec(colour);
  return alpha ? Number(alpha[1] ?? alpha[2]) : 1;
}
