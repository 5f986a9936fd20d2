import {
  type CardEvent,
  type ShowCard,
  FOCUS_CARD,
  isCardEvent,
} from '../../messages/page-protocol.ts';
import { CARD, type Size, hasRoom } from './card-position.ts';
import { CardSight } from './card-sight.ts';
import type { Box } from '../geometry.ts';
import { newDiv } from '../safe-document.ts';
import { setStyle } from '../style.ts';

/** Where the card's page is. */
export interface CardAddress {
  /** Chrome makes a new one for each session, so that a page cannot ask for it. */
  url: string;
  /** The extension's own origin: the page has that one, whatever address it was loaded from. */
  origin: string;
}

/** As high as the bar that a pinned card has at its top (`components/card/card.css`). */
const BAR_HEIGHT = 24;

/** A page that puts things over the card more often than that means it. */
const MAX_RAISES = 3;

/**
 * The card's frame: an extension page in the closed root. Contact data goes from the worker to
 * that page; all that passes through here is a token.
 */
export class CardFrame {
  /** Lies over a pinned card's bar, which is how the pointer moves it. */
  readonly bar = newDiv();
  readonly #holder: HTMLDialogElement;
  readonly #sight: CardSight;
  readonly #address: CardAddress;
  readonly #onEvent: (event: CardEvent) => void;
  #frame: HTMLIFrameElement | undefined;
  #loading: Promise<HTMLIFrameElement> | undefined;
  #port: MessagePort | undefined;
  #at: Box | undefined;
  /** How often it was lifted over what the page has put on it. */
  #raises = 0;

  /**
   * @param holder an empty dialog in the closed root
   * @param onEvent the user has done something inside; the first event is `card.ready`
   */
  constructor(
    holder: HTMLDialogElement,
    address: CardAddress,
    onEvent: (event: CardEvent) => void,
  ) {
    this.#holder = holder;
    this.#sight = new CardSight(holder);
    this.#address = address;
    this.#onEvent = onEvent;
    // The top layer is above every z-index, and dialogs and full screen are there too.
    holder.popover = 'manual';
    setStyle(holder, {
      position: 'fixed',
      inset: 'auto',
      width: `${CARD.width}px`,
      height: `${CARD.height}px`,
      'max-width': 'none',
      'max-height': 'none',
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
    setStyle(this.bar, {
      display: 'none',
      position: 'absolute',
      inset: '0 0 auto',
      height: `${BAR_HEIGHT}px`,
      cursor: 'move',
      'touch-action': 'none',
    });
    holder.append(this.bar);
    // Escape, where the dialog itself has the focus.
    holder.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#onEvent('card.close');
    });
  }

  /** Where the card is shown, in CSS pixels of the viewport. */
  get box(): Box | undefined {
    return this.#at;
  }

  /** Whether this window has room for a card. */
  get fits(): boolean {
    return hasRoom(viewport());
  }

  /** Whether the user reads or works in it. */
  get hasFocus(): boolean {
    // Not `:focus-within`: in Firefox a frame with the focus in it does not match that.
    const root = this.#holder.getRootNode();
    return root instanceof ShadowRoot && root.activeElement !== null;
  }

  /** Whether an event was for the card, as it looks from outside of the closed root. */
  isOwn(target: EventTarget | null): boolean {
    const root = this.#holder.getRootNode();
    return root instanceof ShadowRoot && root.host === target;
  }

  /** Loads the card's page, so that it is there when it is wanted. */
  warm(): void {
    this.#loading ??= this.#load();
  }

