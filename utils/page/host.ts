import { hideWithoutScript } from './life.ts';
import { newDiv, rootElement } from './safe-document.ts';
import { isInPage, parentOf } from './safe-dom.ts';
import { setStyle } from './style.ts';

/** So often what is ours is put back into a page that takes it out; a page that insists wins. */
const MAX_REVIVALS = 10;
/** After so long without a struggle, it counts from the start. */
const PEACE_MS = 60_000;

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
 * The one kind of node that is put into a page: a plain `div` under `<html>` with a closed root. A
 * tag with a hyphen could be defined by the page beforehand, and the root would be its own to open
 * (security T3); a node in `<body>` would be in the way of the page's own code.
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
    const root = this.element.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rootStyle(style));
    root.adoptedStyleSheets = [sheet];
    root.append(...seen, ...unseen);
    hideWithoutScript(seen, signal);
    const page = rootElement();
    if (page) removeTwins(page, this.element);
    page?.append(this.element);
    signal.addEventListener('abort', () => this.element.remove(), { once: true });
  }

  /**
   * Puts it back where the page has taken it away.
   *
   * @returns `false` if the page has done so too often, and is to be left in peace
   */
  revive(): boolean {
    const root = rootElement();
    if (root === null || (isInPage(this.element) && parentOf(this.element) === root)) return true;
    const now = performance.now();
    if (now - this.#revivedAt > PEACE_MS) this.#revivals = 0;
    if (this.#revivals >= MAX_REVIVALS) return false;
    this.#revivals += 1;
    this.#revivedAt = now;
    root.append(this.element);
    return true;
  }
}

/**
 * Firefox ends the scripts of an extension that is updated without a word to them: what they have
 * left is an empty `div` with the same style, which nobody else has any use for.
 */
function removeTwins(page: Element, host: HTMLElement): void {
  for (const child of [...page.children]) {
    if (child.matches('div:empty') && child.getAttribute('style') === host.getAttribute('style'))
      child.remove();
  }
}
