import { labelledBelow } from './labelled.ts';
import { linksBelow } from './number-links.ts';
import type { Root } from '../safe-dom.ts';
import { openRootsBelow } from './shadow-roots.ts';
import { textRuns } from './text-runs.ts';

/**
 * Looks for anything below a root, and in the open shadow roots below it, in which
 * {@link findNumbers} could find a number: a link to one, a label or a text with digits enough. It
 * sees whatever that finds, and a little more: it costs a page without numbers next to nothing.
 *
 * @param onShadowRoot is told of each open shadow root before it is looked at
 * @returns a generator that yields `true` for each such thing, and `undefined` where a pause may
 *   be made
 */
export function* glance(
  root: Root,
  onShadowRoot: (inner: ShadowRoot) => void,
): Generator<true | undefined, void, undefined> {
  yield* glanceBelow(root);
  for (const inner of openRootsBelow(root)) {
    if (inner) onShadowRoot(inner);
    if (inner) yield* glanceBelow(inner);
    else yield undefined;
  }
}

function* glanceBelow(root: Root): Generator<true | undefined, void, undefined> {
  if (linksBelow(root).length > 0) yield true;
  yield undefined;
  if (labelledBelow(root).length > 0) yield true;
  yield undefined;
  for (const run of textRuns(root)) yield run && true;
}
