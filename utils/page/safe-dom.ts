/**
 * Reads elements through their prototypes. A page's form can have fields called `parentNode`,
 * `tagName` or `closest`, and those then stand in the way of the form's own, also for a content
 * script; so do forms and images called `createTreeWalker` in the way of the document's. The
 * prototypes' getters and methods cannot be shadowed (security T5).
 */

/** What numbers can be found below: an element, the document or a shadow root. */
export type Root = Element | Document | DocumentFragment;

const parentNode = getter(Node.prototype, 'parentNode');
const isConnected = getter(Node.prototype, 'isConnected');
const nodeType = getter(Node.prototype, 'nodeType');
const tagName = getter(Element.prototype, 'tagName');
const isContentEditable = getter(HTMLElement.prototype, 'isContentEditable');
const documentElement = getter(Document.prototype, 'documentElement');
const designMode = getter(Document.prototype, 'designMode');

function getter<T extends object, K extends keyof T & string>(
  prototype: T,
  name: K,
): (target: T) => T[K] {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- always called with a target
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  // Browsers have a getter for each of them; the DOM of unit tests lacks some.
  return (target) => (get ? (get.call(target) as T[K]) : target[name]);
}

export function parentOf(node: Node): Node | null {
  return parentNode(node);
}

export function isInPage(node: Node): boolean {
  return isConnected(node);
}

export function isElement(node: Node | null): node is Element {
  return node !== null && nodeType(node) === 1;
}

/** A text node of any kind, CDATA included. */
export function isText(node: Node): node is Text {
  const type = nodeType(node);
  return type === 3 || type === 4;
}

/** In upper case, also in XHTML. */
export function tagOf(element: Element): string {
  return tagName(element).toUpperCase();
}

export function textOf(node: Node): string {
  const range = new Range();
  range.selectNodeContents(node);
  return range.toString();
}

export function rootElement(): Element {
  return documentElement(document);
}

/** Whether a user can write in the whole document. */
export function isInDesignMode(): boolean {
  return designMode(document) === 'on';
}

/** Whether a user can write in it. */
export function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && isContentEditable(element);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

export function matches(element: Element, selector: string): boolean {
  return Element.prototype.matches.call(element, selector);
}

export function attributeOf(element: Element, name: string): string {
  return Element.prototype.getAttribute.call(element, name) ?? '';
}

export function queryAll(root: Root, selector: string): Element[] {
  // Only the method's overload for old tag names is deprecated; `call` does not choose one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const found: NodeListOf<Element> = prototypeOf(root).querySelectorAll.call(root, selector);
  return listOf(found);
}

/** The elements with a tag, which browsers keep lists of. */
export function elementsNamed(root: Root, tag: string): Element[] {
  const prototype = prototypeOf(root);
  if (!('getElementsByTagName' in prototype)) return queryAll(root, tag);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  const found: HTMLCollectionOf<Element> = prototype.getElementsByTagName.call(root, tag);
  return listOf(found);
}

/** By index, which is several times as fast as the collection's iterator. */
function listOf(found: ArrayLike<Element>): Element[] {
  const list: Element[] = [];
  const { length } = found;
  for (let index = 0; index < length; index += 1) {
    const element = found[index];
    if (element) list.push(element);
  }
  return list;
}

function prototypeOf(root: Root): Element | Document | DocumentFragment {
  if (root instanceof Element) return Element.prototype;
  return root instanceof Document ? Document.prototype : DocumentFragment.prototype;
}

/** @param show a sum of `NodeFilter.SHOW_…` */
export function walkerOf(root: Node, show: number): TreeWalker {
  return Document.prototype.createTreeWalker.call(document, root, show);
}

/** The boxes of what is seen of a range or an element, in CSS pixels of the viewport. */
export function rectsOf(target: Range | Element): DOMRect[] {
  const rects =
    target instanceof Range
      ? target.getClientRects()
      : Element.prototype.getClientRects.call(target);
  return [...rects].filter(({ width, height }) => width > 0 && height > 0);
}
