import { glance } from '../../../../utils/page/find/glance.ts';
import type { Hit } from '../approach.ts';

/** What every page is looked at with: it says that there may be a number, and then ends. */
export function scan(root: Element): Hit[] {
  for (const seen of glance(root, () => {})) {
    if (seen === true) return [{ text: '', node: root }];
  }
  return [];
}
