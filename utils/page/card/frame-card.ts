import { hasWholeRoom } from './card-position.ts';
import { viewport } from './card-frame.ts';
import type { FarCard } from './far-card.ts';
import type { OpenCard } from './open-card.ts';
import type { Point } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

/** A window has most room below its first line. */
const FIRST_LINE = { left: 0, top: 0, width: 0, height: 20 };

/** What shows a number's card. */
export type NumberCard = Pick<
  OpenCard,
  | 'fits'
  | 'shownSpot'
  | 'isPinned'
  | 'warm'
  | 'prepare'
  | 'open'
  | 'enter'
  | 'press'
  | 'leave'
  | 'keep'
  | 'release'
  | 'isComing'
  | 'onScroll'
>;

/**
 * The card of a frame in a page: where the frame has no room for a whole one, a frame around it
 * shows it. Where none does, it is shown here, as big as there is room.
 */
export class FrameCard implements NumberCard {
  /** A frame without room may still have one around it. */
  readonly fits = true;
  readonly #near: OpenCard;
  readonly #far: FarCard;
  #current: OpenCard | FarCard;
  /** Whether a frame around has been asked to have the card's page ready. */
  #isWarm = false;

  constructor(near: OpenCard, far: FarCard) {
    this.#near = near;
    this.#far = far;
    this.#current = near;
  }

  get shownSpot(): CardSpot | undefined {
    return this.#current.shownSpot;
  }

  get isPinned(): boolean {
    return this.#current.isPinned;
  }

  warm(): void {
    if (hasWholeRoom(FIRST_LINE, viewport())) this.#near.warm();
    else if (!this.#isWarm) {
      this.#isWarm = true;
      void this.#far.warm().then((isThere) => {
        if (!isThere) this.#near.warm();
      });
    }
  }

  prepare(spot: CardSpot, token: string): void {
    const line = spot.line();
    if (line && hasWholeRoom(line, viewport())) this.#near.prepare(spot, token);
  }

  open(spot: CardSpot, token: string, withFocus: boolean): void {
    const line = spot.line();
    // What is laid out here is shown here: a token can be used once.
    if (!line || this.#near.hasPrepared(token) || hasWholeRoom(line, viewport()))
      this.#openNear(spot, token, withFocus);
    else void this.#openFar(spot, line, token, withFocus);
  }

  enter(): boolean {
    return this.#current.enter();
  }

  press(event: PointerEvent): boolean {
    return this.#current === this.#near && this.#near.press(event);
  }

  leave(): void {
    this.#current.leave();
  }

  keep(): void {
    this.#current.keep();
  }

  release(at: Point): void {
    this.#current.release(at);
  }

  isComing(at: Point): boolean {
    return this.#current.isComing(at);
  }

  onScroll(): void {
    this.#current.onScroll();
  }

  async #openFar(...[spot, line, ...rest]: Parameters<FarCard['open']>): Promise<void> {
    this.#use(this.#far);
    const isShown = await this.#far.open(spot, line, ...rest);
    if (!isShown) this.#openNear(spot, ...rest);
  }

  #openNear(spot: CardSpot, token: string, withFocus: boolean): void {
    this.#use(this.#near);
    if (this.#near.fits) this.#near.open(spot, token, withFocus);
  }

  #use(card: OpenCard | FarCard): void {
    if (this.#current !== card) this.#current.leave();
    this.#current = card;
  }
}
