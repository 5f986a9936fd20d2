import type { CardPlace } from '../../messages/frame-protocol.ts';
import { hasWholeRoom } from './card-position.ts';
import { viewport } from './card-frame.ts';
import type { FarCard } from './far-card.ts';
import type { Box } from '../geometry.ts';
import type { OpenCard } from './open-card.ts';
import type { Point } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

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
 * The card of a frame in a page: where a frame around it is to show it, as for want of room or in a
 * sandbox, that one does. Else it is shown here, as big as there is room.
 */
export class FrameCard implements NumberCard {
  /** A frame without room may still have one around it. */
  readonly fits = true;
  readonly #near: OpenCard;
  readonly #far: FarCard;
  #current: OpenCard | FarCard;
  /** Where the cards are shown, which only the worker knows. */
  #asking: Promise<CardPlace> | undefined;
  #place: CardPlace | undefined;
  /** Is to be laid out once that is known, if nothing is opened before. */
  #awaited: string | undefined;

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
    void (this.#asking ??= this.#ask());
  }

  prepare(spot: CardSpot, token: string): void {
    this.#awaited = token;
    void this.#asking?.then(() => {
      const isAwaited = this.#awaited === token && this.#isHere(spot.line());
      if (isAwaited) this.#near.prepare(spot, token);
    });
  }

  open(spot: CardSpot, token: string, withFocus: boolean): void {
    this.#awaited = undefined;
    const line = spot.line();
    // What is laid out here is shown here: a token can be used once.
    if (this.#near.hasPrepared(token) || this.#isHere(line)) this.#openNear(spot, token, withFocus);
    else if (line) void this.#openFar(spot, line, token, withFocus);
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
    const place = await this.#far.open(spot, line, ...rest);
    if (place === 'here') this.#openNear(spot, ...rest);
  }

  async #ask(): Promise<CardPlace> {
    this.#place = await this.#far.warm();
    if (this.#place === 'here') this.#near.warm();
    return this.#place;
  }

  /** Whether nobody has to be asked where a number's card is shown. */
  #isHere(line: Box | undefined): boolean {
    return this.#place === 'here' && (!line || hasWholeRoom(line, viewport()));
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
