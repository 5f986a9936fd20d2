import type { CardAnswer } from '../messages/page-protocol.ts';
import type { CardAddress } from './card-frame.ts';
import type { Marks } from './marks.ts';

/**
 * The card is a script of its own, so that a page without numbers never compiles it. Both scripts
 * run in the same isolated world of the same frame; the page can see neither, nor this.
 */
const OFFER = Symbol.for('lens-for-callbell-card');

/** Asks for a known number's card; with the worker's wish for anybody's. */
export type RequestCard = (text: string, wish?: string) => Promise<CardAnswer | undefined>;

/** What the card's script needs of the script that found the numbers. */
export interface CardParts {
  marks: Pick<Marks, 'at' | 'knownMarks'>;
  /** An empty element in the closed root. */
  holder: HTMLElement;
  address: CardAddress;
  requestCard: RequestCard;
}

/** What the script that found the numbers needs of the card's. */
export interface AttachedCard {
  /** Listens to the page until the signal aborts. Called again where a page has lost listeners. */
  attach(signal: AbortSignal): void;
  /** Hides the card at once. */
  leave(): void;
}

/** How the card's script takes its place; it gets its parts once. */
export type AttachCard = (parts: CardParts) => AttachedCard;

interface World {
  [OFFER]?: ((attach: AttachCard) => void) | undefined;
}

/** Waits for the card's script until the signal aborts. */
export function offerCard(take: (attach: AttachCard) => void, signal: AbortSignal): void {
  const world = globalThis as World;
  const offer = (attach: AttachCard): void => {
    withdraw();
    take(attach);
  };
  const withdraw = (): void => {
    if (world[OFFER] === offer) world[OFFER] = undefined;
  };
  world[OFFER] = offer;
  signal.addEventListener('abort', withdraw, { once: true });
}

/** Takes the card's place, where it is still free. */
export function takeCardOffer(attach: AttachCard): void {
  (globalThis as World)[OFFER]?.(attach);
}
