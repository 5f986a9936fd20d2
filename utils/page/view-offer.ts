import type { MarkStyle } from '../messages/page-protocol.ts';
import type { CardAddress } from './card-frame.ts';
import type { CardParts } from './card-offer.ts';
import type { FoundNumber } from './find-numbers.ts';
import type { Reason } from './placer.ts';

/**
 * What is seen of Lens in a page, boxes and card, is a script of its own: a page without numbers
 * never compiles it. Both scripts run in the same isolated world of the same frame; the page can
 * see neither, nor this.
 */
const OFFER = Symbol.for('lens-for-callbell-view');

/** What the view needs of the script that finds the numbers. */
export interface ViewParts extends Pick<CardParts, 'cardToken'> {
  card: CardAddress;
  /** What has been answered for a text; `undefined` as long as nothing has. */
  isKnown: (text: string) => boolean | undefined;
  /** Ends all of it. */
  signal: AbortSignal;
}

/** What the script that finds the numbers needs of the view. */
export interface View {
  /** Has events listened to until the signal aborts. Called again where a page has lost listeners. */
  listen(signal: AbortSignal): void;
  /** A reading of these elements begins: what it does not meet again goes at its end. */
  beginReading(roots: readonly Element[]): void;
  meet(found: FoundNumber): void;
  /** @returns whether there is room now for what found none */
  endReading(): boolean;
  /** The texts to ask about, each once. */
  texts(): string[];
  /** How many different numbers on the page are known. */
  readonly knownCount: number;
  /** Shows what is known of the numbers now. */
  paint(style: MarkStyle): void;
  /** Something may not be where it was, or not look as it did. */
  moved(reason: Reason): void;
  /** Whether a node is the one that we have put into the page. */
  isOwn(node: Node): boolean;
  /** Goes back into a page that has taken us out. @returns `false` if it insists */
  revive(): boolean;
}

/** How the view takes its place; it gets its parts once. */
export type OpenView = (parts: ViewParts) => View;

interface World {
  [OFFER]?: ((open: OpenView) => void) | undefined;
}

/** Waits for the view's script until the signal aborts. */
export function offerView(take: (open: OpenView) => void, signal: AbortSignal): void {
  const world = globalThis as World;
  const offer = (open: OpenView): void => {
    withdraw();
    take(open);
  };
  const withdraw = (): void => {
    if (world[OFFER] === offer) world[OFFER] = undefined;
  };
  world[OFFER] = offer;
  signal.addEventListener('abort', withdraw, { once: true });
}

/** Takes the view's place, where it is still free. */
export function takeViewOffer(open: OpenView): void {
  (globalThis as World)[OFFER]?.(open);
}
