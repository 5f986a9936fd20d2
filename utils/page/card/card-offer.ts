import type { CardAnswer } from '../../messages/page-protocol.ts';
import type { CardAddress } from './card-frame.ts';
import type { Marks } from '../boxes/marks.ts';
import type { Question } from '../question.ts';

/** Asks for a known number's card; with the worker's wish for anybody's. */
export type RequestCard = (question: Question, wish?: string) => Promise<CardAnswer | undefined>;

/** What the card needs of the view that it is part of. */
export interface CardParts {
  marks: Pick<Marks, 'at' | 'knownMarks'>;
  /** An empty dialog in the closed root. */
  holder: HTMLDialogElement;
  address: CardAddress;
  cardToken: RequestCard;
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
