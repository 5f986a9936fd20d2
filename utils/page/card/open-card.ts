import type { CardEvent } from '../../messages/page-protocol.ts';
import { type CardAddress, CardFrame, viewport } from './card-frame.ts';
import {
  AWAY,
  type CardEffect,
  type CardInput,
  type CardNews,
  type CardState,
  isOpen,
  next,
} from './card-machine.ts';
import { CardMover, isCardStep } from './card-mover.ts';
import { placeCard } from './card-position.ts';
import { type Box, contains } from '../geometry.ts';
import { rememberFocus } from './page-focus.ts';
import { type Point, isNearer, isOnPath } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

/** How long the card waits for a pointer that has left its number to arrive. */
const GRACE_MS = 300;
/** How often a shown card looks whether its number is still there, and whether it is seen itself. */
const CHECK_MS = 200;

/** What the card's page says that the machine has another word for. */
const INPUTS = {
  'card.ready': 'ready',
  'card.close': 'leave',
  'card.return': 'return',
  'card.over': 'over',
  'card.out': 'out',
  'card.pin': 'pin',
  'card.unpin': 'unpin',
} as const;

/**
 * The card while it is open: whose it is, and when it goes. It goes with Escape, a click outside of
 * it, when its number is scrolled away or gone, and soon after the pointer has left both; never
 * while the pointer or the focus is in it, nor when it is pinned. What happens when is in
 * `card-machine.ts`; here it is done.
 */
export class OpenCard {
  readonly #frame: CardFrame;
  readonly #mover: CardMover;
  readonly #tell: (news: CardNews) => void;
  #state: CardState = AWAY;
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
    return isOpen(this.#state) ? this.#state.spot : undefined;
  }

  /** Where the card is seen. */
  get box(): Box | undefined {
    return this.#frame.box;
  }

  get isPinned(): boolean {
    return this.#state.is === 'shown' && this.#state.isPinned;
  }

  /** Whether the pointer is over it. */
  get isOver(): boolean {
    return isOpen(this.#state) && this.#state.isOver;
  }

  /** Loads the card's page, so that it is there when it is wanted. */
  warm(): void {
    this.#frame.warm();
  }

  /** Has the card laid out while the pointer rests, if no other is shown: `open` then shows it. */
  prepare(spot: CardSpot, token: string): void {
    if (!isOpen(this.#state) && spot.line()) this.#on({ type: 'prepare', token });
  }

  /** Whether a token was used up for what is laid out here. */
  hasPrepared(token: string): boolean {
    return this.#state.is === 'laid-out' && this.#state.token === token;
  }

  /**
   * Opens the card beside a number.
   *
   * @param withFocus whether the user has come by key, and goes into it
   */
  open(spot: CardSpot, token: string, withFocus: boolean): void {
    const giveBack = withFocus ? rememberFocus() : undefined;
    this.#on({ type: 'open', spot, token, giveBack });
  }

  /** Goes into a card that the pointer has opened. */
  enter(): boolean {
    if (!this.#frame.box || this.#frame.hasFocus) return false;
    this.#on({ type: 'enter', giveBack: rememberFocus() });
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

  /** Takes the card away at once; where the user was in it, the focus goes back to the page. */
  leave(): void {
    this.#on({ type: 'leave' });
  }

  /** The pointer is on the card's number. */
  keep(): void {
    this.#on({ type: 'keep' });
  }

  /** The pointer is neither on the number nor on the card: it goes soon. */
  release(at: Point): void {
    this.#on({ type: 'release', at });
  }

  /** Whether the pointer is on its way from the number to the card; its coming nearer keeps it. */
  isComing(at: Point): boolean {
    const { box } = this.#frame;
    if (box && contains(box, at.x, at.y)) {
      // Heard on the page although it is in the card: that is inert under a modal dialog.
      this.#on({ type: 'over' });
      return true;
    }
    const path = isOpen(this.#state) ? this.#state.path : undefined;
    if (!path || !box || !isOnPath(path.from, box, at)) return false;
    if (isNearer(box, path.last, at)) this.#on({ type: 'nearer', at });
    return true;
  }

  /** Something has been scrolled, or the window has another size. */
  onScroll(): void {
    if (this.#state.is === 'shown') this.#on({ type: 'scroll', line: this.#state.spot.line() });
  }

  #onEvent(event: CardEvent): void {
    if (isCardStep(event)) this.#mover.step(event);
    else this.#on({ type: INPUTS[event] });
  }

  #on(input: CardInput): void {
    const { state, effects } = next(this.#state, input, this.#frame.hasFocus);
    this.#state = state;
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: CardEffect): void {
    switch (effect.do) {
      case 'hand':
        void this.#frame.hand(effect.token);
        break;
      case 'place':
        this.#on({ type: 'placed', place: this.#place() });
        break;
      case 'reveal':
        this.#frame.reveal(effect.box);
        break;
      case 'focus':
      case 'blur':
      case 'hide':
        this.#frame[effect.do]();
        break;
      case 'give-back':
        effect.giveBack?.();
        this.#tell('returned');
        break;
      case 'bar':
        this.#frame.showBar(effect.isShown);
        break;
      case 'stay':
        this.#mover.stay();
        break;
      case 'stop-waiting':
      case 'wait':
        clearTimeout(this.#graceTimer);
        if (effect.do === 'wait') {
          this.#graceTimer = setTimeout(() => this.#on({ type: 'late' }), GRACE_MS);
        }
        break;
      case 'stop-watching':
      case 'watch':
        clearInterval(this.#checkTimer);
        if (effect.do === 'watch') {
          this.#checkTimer = setInterval(() => this.#check(), CHECK_MS);
        }
        break;
      case 'tell':
        this.#tell(effect.news);
        break;
    }
  }

  #place(): { line: Box; box: Box } | undefined {
    const spot = this.shownSpot;
    const line = spot?.line();
    const box = line && placeCard(line, viewport(), spot?.isRtl);
    return line && box && { line, box };
  }

  #check(): void {
    const hasLine = this.shownSpot?.line() !== undefined;
    this.#on({ type: 'check', hasLine, isSeen: this.#frame.isSeen() });
  }
}
