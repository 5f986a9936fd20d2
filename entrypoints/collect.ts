import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type Collected, collectNumbers, findAgain } from '../utils/page/collect.ts';
import { jumpTo } from '../utils/page/jump.ts';

/** The page cannot see this world's globals. `utils/browser/on-this-page.ts` calls it. */
const JUMP = Symbol.for('lens-for-callbell-jump');

type Jump = (text: string) => Promise<void>;

/**
 * Answers the numbers of a document, when the popup is opened over it. Puts nothing into the page
 * and holds none of its nodes; what stays, out of the page's sight, is the way to jump to a number
 * later.
 */
// WXT gives on what `main` returns, though its type does not say so: it is the script's result.
// eslint-disable-next-line @typescript-eslint/no-misused-promises
export default defineUnlistedScript((): Promise<Collected | null> => {
  const world = globalThis as { [JUMP]?: Jump };
  world[JUMP] = async (text) => {
    const target = await findAgain(text);
    if (target) jumpTo(target);
  };
  return collectNumbers();
});
