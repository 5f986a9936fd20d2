import type { CardEvent } from '../../messages/page-protocol.ts';
import { type CardAddress, CardFrame, viewport } from './card-frame.ts';
import { CardMover, isCardStep } from './card-mover.ts';
import { placeCard } from './card-position.ts';
import { type Box, contains } from '../geometry.ts';
import { hasMoved } from './moved.ts';
import { rememberFocus } from './page-focus.ts';
import { type Point, isNearer, isOnPath } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

/** How long the card waits for a pointer that has left its number to arrive. */
const GRACE_MS = 300;
/** How often a shown card looks whether its number is still there, and whether it is seen itself. */
const CHECK_MS = 200;

/** What becomes of a card; `returned` says that the focus goes back to where it came from. */
export type CardNews = 'shown' | 'pinned' | 'unpinned' | 'returned' | 'gone';

/**
 * The card while it is open: whose it is, and when it goes. It goes with Escape, a click outside of
 * it, when its number is scrolled away or gone, and soon after the pointer has left both; never
 * while the pointer or the focus is in it, nor when it is pinned.
 */
export class OpenCard {
  readonly #frame: CardFrame;
  readonly #mover: CardMover;
  readonly #tell: (news: CardNews) => void;
  #spot: CardSpot | undefined;
  /** Where the number's line was when the card came. */
  #line: Box | undefined;
  #pinned = false;
  #isOver = false;
  /** Where the pointer has left the number, and where it was last on its way to the card. */
  #path: { from: Point; last: Point } | undefined;
  /** Is in the frame, which is not shown yet. */
  #prepared: { token: string; isReady: boolean } | undefined;
  #giveBackFocus: (() => void) | undefined;
  #wantsFocus = false;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #checkTimer: ReturnType<typeof setInterval> | undefined;

  /** @param tell hears what becomes of each card */
  constructor(holder: HTMLDialogElement, address: CardAddress, tell: (news: CardNews) => void) {
    this.#tell = tell;
    this.#frame = new CardFrame(holder, address, (event) => this.#onEvent(event));
    this.#mover = new CardMover(this.#frame);
  }

  /** Whether this window has room for it. */
  get fits(): boolean {
    return this.#frame.fits;
  }

  /** Where its number is, also before it is seen. */
  get shownSpot(): CardSpot | undefined {
    return this.#spot;
  }

  /** Where the card is seen. */
  get box(): Box | undefined {
    return this.#frame.box;
  }

  get isPinned(): boolean {
    return this.#pinned;
  }

  /** Loads the card's page, so that it is there when it is wanted. */
  warm(): void {
    this.#frame.warm();
  }

