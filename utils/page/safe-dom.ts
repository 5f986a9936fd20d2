/**
 * Reads elements through their prototypes. A page's form can have fields called `parentNode`,
 * `tagName` or `closest`, and those then stand in the way of the form's own, also for a content
 * script; the prototypes' getters and methods cannot be shadowed (security T5).
 */

const parentNode = getter(Node.prototype, 'parentNode');
const isConnected = getter(Node.prototype, 'isConnected');
const tagName = getter(Element.prototype, 'tagName');
const isContentEditable = getter(HTMLElement.prototype, 'isContentEditable');

function getter<T extends object, K extends keyof T & string>(
  prototype: T,
  name: K,
): (target: T) => T[K] {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- always called with a target
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new TypeError(`${name} is not a getter`);
  return (target) => Reflect.apply(get, target, []) as T[K];
}

export function parentOf(node: Node): Node | null {
  return parentNode(node);
}

export function isInPage(node: Node): boolean {
  return isConnected(node);
}

/** In upper case, also in XHTML. */
export function tagOf(element: Element): string {
  return tagName(element).toUpperCase();
}

/** Whether a user can write in it. */
export function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && isContentEditable(element);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

export function queryAll(root: Element, selector: string): Element[] {
  // Only the method's overload for old tag names is deprecated; `call` does not choose one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const found: NodeListOf<Element> = Element.prototype.querySelectorAll.call(root, selector);
  return [...found];
}

/** The boxes of what is seen of a range or an element, in CSS pixels of the viewport. */
export function rectsOf(target: Range | Element): DOMRect[] {
  const rects =
    target instanceof Range
      ? target.getClientRects()
      : Element.prototype.getClientRects.call(target);
  return [...rects].filter(({ width, height }) => width > 0 && height > 0);
}
