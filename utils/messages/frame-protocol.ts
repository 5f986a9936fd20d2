import { isObject, replyValue } from './page-protocol.ts';

/**
 * What crosses between two frames of a page where the one with a number has no room for its card
 * and the other one, around it, shows it. All of it goes through the service worker: what frames
 * say to each other directly, their pages hear. As `page-protocol.ts`, this is part of content
 * scripts; the worker parses it with the schemas of `protocol.ts`.
 */

/** In CSS pixels of the viewport of the frame that has the number; a point has no size. */
export interface FrameBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A card that a frame around is to show. */
export interface ShowRequest {
  /** Which of the frame's cards this is; goes along with every word about it. */
  turn: number;
  token: string;
  /** The number's line. */
  line: FrameBox;
  isRtl: boolean;
  withFocus: boolean;
}

/**
 * Content script → worker: show the card in a frame around, if that is the one to show it. Without
 * `show` the card's page is only loaded there. Answered by which frame it is.
 */
export interface OuterCardRequest {
  type: 'page.outer-card';
  show?: ShowRequest;
}

/**
 * Where a frame's cards are shown: in the frame itself, in one around it where there is more room
 * or ours is let in, or not at all.
 */
export const CARD_PLACES = ['here', 'around', 'nowhere'] as const;
export type CardPlace = (typeof CARD_PLACES)[number];

/** What {@link OuterCardRequest} is answered with. */
export function parseCardPlace(reply: unknown): CardPlace {
  const value = replyValue(reply);
  return CARD_PLACES.find((place) => place === value) ?? 'nowhere';
}

/** Worker → the script with the card around: show it. */
export const SHOW_CARD = 'page.show-card';

export interface ShowCommand extends ShowRequest {
  type: typeof SHOW_CARD;
  /** Which of this page's windows the number is in. */
  window: number;
  /** How big that window is inside. */
  outer: { width: number; height: number };
  /** Where in it the frame with the number is, which may be deeper. */
  area: FrameBox;
  /** How big that one is inside. */
  inner: { width: number; height: number };
}

const WORDS = [
  // From the frame with the number.
  /** The pointer is on the number. */
  'keep',
  /** The pointer has left the number there. */
  'release',
  /** The pointer is on its way to the card, there. */
  'coming',
  /** The number is not where it was. */
  'lost',
  'enter',
  'leave',
  // From the card.
  /** It is seen, there. */
  'shown',
  'pinned',
  'unpinned',
  /** The focus goes back to where it was. */
  'returned',
  'gone',
] as const;

/** What is said about a card, both ways. */
export type CardWord = (typeof WORDS)[number];

/** Content script → worker → the other frame's. */
export interface WordMessage {
  type: 'page.card-word';
  turn: number;
  word: CardWord;
  at?: FrameBox | undefined;
}

export const CARD_WORDS: readonly CardWord[] = WORDS;

/** @returns `undefined` if the message is none, or another one */
export function parseWord(message: unknown): WordMessage | undefined {
  if (!isObject(message) || message['type'] !== 'page.card-word') return undefined;
  const { turn, at } = message;
  const word = WORDS.find((one) => one === message['word']);
  if (typeof turn !== 'number' || !word) return undefined;
  return { type: 'page.card-word', turn, word, ...(isBox(at) && { at }) };
}

/** @returns `undefined` if the message is none, or another one */
export function parseShow(message: unknown): ShowCommand | undefined {
  if (!isObject(message) || message['type'] !== SHOW_CARD) return undefined;
  const { turn, token, line, isRtl, withFocus, window, outer, area, inner } = message;
  if (typeof turn !== 'number' || typeof token !== 'string' || typeof window !== 'number') {
    return undefined;
  }
  if (!isBox(line) || !isBox(area) || !isSize(outer) || !isSize(inner)) return undefined;
  const flags = { isRtl: isRtl === true, withFocus: withFocus === true };
  return { type: SHOW_CARD, turn, token, line, ...flags, window, outer, area, inner };
}

function isSize(value: unknown): value is { width: number; height: number } {
  return isObject(value) && [value['width'], value['height']].every(Number.isFinite);
}

function isBox(value: unknown): value is FrameBox {
  return (
    isSize(value) &&
    'left' in value &&
    'top' in value &&
    [value.left, value.top].every(Number.isFinite)
  );
}
