import type { CardAddress } from './card-frame.ts';
import type { Marks } from './marks.ts';

/** What the card needs of the view that it is part of. */
export interface CardParts {
  marks: Pick<Marks, 'at'>;
  /** An empty element in the closed root. */
  holder: HTMLElement;
  address: CardAddress;
  /** A one-time token for the card of a known number. */
  cardToken: (text: string) => Promise<string | undefined>;
}

/** What the view needs of its card. */
export interface AttachedCard {
  /** Listens to the page until the signal aborts. Called again where a page has lost listeners. */
  attach(signal: AbortSignal): void;
  /** Hides the card at once. */
  leave(): void;
}

/** How the card takes its place in the view. */
export type AttachCard = (parts: CardParts) => AttachedCard;
