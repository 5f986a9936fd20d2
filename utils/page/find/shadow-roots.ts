import { browser } from '@wxt-dev/browser';
import { isOwnRoot } from '../own-root.ts';
import { type Root, isElement, walkerOf } from '../safe-dom.ts';

/** Roots nested deeper than this are not read. */
const MAX_DEPTH = 32;
/** Elements looked at between two pauses. */
const STRIDE = 2_000;

/**
 * The shadow roots below a root, its own included if it is an element that has one, and those
 * in them. Whoever watches a page for changes has to watch each of them: a `MutationObserver`
 * does not see into shadow roots.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* shadowRootsBelow(root: Root): Generator<ShadowRoot | undefined, void, undefined> {
  let level: Root[] = [root];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: Root[] = [];
    for (const above of level) {
      const own = isElement(above) ? shadowRootOf(above) : undefined;
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
    const root = shadowRootOf(node as Element);
    if (root) return root;
  }
  return 'pause';
}

/** Chromium's way; what runs elsewhere than in a content script sees open roots only. */
const { dom }: { dom?: typeof browser.dom } = browser;

/** What can have a shadow root: https://dom.spec.whatwg.org/#valid-shadow-host-name */
const HOSTS =
  /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/**
 * The shadow root of an element, open or closed; never one of ours.
 *
 * Reads the property itself, which is several times as fast as calling its getter: only a form's
 * field can stand in its way, and a field is no shadow root. For closed ones the browser has to be
 * asked, which takes longer.
 */
export function shadowRootOf(element: Element): ShadowRoot | undefined {
  const { shadowRoot } = element;
  if (shadowRoot !== null) return shadowRoot instanceof ShadowRoot ? shadowRoot : undefined;
  if (!(element instanceof HTMLElement) || !HOSTS.test(element.localName)) return undefined;
  // Firefox's way is a property, which others do not have.
  const asked: HTMLElement & { openOrClosedShadowRoot?: ShadowRoot | null } = element;
  const { openOrClosedShadowRoot: root = dom?.openOrClosedShadowRoot(element) } = asked;
  return root && !isOwnRoot(root) ? root : undefined;
}
