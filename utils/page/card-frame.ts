import type { ShowCard } from '../messages/page-protocol.ts';
import { type Size, fitsCard, placeCard } from './card-position.ts';
import type { Box } from './geometry.ts';
import { rootElement } from './safe-document.ts';
import { setStyle } from './style.ts';

/** The same for every contact: a size would tell the page how much there is to show. */
const CARD = { width: 360, height: 320 };

/** Where the card's page is. */
export interface CardAddress {
  /** Chrome makes a new one for each session, so that a page cannot ask for it. */
  url: string;
  /** The extension's own origin: the page has that one, whatever address it was loaded from. */
  origin: string;
}

/** Callbacks of the card. */
export interface CardListener {
  /** The pointer is over the card. */
  onEnter(): void;
  onLeave(): void;
  /** The user closed it from inside. */
  onClose(): void;
}

/**
 * The card's frame: an extension page in the closed root. Contact data goes from the worker to
 * that page; all that passes through here is a token.
 */
export class CardFrame {
  private readonly holder: HTMLElement;
  private readonly address: CardAddress;
  private readonly listener: CardListener;
  private loading: Promise<HTMLIFrameElement> | undefined;
  private port: MessagePort | undefined;
  private shown = false;

  /**
   * @param holder an empty element in the closed root
   */
  constructor(holder: HTMLElement, address: CardAddress, listener: CardListener) {
    this.holder = holder;
    this.address = address;
    this.listener = listener;
    // The top layer is above every z-index, and dialogs and full screen are there too.
    holder.popover = 'manual';
    setStyle(holder, {
      position: 'fixed',
      inset: 'auto',
      width: `${CARD.width}px`,
      height: `${CARD.height}px`,
      margin: '0',
      padding: '0',
      border: '0',
      overflow: 'hidden',
      'border-radius': '12px',
      background: 'none',
      'box-shadow': '0 0 0 1px rgb(128 128 128 / 35%), 0 8px 28px rgb(0 0 0 / 24%)',
      'color-scheme': 'normal',
      visibility: 'hidden',
      'pointer-events': 'none',
    });
    holder.addEventListener('pointerenter', () => listener.onEnter());
    holder.addEventListener('pointerleave', () => listener.onLeave());
  }

  get isShown(): boolean {
    return this.shown;
  }

  /** Whether this window has room for it. */
  get fits(): boolean {
    return fitsCard(CARD, viewport());
  }

  /** Loads the card's page, so that it is there when it is wanted. */
  warm(): void {
    this.loading ??= this.load();
  }

  /**
   * Shows what a token stands for beside a number, as soon as the card has it.
   *
   * @param anchor the number's line, in CSS pixels of the viewport, at the time of showing
   */
  async show(token: string, anchor: () => Box | undefined): Promise<void> {
    this.hide();
    const frame = await (this.loading ??= this.load());
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const message: ShowCard = { type: 'card.show', token };
    port1.addEventListener('message', ({ data }) => {
      if (this.port !== port1) return;
      if (data === 'card.ready') this.reveal(anchor());
      if (data === 'card.close') this.listener.onClose();
    });
    port1.start();
    frame.contentWindow?.postMessage(message, this.address.origin, [port2]);
  }

  hide(): void {
    this.port?.close();
    this.port = undefined;
    if (!this.shown) return;
    this.shown = false;
    setStyle(this.holder, { visibility: 'hidden', 'pointer-events': 'none' });
    this.holder.hidePopover();
  }

  private reveal(anchor: Box | undefined): void {
    if (!anchor) return;
    const { left, top } = placeCard(anchor, CARD, viewport());
    if (!this.shown) this.holder.showPopover();
    this.shown = true;
    setStyle(this.holder, {
      left: `${left}px`,
      top: `${top}px`,
      visibility: 'visible',
      'pointer-events': 'auto',
    });
  }

  private load(): Promise<HTMLIFrameElement> {
    const frame = document.createElement('iframe');
    setStyle(frame, { display: 'block', width: '100%', height: '100%', border: '0' });
    // Loads on pages with Cross-Origin-Embedder-Policy too, without a report to the page
    // (security T9). Firefox does not know the attribute and needs no such help.
    frame.setAttribute('credentialless', '');
    // Copying a field is the user's click inside the card; most pages keep the clipboard from frames.
    frame.allow = 'clipboard-write';
    frame.src = this.address.url;
    return new Promise((resolve) => {
      frame.addEventListener('load', () => resolve(frame), { once: true });
      this.holder.append(frame);
    });
  }
}

/** The window without its scroll bars. */
function viewport(): Size {
  const root = rootElement();
  return { width: root?.clientWidth ?? 0, height: root?.clientHeight ?? 0 };
}
