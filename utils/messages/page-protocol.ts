/**
 * What crosses between a web page's content script and the service worker, both ways. This file
 * is part of the content script, so it has no schema library and knows no contact; the worker
 * parses what arrives with the schemas of `protocol.ts`.
 */

/** At most so many texts are asked about in one message. */
export const MAX_TEXTS_PER_MATCH = 200;

/** At most so many UTF-16 code units of one written number are sent. */
export const MAX_TEXT_LENGTH = 64;

/** At most so many UTF-16 code units of a language are sent. */
export const MAX_LANG_LENGTH = 35;

/** At most this many numbers of a document are kept in mind, and counted. */
export const MAX_NUMBERS = 50_000;

/** How a known number is marked. */
export type MarkStyle = 'underline' | 'background' | 'none';

/** Content script → worker: which of these written numbers are contacts'? */
export interface MatchRequest {
  type: 'page.match';
  texts: string[];
  /** Whether they are out of view: asked about only as long as there is plenty left to ask. */
  isAhead?: boolean;
  /** The language of what they stand in, as the page says, or `''`: a hint at their country. */
  lang: string;
}

/** Worker → content script. */
export interface MatchAnswer {
  /** For each text whether it is a contact's; `null` where the answer must wait (too many asked). */
  known: (boolean | null)[];
  style: MarkStyle;
}

/** Content script → worker: so many different known numbers are on this page now. */
export interface CountRequest {
  type: 'page.count';
  count: number;
}

/** Content script → worker: the pointer rests on this one; what may the card ask for? */
export interface CardRequest {
  type: 'page.card';
  text: string;
  lang: string;
  /** What {@link LookUpCommand} brought: with it, numbers of nobody get a card too. */
  wish?: string;
}

/** Worker → content script: a card's one-time token, and when the user wants to see cards. */
export interface CardAnswer {
  token: string;
  /** How long the pointer rests before, in milliseconds. */
  restMs: number;
  /** Only while the Alt key is held. */
  onlyWithAlt: boolean;
}

/** Content script → worker: there may be a number here, put Lens beside me. */
export interface LensRequest {
  type: 'page.lens';
}

/** Worker → content script: the site is switched off or access to it was taken away. */
export const STOP_PAGE = 'page.stop';

/** Worker → content script: the contacts have changed, ask about the page's numbers again. */
export const ASK_AGAIN = 'page.ask-again';

/**
 * Worker → content script: open the card of the next known number and go into it. The frame
 * answers whether it had one.
 */
export const NEXT_NUMBER = 'page.next';

export interface NextCommand {
  type: typeof NEXT_NUMBER;
  /** Start with the first number of the frame, wherever it stands. */
  fromStart: boolean;
}

/**
 * Worker → content script: open the card of the number that the user has selected or points at,
 * known or not. The frame answers whether there was one.
 */
export const LOOK_UP = 'page.look-up';

export interface LookUpCommand {
  type: typeof LOOK_UP;
  /** Proves once that the user has asked for it. */
  wish: string;
}

/** Worker → content script: Escape was pressed in another frame; a card that is not pinned goes. */
export const CLOSE_CARD = 'page.close-card';

/** Worker → content script: the card that Escape was listened for is gone. */
export const STOP_HEARING = 'page.stop-hearing';

export interface PageCommand {
  type: typeof STOP_PAGE | typeof ASK_AGAIN | typeof CLOSE_CARD | typeof STOP_HEARING;
}

/**
 * Content script → worker: a card is open here and the keys go to another frame, so have Escape
 * listened for there, or no longer.
 */
export interface HearEscapeRequest {
  type: 'page.hear-escape';
  isOpen: boolean;
}

/** Content script → worker: Escape was pressed, which was listened for. */
export interface EscapeRequest {
  type: 'page.escape';
}

/** Content script → card, over the window, with a port: show what the token stands for. */
export interface ShowCard {
  type: 'card.show';
  token: string;
}

/** Content script → card, over that port: the user has come by key, and is to read from the top. */
export const FOCUS_CARD = 'card.focus';

const CARD_EVENTS = [
  /** There is something to see. */
  'card.ready',
  /** The user has closed it. */
  'card.close',
  /** The focus goes back to the page; a pinned card stays. */
  'card.return',
  'card.pin',
  'card.unpin',
  /** The pointer is over it, or no longer: not every browser tells the page's side. */
  'card.over',
  'card.out',
  /** A pinned card goes one step, or to the next corner of the window. */
  'card.left',
  'card.right',
  'card.up',
  'card.down',
  'card.corner',
] as const;

/** Card → content script, over that port. */
export type CardEvent = (typeof CARD_EVENTS)[number];

export function isCardEvent(value: unknown): value is CardEvent {
  return (CARD_EVENTS as readonly unknown[]).includes(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function isPageCommand(message: unknown, type: PageCommand['type']): boolean {
  return isObject(message) && message['type'] === type;
}

/** @returns `undefined` if the message is none, or another one */
export function parseNextCommand(message: unknown): NextCommand | undefined {
  if (!isObject(message) || message['type'] !== NEXT_NUMBER) return undefined;
  return { type: NEXT_NUMBER, fromStart: message['fromStart'] === true };
}

/** @returns `undefined` if the message is none, or another one */
export function parseLookUpCommand(message: unknown): LookUpCommand | undefined {
  if (!isObject(message) || message['type'] !== LOOK_UP) return undefined;
  const { wish } = message;
  return typeof wish === 'string' ? { type: LOOK_UP, wish } : undefined;
}

/** What a reply says; `undefined` for one that was refused, or is none. */
export function replyValue(reply: unknown): unknown {
  return isObject(reply) && reply['ok'] === true ? reply['value'] : undefined;
}

const MARK_STYLES: readonly unknown[] = ['underline', 'background', 'none'] satisfies MarkStyle[];

function isMarkStyle(value: unknown): value is MarkStyle {
  return MARK_STYLES.includes(value);
}

function isKnownList(value: unknown): value is (boolean | null)[] {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === 'boolean');
}

/** @returns `undefined` if refused */
export function parseMatchReply(reply: unknown): MatchAnswer | undefined {
  const value = replyValue(reply);
  if (!isObject(value)) return undefined;
  const { known, style } = value;
  return isKnownList(known) && isMarkStyle(style) ? { known, style } : undefined;
}

/** @returns `undefined` if there is no card for this number */
export function parseCardReply(reply: unknown): CardAnswer | undefined {
  const value = replyValue(reply);
  if (!isObject(value)) return undefined;
  const { token, restMs, onlyWithAlt } = value;
  if (typeof token !== 'string' || typeof restMs !== 'number') return undefined;
  return { token, restMs, onlyWithAlt: onlyWithAlt === true };
}
