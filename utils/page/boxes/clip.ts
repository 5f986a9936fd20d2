import { flatParent } from '../flat-tree.ts';
import { isTurnedAway } from './turned.ts';
import { type Box, intersect } from '../geometry.ts';
import { bodyElement, rootElement } from '../safe-document.ts';

type Positioning = 'in-flow' | 'absolute' | 'fixed';

/** As high as anything can be, which our boxes are, too; but they come before the body. */
const HIGHEST = '2147483647';

/** What the ancestors of an element do to it. */
interface Around {
  /** Hide what of it lies outside of them. */
  clippers: Element[];
  /** Is as high as our boxes, and would be painted over them. */
  highest: Element | undefined;
  /** Turn their back, which they hide. */
  isTurned: boolean;
}

/**
 * Which ancestors hide what lies outside of them. Looking that up costs a computed style for each
 * ancestor, so it is kept until something but a scroll position may have changed.
 */
export class Clips {
  #around = new WeakMap<Node, Around>();
  #rects = new Map<Element, Box>();

  /** Styles may have changed. */
  forget(): void {
    this.#around = new WeakMap();
  }

  /** A new frame: rectangles are measured again. */
  begin(): void {
    this.#rects.clear();
  }

  /** The part of a box inside an element that no ancestor of the element cuts off, or turns away. */
  visiblePart(box: Box, element: Element): Box | undefined {
    const { clippers, isTurned } = this.#aroundOf(element);
    let part = isTurned ? undefined : box;
    for (const clipper of clippers) {
      part &&= intersect(part, this.#rectOf(clipper));
    }
    return part;
  }

  /** What an element lies in that would be painted over our boxes. */
  highestAround(element: Element): Element | undefined {
    return this.#aroundOf(element).highest;
  }

  #aroundOf(element: Element): Around {
    let around = this.#around.get(element);
    if (!around) this.#around.set(element, (around = lookAround(element)));
    return around;
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
function lookAround(element: Element): Around {
  const clippers: Element[] = [];
  let highest: Element | undefined;
  let isTurned = false;
  let positioning: Positioning = 'in-flow';
  for (let node: Node | null = element; node instanceof Element; node = flatParent(node)) {
    // Their overflow is the viewport's.
    if (node === bodyElement() || node === rootElement()) break;
    const style = getComputedStyle(node);
    if (style.zIndex === HIGHEST) highest = node;
    isTurned ||= style.backfaceVisibility === 'hidden' && isTurnedAway(node);
    if (positioning !== 'in-flow' && !contains(style, positioning)) continue;
    if (isClipping(style)) clippers.push(node);
    const { position } = style;
    positioning = position === 'absolute' || position === 'fixed' ? position : 'in-flow';
  }
  return { clippers, highest, isTurned };
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
