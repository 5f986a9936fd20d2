import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import type { Hit } from '../approach.ts';

/** The product's own finder, read to its end without a pause. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  for (const found of findNumbers(root)) {
    if (!found) continue;
    const { text, target } = found;
    hits.push({ text, node: target instanceof Range ? target.startContainer : target });
  }
  return hits;
}
