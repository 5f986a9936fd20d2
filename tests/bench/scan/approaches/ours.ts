import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import { startOf } from '../../../../utils/page/place.ts';
import type { Hit } from '../approach.ts';

/** The product's own finder, read to its end without a pause. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  for (const found of findNumbers(root)) {
    if (!found) continue;
    hits.push({ text: found.text, node: startOf(found.place).node });
  }
  return hits;
}
