import { shadowRootOf } from './find/shadow-roots.ts';
import { isElement, walkerOf } from './safe-dom.ts';

/** Shadow roots nested deeper than this are not read, and so have no numbers. */
const MAX_DEPTH = 32;
/** Nodes between two pauses. */
const STRIDE = 1_000;

/**
 * Goes through the elements and texts below a root, itself included, in the order in which they
 * are read; what is in a shadow root comes right after its host.
 *
 * @returns a generator that yields where a pause may be made
 */
export function* walkInOrder(
  root: Node,
  visit: (node: Node) => void,
  depth = 0,
): Generator<void, void, undefined> {
  const walker = walkerOf(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    visit(node);
    count += 1;
    if (count % STRIDE === 0) yield;
    const inner = isElement(node) && depth < MAX_DEPTH ? shadowRootOf(node) : undefined;
    if (inner) yield* walkInOrder(inner, visit, depth + 1);
  }
}

/** Whether a node of the page comes before another one; of nodes in one another, the outer one. */
export function isBefore(a: Node, b: Node): boolean {
  if (treeOf(a) === treeOf(b)) return precedes(a, b);
  return precedes(inLight(a), inLight(b));
}

function precedes(a: Node, b: Node): boolean {
  const order = Node.prototype.compareDocumentPosition.call(a, b);
  return (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The document or shadow root that a node is in. */
export function treeOf(node: Node): Node {
  return Node.prototype.getRootNode.call(node);
}

/** The node itself, or the outermost host of the shadow trees that it is in. */
function inLight(node: Node): Node {
  let light = node;
  for (let tree = treeOf(light); tree instanceof ShadowRoot; tree = treeOf(light)) {
    light = tree.host;
  }
  return light;
}
