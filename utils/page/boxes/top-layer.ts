import { closest } from '../safe-dom.ts';

const ON_TOP = ':modal, :popover-open, :fullscreen';

/** What the page shows in the top layer and has one of these elements in it: dialogs, full screen. */
export function topLayersAround(elements: readonly Element[]): Set<Element> {
  const found = new Set<Element>();
  for (const element of elements) {
    for (let node: Node | null = element; node instanceof Element; node = outOfTree(node)) {
      const top = closest(node, ON_TOP);
      if (top) found.add(top);
    }
  }
  return found;
}

/** The host of the shadow tree that an element is in. */
function outOfTree(element: Element): Node | null {
  const root = Node.prototype.getRootNode.call(element);
  return root instanceof ShadowRoot ? root.host : null;
}
