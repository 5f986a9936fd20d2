import { Host } from '../host.ts';
import { newDialog, newDiv } from '../safe-document.ts';
import { isInPage } from '../safe-dom.ts';
import { setStyle } from '../style.ts';

const PROBE = 100;

/** Where the layer's coordinates begin in the viewport, and how many pixels there one of them is. */
export interface LayerFrame {
  left: number;
  top: number;
  scaleX: number;
  scaleY: number;
}

/** What is put into a page that has numbers. */
export class Layer {
  /** Holds the boxes. */
  readonly boxes = newDiv();
  /** Holds the card. */
  readonly card = newDialog();
  readonly #probe = newDiv();
  readonly #host: Host;

  /** Puts the layer into the page; it is taken out when the signal aborts. */
  constructor(signal: AbortSignal) {
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

    const parts = { seen: [this.boxes, this.card], unseen: [holder] };
    this.#host = new Host('numbers', parts, signal);
  }

  /** The one node that the page can see. */
  get host(): HTMLElement {
    return this.#host.element;
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
    return this.#host.revive();
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
