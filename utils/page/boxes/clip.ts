import { flatParent } from '../flat-tree.ts';
import { type Box, intersect } from '../geometry.ts';
import { bodyElement, rootElement } from '../safe-document.ts';

type Positioning = 'in-flow' | 'absolute' | 'fixed';

/**
 * Which ancestors hide what lies outside of them. Looking that up costs a computed style for each
 * ancestor, so it is kept until something but a scroll position may have changed.
 */
export class Clips {
  #clippers = new WeakMap<Node, Element[]>();
  #rects = new Map<Element, Box>();

  /** Styles may have changed. */
  forget(): void {
    this.#clippers = new WeakMap();
  }

  /** A new frame: rectangles are measured again. */
  begin(): void {
    this.#rects.clear();
  }

  /** The part of a box inside an element that no ancestor of the element cuts off. */
  visiblePart(box: Box, element: Element): Box | undefined {
    let clippers = this.#clippers.get(element);
    if (!clippers) this.#clippers.set(element, (clippers = clippersOf(element)));
    let part: Box | undefined = box;
    for (const clipper of clippers) part &&= intersect(part, this.#rectOf(clipper));
    return part;
  }

  #rectOf(element: Element): Box {
    const known = this.#rects.get(element);
    if (known) return known;
    const rect = Element.prototype.getBoundingClientRect.call(element);
    this.#rects.set(element, rect);
    return rect;
  }
}

/**
 * An ancestor cuts off what it is the containing block of, directly or not: not the absolutely
 * positioned boxes whose place is reckoned from further out.
 */
function clippersOf(element: Element): Element[] {
  const clippers: Element[] = [];
  let positioning: Positioning = 'in-flow';
  for (let node: Node | null = element; node instanceof Element; node = flatParent(node)) {
    // Their overflow is the viewport's.
    if (node === bodyElement() || node === rootElement()) break;
    const style = getComputedStyle(node);
    if (positioning !== 'in-flow' && !contains(style, positioning)) continue;
    if (isClipping(style)) clippers.push(node);
    const { position } = style;
    positioning = position === 'absolute' || position === 'fixed' ? position : 'in-flow';
  }
  return clippers;
}

function contains(style: CSSStyleDeclaration, positioning: Positioning): boolean {
  if (positioning === 'absolute' && style.position !== 'static') return true;
  return (
    style.transform !== 'none' ||
    style.filter !== 'none' ||
    style.perspective !== 'none' ||
    /paint|layout|strict|content/u.test(style.contain) ||
    /transform|filter|perspective/u.test(style.willChange)
  );
}

function isClipping({ display, overflowX, overflowY, contain, clipPath }: CSSStyleDeclaration) {
  if (display === 'inline' || display === 'contents') return false;
  return (
    overflowX !== 'visible' ||
    overflowY !== 'visible' ||
    clipPath !== 'none' ||
    /paint|strict|content/u.test(contain)
  );
}
