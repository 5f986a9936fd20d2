import { rootElement as definiteRoot } from './safe-dom.ts';

/**
 * The document, read through its prototype: `<form name="body">` would otherwise be what
 * `document.body` answers, also to a content script (security T5).
 */

function read(name: 'head' | 'body' | 'fonts' | 'activeElement'): unknown {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- always called with the document
  const get = Object.getOwnPropertyDescriptor(Document.prototype, name)?.get;
  return get?.call(document);
}

/** `null` while a page replaces its document. */
export function rootElement(): Element | null {
  return definiteRoot();
}

export function headElement(): Element | null {
  return read('head') as Element | null;
}

export function bodyElement(): Element | null {
  return read('body') as Element | null;
}

export function activeElement(): Element | null {
  return read('activeElement') as Element | null;
}

export function fontsOfPage(): FontFaceSet | undefined {
  return read('fonts') as FontFaceSet | undefined;
}

export function newDiv(): HTMLElement {
  return newElement('div');
}

export function newDialog(): HTMLDialogElement {
  return newElement('dialog') as HTMLDialogElement;
}

function newElement(tag: string): HTMLElement {
  const namespace = 'http://www.w3.org/1999/xhtml';
  return Document.prototype.createElementNS.call(document, namespace, tag) as HTMLElement;
}

/** The animations of the page that go on now. */
export function runningAnimations(): Animation[] {
  return Document.prototype.getAnimations
    .call(document)
    .filter(({ playState }) => playState === 'running');
}

/** What is seen at a point of the viewport, in the tree that a node is part of. */
export function hitsAt(
  node: Node,
  x: number,
  y: number,
): { top: Element | null; all(): Element[] } {
  const root = Node.prototype.getRootNode.call(node);
  if (root instanceof ShadowRoot) {
    return { top: root.elementFromPoint(x, y), all: () => root.elementsFromPoint(x, y) };
  }
  return {
    top: Document.prototype.elementFromPoint.call(document, x, y),
    all: () => Document.prototype.elementsFromPoint.call(document, x, y),
  };
}

/** Whether the document is a page, and not an image, a PDF or XML, whose viewers run scripts too. */
export function isHtml(): boolean {
  return ['text/html', 'application/xhtml+xml'].includes(document.contentType);
}