  /** Hands the card a token; it answers `card.ready` when it has what that stands for. */
  async hand(token: string): Promise<void> {
    const frame = await (this.#loading ??= this.#load());
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const message: ShowCard = { type: 'card.show', token };
    port1.addEventListener('message', ({ data }) => {
      if (this.#port === port1 && isCardEvent(data)) this.#onEvent(data);
    });
    port1.start();
    frame.contentWindow?.postMessage(message, this.#address.origin, [port2]);
  }

  /** Shows the card there. */
  reveal(box: Box): void {
    if (!this.#at) this.#raise();
    this.#at = box;
    setStyle(this.#holder, {
      left: '0px',
      top: '0px',
      width: `${box.width}px`,
      height: `${box.height}px`,
      visibility: 'visible',
      'pointer-events': 'auto',
      zoom: '1',
    });
    // A page that zooms its root element zooms the top layer with it, and all that is in a frame.
    const zoom = this.#holder.getBoundingClientRect().width / box.width || 1;
    setStyle(this.#holder, { zoom: `${1 / zoom}` });
    const { left, top, width } = this.#holder.getBoundingClientRect();
    const scale = width / box.width || 1;
    setStyle(this.#holder, {
      left: `${(box.left - left) / scale}px`,
      top: `${(box.top - top) / scale}px`,
      width: `${box.width / scale}px`,
      height: `${box.height / scale}px`,
    });
  }

  /** Whether the user sees it; what the page has put over it is left below. */
  isSeen(): boolean {
    const at = this.#at;
    if (!at) return true;
    if (!this.#sight.isShown(at) || this.#sight.isPast()) return false;
    if (!this.#sight.isCovered(at)) return true;
    // Where the user works in it, it cannot be lifted: that would take the focus away.
    if (this.#raises >= MAX_RAISES || this.hasFocus) return false;
    this.#raises += 1;
    this.#holder.hidePopover();
    this.#raise();
    return true;
  }

  /**
   * Has the user's next keys go to the card. Where the page has a modal dialog or something in full
   * screen, all that is not in it is inert; then the card becomes a modal dialog itself, over that,
   * until the focus goes back.
   */
  focus(): void {
    this.#frame?.focus();
    if (!this.hasFocus && this.#at && !this.#holder.open) {
      this.#holder.hidePopover();
      this.#holder.showModal();
      this.#frame?.focus();
    }
    this.#port?.postMessage(FOCUS_CARD);
  }

  /** Gives up the focus. */
  blur(): void {
    this.#frame?.blur();
    if (!this.#holder.open) return;
    this.#holder.close();
    this.#raise();
  }

  /** Whether the bar that moves the card is there. */
  showBar(isShown: boolean): void {
    setStyle(this.bar, { display: isShown ? 'block' : 'none' });
  }

  /**
   * While the bar is dragged its events are all the page's side's: in Chromium they would go to the
   * card's own process wherever the pointer is ahead of the bar, and the card would be let go.
   */
  letThrough(isDragged: boolean): void {
    if (this.#frame) setStyle(this.#frame, { 'pointer-events': isDragged ? 'none' : 'inherit' });
  }

  hide(): void {
    this.#port?.close();
    this.#port = undefined;
    this.showBar(false);
    if (!this.#at) return;
    this.#at = undefined;
    this.#raises = 0;
    setStyle(this.#holder, { visibility: 'hidden', 'pointer-events': 'none' });
    if (this.#holder.open) this.#holder.close();
    else this.#holder.hidePopover();
  }

  #raise(): void {
    this.#holder.showPopover();
    this.#sight.begin();
  }

  #load(): Promise<HTMLIFrameElement> {
    const frame = document.createElement('iframe');
    this.#frame = frame;
    setStyle(frame, { display: 'block', width: '100%', height: '100%', border: '0' });
    // Loads on pages with Cross-Origin-Embedder-Policy too, without a report to the page
    // (security T9). Firefox does not know the attribute and needs no such help.
    frame.setAttribute('credentialless', '');
    // Copying a field is the user's click inside the card; most pages keep the clipboard from frames.
    frame.allow = 'clipboard-write';
    frame.src = this.#address.url;
    return new Promise((resolve) => {
      frame.addEventListener('load', () => resolve(frame), { once: true });
      this.#holder.prepend(frame);
    });
  }
}

/** The window without its scroll bars, in CSS pixels. */
export function viewport(): Size {
  const { width = innerWidth, height = innerHeight, scale = 1 } = visualViewport ?? {};
  return { width: width * scale, height: height * scale };
}
