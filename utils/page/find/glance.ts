import { mayHoldNumber } from './digit-stretch.ts';
import { DigitTexts, MAX_AT_ONCE } from './digit-texts.ts';
import { hasDigit } from './digits.ts';
import { BLOCK, OUT, elementsAround, flowOf } from './flow.ts';
import { labelledBelow } from './labelled.ts';
import { isSkipped } from './lines.ts';
import { linksBelow } from './number-links.ts';
import { type Root, isElement, parentOf, walkerOf } from '../safe-dom.ts';
import { shadowRootsBelow } from './shadow-roots.ts';

/** So many nodes before a text are looked at: as many as the finder reads with a number. */
const MAX_STEPS = 64;

/**
 * Looks for anything below a root, and in the shadow roots below it, in which
 * {@link findNumbers} could find a number: a link to one, a label or a text with digits enough. It
 * sees whatever that finds, and a little more: it costs a page without numbers next to nothing.
 *
 * @param onShadowRoot is told of each shadow root before it is looked at
 * @returns a generator that yields `true` for each such thing, and `undefined` where a pause may
 *   be made
 */
export function* glance(
  root: Root,
  onShadowRoot: (inner: ShadowRoot) => void,
): Generator<true | undefined, void, undefined> {
  yield* glanceBelow(root);
  for (const inner of shadowRootsBelow(root)) {
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
  const texts = new DigitTexts(root);
  const around = walkerOf(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let found = texts.next(); found !== 'end'; found = texts.next()) {
    yield found === 'pause' || !isNumberLike(found, around) ? undefined : true;
  }
}

/** Whether a text has digits enough, with those before it that may be in the same line. */
function isNumberLike(found: Text, walker: TreeWalker): boolean {
  const parent = parentOf(found);
  if (isElement(parent) && isSkipped(parent)) return false;
  let text = found.data;
  walker.currentNode = found;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if (text.length > MAX_AT_ONCE || mayHoldNumber(text)) return true;
    const node = walker.previousNode();
    if (isElement(node)) {
      if (flowOf(node) === BLOCK) return false;
    } else if (node) {
      const flows = elementsAround(node, found).map(flowOf);
      if (flows.includes(BLOCK)) return false;
      const { data } = node as Text;
      // Letters that are not seen there separate nothing.
      if (!flows.includes(OUT) || hasDigit(data)) text = data + text;
    }
  }
  return false;
}
