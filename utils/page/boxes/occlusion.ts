import { areNested, flatParent, isAround } from '../flat-tree.ts';
import type { Box } from '../geometry.ts';
import { hitsAt } from '../safe-document.ts';

/** As near to the edge of a line as its box is drawn. */
const INSET = 2;

/** What is drawn whatever its background is. */
const DRAWN = /^(?:IMG|VIDEO|CANVAS|IFRAME|EMBED|OBJECT|SVG)$/iu;

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
  if (getComputedStyle(element).pointerEvents === 'none') return true;
  // A transparent layer, such as a link stretched over a whole card, hides nothing.
  for (const layer of hits.all()) {
    if (areNested(layer, element)) return true;
    if (isDrawn(layer, element)) return false;
  }
  return true;
}

/** Whether an element, or one around it that is not around the number too, is not see-through. */
function isDrawn(layer: Element, element: Element): boolean {
  for (let node: Node | null = layer; node instanceof Element; node = flatParent(node)) {
    if (isAround(node, element)) return false;
    const { backgroundColor, backgroundImage, backdropFilter } = getComputedStyle(node);
    if (DRAWN.test(node.nodeName) || backgroundImage !== 'none') return true;
    if (alphaOf(backgroundColor) > 0.1) return true;
    if (backdropFilter && backdropFilter !== 'none') return true;
  }
  return false;
}

/** The alpha of a computed colour: `rgba(0, 0, 0, 0.5)`, `oklch(… / 0.5)`, else opaque. */
function alphaOf(colour: string): number {
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/u.exec(colour);
  return alpha ? Number(alpha[1] ?? alpha[2]) : 1;
}
