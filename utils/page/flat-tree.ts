import { parentOf } from './safe-dom.ts';

// eslint-disable-next-line @typescript-eslint/unbound-method -- always called with an element
const assignedSlot = Object.getOwnPropertyDescriptor(Element.prototype, 'assignedSlot')?.get;

/**
 * The node around a node as it is painted: through shadow roots, and the slots of
 * open ones. Reads past what a form's fields can put in the way.
 */
export function flatParent(node: Node): Node | null {
  const slot =
    node instanceof Element ? (assignedSlot?.call(node) as Element | null | undefined) : undefined;
  const parent = slot ?? parentOf(node);
  return parent instanceof ShadowRoot ? parent.host : parent;
}

/** Whether one of two nodes is around the other, or both are the same. */
export function areNested(a: Node, b: Node): boolean {
  return isAround(a, b) || isAround(b, a);
}

/** Whether `inner` lies in `outer` or is it. */
export function isAround(outer: Node, inner: Node): boolean {
  for (let node: Node | null = inner; node; node = flatParent(node)) {
    if (node === outer) return true;
  }
  return false;
}
