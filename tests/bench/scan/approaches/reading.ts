import { elementsNamed, queryAll } from '../../../../utils/page/safe-dom.ts';
import { eachText } from '../approach.ts';
import type { Hit } from '../approach.ts';

/**
 * Reads everything in which the product looks for numbers, and works none out: each text for a
 * digit, each link's address, each label, each element for an open shadow root.
 */
export function scan(root: Element): Hit[] {
  let seen = 0;
  eachText(root, (text) => {
    if (/\d/.test(text)) seen += 1;
  });
  for (const link of elementsNamed(root, 'a')) {
    if (link.getAttribute('href')?.startsWith('tel:') === true) seen += 1;
  }
  for (const element of queryAll(root, '[aria-label],[title]')) {
    if (element.getAttribute('aria-label') !== element.getAttribute('title')) seen += 1;
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if ((node as Element).shadowRoot !== null) seen += 1;
  }
  if (seen < 0) throw new Error('never: it keeps the reading from being optimised away');
  return [];
}
