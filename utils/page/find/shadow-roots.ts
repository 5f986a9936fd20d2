import { type Root, isElement, walkerOf } from '../safe-dom.ts';

/** Roots nested deeper than this are not read. */
const MAX_DEPTH = 32;
/** Elements looked at between two pauses. */
const STRIDE = 2_000;

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
      const own = isElement(above) ? openRootOf(above) : undefined;
      const walker = walkerOf(above, NodeFilter.SHOW_ELEMENT);
      for (let found = own ?? nextRoot(walker); found !== 'end'; found = nextRoot(walker)) {
        yield found === 'pause' ? undefined : found;
        if (found !== 'pause') next.push(found);
      }
    }
    level = next;
  }
}

/** Every element of a page comes by here: a plain loop, which engines compile well. */
function nextRoot(walker: TreeWalker): ShadowRoot | 'pause' | 'end' {
  for (let count = 0; count < STRIDE; count += 1) {
    const node = walker.nextNode();
    if (!node) return 'end';
    const root = openRootOf(node as Element);
    if (root) return root;
  }
  return 'pause';
}

/**
 * Reads the property itself, which is several times as fast as calling its getter: only a form's
 * field can stand in its way, and a field is no shadow root.
 */
export function openRootOf({ shadowRoot }: Element): ShadowRoot | undefined {
  return shadowRoot !== null && shadowRoot instanceof ShadowRoot ? shadowRoot : undefined;
}