  /** Has the card laid out while the pointer rests, if no other is shown: `open` then shows it. */
  prepare(spot: CardSpot, token: string): void {
    if (this.#spot || !spot.line()) return;
    this.#prepared = { token, isReady: false };
    void this.#frame.hand(token);
  }

  /** Whether a token was used up for what is laid out here. */
  hasPrepared(token: string): boolean {
    return this.#prepared?.token === token;
  }

  /**
   * Opens the card beside a number.
   *
   * @param withFocus whether the user has come by key, and goes into it
   */
  open(spot: CardSpot, token: string, withFocus: boolean): void {
    if (this.hasPrepared(token)) {
      this.#spot = spot;
      if (this.#prepared?.isReady) this.#reveal();
      return;
    }
    const giveBack = this.#giveBackFocus;
    const hadFocus = withFocus && this.#frame.hasFocus;
    // Going on from one number to the next leaves the way back to where one began.
    if (!hadFocus) this.leave();
    else this.#forget();
    this.#spot = spot;
    this.#wantsFocus = withFocus;
    if (withFocus) this.#giveBackFocus = hadFocus ? giveBack : rememberFocus();
    void this.#frame.hand(token);
  }

  /** Goes into a card that the pointer has opened. */
  enter(): boolean {
    if (!this.#frame.box || this.#frame.hasFocus) return false;
    this.#giveBackFocus = rememberFocus();
    this.#frame.focus();
    return true;
  }

  /**
   * Goes into a card that is seen but inert, when it is pressed.
   *
   * @returns whether it was, and not something beside it or of its own
   */
  press({ clientX: x, clientY: y, target }: PointerEvent): boolean {
    const frame = this.#frame;
    const isOnIt = frame.box !== undefined && contains(frame.box, x, y) && !frame.isOwn(target);
    return isOnIt && frame.isSeen() && this.enter();
  }

  /** Whether the pointer is over it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes the card away at once; where the user was in it, the focus goes back to the page. */
  leave(): void {
    const frame = this.#frame;
    const giveBackFocus = this.#giveBackFocus;
    const hadFocus = frame.hasFocus;
    const wasOpen = this.#spot !== undefined;
    this.#forget();
    if (hadFocus) frame.blur();
    frame.hide();
    if (hadFocus) this.#giveBack(giveBackFocus);
    if (wasOpen) this.#tell('gone');
  }

  /** The pointer is on the card's number. */
  keep(): void {
    clearTimeout(this.#graceTimer);
    this.#path = undefined;
  }

  /** The pointer is neither on the number nor on the card: it goes soon. */
  release(at: Point): void {
    if (!this.#spot || this.#pinned) return;
    // The page hears no movement that is in the card.
    this.#isOver = false;
    if (this.#path) return;
    this.#path = { from: at, last: at };
    this.#waitForPointer();
  }

  /** Whether the pointer is on its way from the number to the card; its coming nearer keeps it. */
  isComing(at: Point): boolean {
    const frame = this.#frame;
    const path = this.#path;
    if (frame.box && contains(frame.box, at.x, at.y)) {
      // Heard on the page although it is in the card: that is inert under a modal dialog.
      this.#onPointer(true);
      return true;
    }
    if (!path || !frame.box || !isOnPath(path.from, frame.box, at)) return false;
    if (isNearer(frame.box, path.last, at)) {
      path.last = at;
      this.#waitForPointer();
    }
    return true;
  }

  /** Something has been scrolled, or the window has another size. */
  onScroll(): void {
    if (this.#pinned) this.#mover.stay();
    else if (this.#line && !this.#isBusy() && hasMoved(this.#line, this.#spot?.line()))
      this.leave();
  }

  #onPointer(isOver: boolean): void {
    this.#isOver = isOver;
    if (isOver) this.keep();
    else this.#waitForPointer();
  }

  #onEvent(event: CardEvent): void {
    if (isCardStep(event)) this.#mover.step(event);
    if (event === 'card.ready') this.#onReady();
    if (event === 'card.close') this.leave();
    if (event === 'card.return') this.#returnFocus();
    if (event === 'card.over' || event === 'card.out') this.#onPointer(event === 'card.over');
    if (event === 'card.pin' || event === 'card.unpin') {
      this.#pinned = event === 'card.pin';
      this.#frame.showBar(this.#pinned);
      this.#tell(this.#pinned ? 'pinned' : 'unpinned');
    }
  }

  #onReady(): void {
    if (this.#spot) this.#reveal();
    else if (this.#prepared) this.#prepared.isReady = true;
  }

  #returnFocus(): void {
    if (!this.#pinned) {
      this.leave();
      return;
    }
    this.#frame.blur();
    this.#giveBack(this.#giveBackFocus);
  }

  #giveBack(giveBackFocus: (() => void) | undefined): void {
    giveBackFocus?.();
    this.#tell('returned');
  }

  #reveal(): void {
    const line = this.#spot?.line();
    const box = line && placeCard(line, viewport(), this.#spot?.isRtl);
    if (!box) {
      this.leave();
      return;
    }
    this.#line = line;
    this.#frame.reveal(box);
    if (this.#wantsFocus) this.#frame.focus();
    this.#tell('shown');
    clearInterval(this.#checkTimer);
    this.#checkTimer = setInterval(() => this.#check(), CHECK_MS);
  }

  /** What is not seen must not be clicked, pinned or not. */
  #check(): void {
    const isLost = this.#spot?.line() === undefined && !this.#isBusy();
    if (isLost || !this.#frame.isSeen()) this.leave();
  }

  /** Whether it must not go by itself. */
  #isBusy(): boolean {
    return this.#pinned || this.#isOver || this.#frame.hasFocus;
  }

  #waitForPointer(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => {
      if (!this.#isBusy()) this.leave();
    }, GRACE_MS);
  }

  #forget(): void {
    clearTimeout(this.#graceTimer);
    clearInterval(this.#checkTimer);
    this.#spot = undefined;
    this.#line = undefined;
    this.#path = undefined;
    this.#prepared = undefined;
    this.#pinned = false;
    this.#isOver = false;
    this.#wantsFocus = false;
    this.#giveBackFocus = undefined;
    this.#frame.showBar(false);
  }
}
