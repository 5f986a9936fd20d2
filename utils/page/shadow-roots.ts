import { type Root, isElement, openRootOf, walkerOf } from './safe-dom.ts';

/** Roots nested deeper than this are not read. */
const MAX_DEPTH = 32;
/** Elements looked at between two pauses. */
const STRIDE = 1_000;

/**
 * The open shadow roots below a root, its own included if it is an element that has one, and those
 * in them. Whoever watches a page for changes has to watch each of them: a `MutationObserver`
 * does not see into shadow roots.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* openRootsBelow(root: Root): Generator<ShadowRoot | undefined, void, undefined> {
  let level: Root[] = [root];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: Root[] = [];
    for (const above of level) {
      for (const inner of rootsIn(above)) {
        yield inner;
        if (inner) next.push(inner);
      }
    }
    level = next;
  }
}

function* rootsIn(root: Root): Generator<ShadowRoot | undefined, void, undefined> {
  const walker = walkerOf(root, NodeFilter.SHOW_ELEMENT);
  let node: Node | null = isElement(root) ? root : walker.nextNode();
  for (let count = 1; node; count += 1, node = walker.nextNode()) {
    const inner = isElement(node) ? openRootOf(node) : null;
    if (inner) yield inner;
    else if (count % STRIDE === 0) yield undefined;
  }
}
