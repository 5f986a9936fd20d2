/** A number that an approach found: as written, or as it read it, and a node that it is in. */
export interface Hit {
  text: string;
  node: Node;
}

/** One way of finding numbers. It runs in the page, and leaves the page as it was. */
export interface Approach {
  /** Everything found below an element. */
  scan: (root: Element) => Hit[];
}

/** A group of approaches in one page, by name. */
export type Approaches = Record<string, Approach>;

/** Every text node below an element, as the floor reads them. */
export function eachText(root: Element, visit: (text: string, node: Node) => void): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    visit(node.nodeValue ?? '', node);
  }
}

/** What a seasoned programmer types who wants phone numbers, given to the libraries without any. */
export const PHONE_REGEX = /(?:\+|00)?\(?\d(?:[ .\-/()\u00A0]{0,3}\d){6,14}/gu;

/** National numbers are read as this country's: the labelled page's own. */
export const COUNTRY = 'IT';
