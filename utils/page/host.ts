import { hideWithoutScript } from './life.ts';
import { ownRoot } from './own-root.ts';
import { headElement, newDiv, rootElement } from './safe-document.ts';
import { attributeOf, isInPage, isText, parentOf, queryAll } from './safe-dom.ts';
import { setStyle } from './style.ts';

/** So often what is ours is put back into a page that takes it out; a page that insists wins. */
const MAX_REVIVALS = 10;
/** After so long, once more: apps that swap pages may take it out with each of them. */
const REVIVAL_MS = 2_000;

const HOST_STYLE = {
  all: 'initial',
  direction: 'ltr',
  display: 'block',
  position: 'absolute',
  left: '0',
  top: '0',
  width: '0',
  height: '0',
  'pointer-events': 'none',
};

/** Above everything that the page has; no two of ours are alike. */
const LEVELS = { numbers: '2147483647', frames: '2147483646' };

/**
 * Important rules inside the root are stronger than all of the page's, so that what the page does
 * to the host's attributes has no effect. In print there is nothing.
 */
function rootStyle(style: Record<string, string>): string {
  const rules = Object.entries(style).map(([name, value]) => `${name}: ${value} !important;`);
  return `:host { ${rules.join(' ')} } @media print { :host { display: none !important; } }
    dialog::backdrop { background: none !important; }`;
}

/**
 * The one kind of node that is put into a page: a plain `div` with a closed root, at the end of
 * `<head>`, which frameworks that go through a document leave alone (decision 0015). A tag with a
 * hyphen could be defined by the page beforehand, and the root would be its own to open (security
 * T3); a node in `<body>` would be in the way of the page's own code.
 */
export class Host {
  readonly element = newDiv();
  #revivals = 0;
  #revivedAt = 0;

  /**
   * Puts it into the page; it is taken out when the signal aborts.
   *
   * @param kind for the numbers of this page, or for those in its frames
   * @param seen goes by itself where the script ends without a word
   * @param unseen what else is in it
   */
  constructor(
    kind: keyof typeof LEVELS,
    { seen, unseen = [] }: { seen: readonly HTMLElement[]; unseen?: readonly HTMLElement[] },
    signal: AbortSignal,
  ) {
    const style = { ...HOST_STYLE, 'z-index': LEVELS[kind] };
    setStyle(this.element, style);
    const root = ownRoot(this.element);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rootStyle(style));
    root.adoptedStyleSheets = [sheet];
    root.append(...seen, ...unseen);
    hideWithoutScript(seen, signal);
    this.#enter();
    signal.addEventListener('abort', () => this.element.remove(), { once: true });
  }

  /**
   * Puts it back where the page has taken it away.
   *
   * @returns `false` if the page has done so too often, and is to be left in peace
   */
  revive(): boolean {
    const root = rootElement();
    const isThere = isInPage(this.element) && isPlace(parentOf(this.element));
    if (root === null || isThere) return true;
    const now = performance.now();
    this.#revivals = Math.max(0, this.#revivals - (now - this.#revivedAt) / REVIVAL_MS);
    this.#revivedAt = now;
    if (this.#revivals > MAX_REVIVALS - 1) return false;
    this.#revivals += 1;
    this.#enter();
    return true;
  }

  /**
   * Goes to the end of the head, or under the root where that is not rendered: where there is none,
   * where the page shows its head itself, and where the browser has not taken our rule.
   */
  #enter(): void {
    removeTwins(this.element);
    const head = headElement();
    if (head) putAtEnd(head, this.element);
    if (!head || getComputedStyle(head).display !== 'contents') rootElement()?.append(this.element);
  }
}

/**
 * Angular wants its comment to stay the last node of a head whose end the page has left out, and
 * does not come alive otherwise (`verifySsrContentsIntegrity`); others want nothing before their
 * last comment.
 */
function putAtEnd(head: Element, host: Element): void {
  let end = head.lastChild;
  while (end && isText(end)) end = end.previousSibling;
  if (end instanceof Comment && end.data.trim() === 'nghm') end.before(host);
  else head.append(host);
}

function isPlace(parent: Node | null): boolean {
  return parent !== null && (parent === headElement() || parent === rootElement());
}

/**
 * Removes what is empty and has the same style, which nobody else has any use for: Firefox ends the
 * scripts of an extension that is updated without a word to them, and a page may copy its head.
 */
function removeTwins(host: HTMLElement): void {
  const style = attributeOf(host, 'style');
  for (const twin of queryAll(document, ':root > div:empty, :root > head > div:empty')) {
    if (attributeOf(twin, 'style') === style) twin.remove();
  }
}
