import { hideWithoutScript } from './life.ts';
import { newDiv, rootElement } from './safe-document.ts';
import { isInPage, parentOf } from './safe-dom.ts';
import { setStyle } from './style.ts';

/** So often the layer is put back into a page that takes it out; a page that insists wins. */
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
  'z-index': '2147483647',
  'pointer-events': 'none',
};

/**
 * Important rules inside the root are stronger than all of the page's, so that what the page does
 * to the host's attributes has no effect. In print there is nothing.
 */
const ROOT_STYLE = `:host { ${Object.entries(HOST_STYLE)
  .map(([name, value]) => `${name}: ${value} !important;`)
  .join(' ')} } @media print { :host { display: none !important; } }`;

const PROBE = 100;

/** Where the layer's coordinates begin in the viewport, and how many pixels there one of them is. */
export interface LayerFrame {
  left: number;
  top: number;
  scaleX: number;
  scaleY: number;
}

/**
 * The one node that is put into a page: a plain `div` under `<html>` with a closed root. A tag
 * with a hyphen could be defined by the page beforehand, and the root would be its own to open
 * (security T3); a node in `<body>` would be in the way of the page's own code.
 */
export class Layer {
  readonly host = newDiv();
  /** Holds the boxes. */
  readonly boxes = newDiv();
  /** Holds the card. */
  readonly card = newDiv();
  readonly #probe = newDiv();
  #revivals = 0;
  #revivedAt = 0;

  /** Puts the layer into the page; it is taken out when the signal aborts. */
  constructor(signal: AbortSignal) {
    setStyle(this.host, HOST_STYLE);
    setStyle(this.boxes, {
      display: 'block',
      position: 'absolute',
      inset: '0 auto auto 0',
      width: '0',
      height: '0',
      margin: '0',
      padding: '0',
      border: '0',
      overflow: 'visible',
      background: 'none',
      'pointer-events': 'none',
    });
    // In a holder without a size it makes no page longer.
    const holder = newDiv();
    setStyle(holder, { position: 'absolute', width: '0', height: '0', overflow: 'hidden' });
    setStyle(this.#probe, { width: `${PROBE}px`, height: `${PROBE}px` });
    holder.append(this.#probe);

    const root = this.host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(ROOT_STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.boxes, this.card, holder);
    hideWithoutScript([this.boxes, this.card], signal);
    const page = rootElement();
    if (page) removeTwins(page, this.host);
    page?.append(this.host);
    signal.addEventListener('abort', () => this.host.remove(), { once: true });
  }

  frame(): LayerFrame {
    const { left, top } = this.boxes.getBoundingClientRect();
    // Pages zoom and scale their root element, and the layer with it.
    const { width, height } = this.#probe.getBoundingClientRect();
    return { left, top, scaleX: width / PROBE || 1, scaleY: height / PROBE || 1 };
  }

  /**
   * Puts the layer back where the page has taken it away.
   *
   * @returns `false` if the page has done so too often, and is to be left in peace
   */
  revive(): boolean {
    const root = rootElement();
    if (root === null || (isInPage(this.host) && parentOf(this.host) === root)) return true;
    const now = performance.now();
    if (now - this.#revivedAt > PEACE_MS) this.#revivals = 0;
    if (this.#revivals >= MAX_REVIVALS) return false;
    this.#revivals += 1;
    this.#revivedAt = now;
    root.append(this.host);
    return true;
  }

  /**
   * Puts the boxes above everything in the top layer, where dialogs and full screen are, or back
   * among the page's other content. A popover in a closed root tells the page nothing: its events
   * do not leave the root, and it takes no focus.
   */
  raise(isRaised: boolean): void {
    if (!isInPage(this.boxes)) return;
    if (this.boxes.popover !== null) this.boxes.hidePopover();
    this.boxes.popover = isRaised ? 'manual' : null;
    if (isRaised) this.boxes.showPopover();
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
