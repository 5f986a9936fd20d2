import { eachText, PHONE_REGEX } from '../approach.ts';
import type { Hit } from '../approach.ts';

/** One bounded regular expression on every text node. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  eachText(root, (text, node) => {
    for (const match of text.matchAll(PHONE_REGEX)) hits.push({ text: match[0], node });
  });
  return hits;
}
