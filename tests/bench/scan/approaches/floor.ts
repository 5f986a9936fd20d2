import { eachText } from '../approach.ts';
import type { Hit } from '../approach.ts';

/** Reads every text node and looks at nothing: what no finder can be faster than. */
export function scan(root: Element): Hit[] {
  let length = 0;
  eachText(root, (text) => {
    length += text.length;
  });
  if (length < 0) throw new Error('never: it keeps the reading from being optimised away');
  return [];
}
