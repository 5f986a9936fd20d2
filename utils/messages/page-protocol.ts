/**
 * What crosses between a web page's content script and the service worker, both ways. This file
 * is part of the content script, so it has no schema library and knows no contact; the worker
 * parses what arrives with the schemas of `protocol.ts`.
 */

/** At most so many texts are asked about in one message. */
export const MAX_TEXTS_PER_MATCH = 200;

/** At most so many UTF-16 code units of one written number are sent. */
export const MAX_TEXT_LENGTH = 64;

/** At most so many UTF-16 code units of the page's language are sent. */
export const MAX_LANG_LENGTH = 35;

/** How a known number is marked. */
export type MarkStyle = 'underline' | 'background' | 'none';

/** Content script → worker: which of these written numbers are contacts'? */
export interface MatchRequest {
  type: 'page.match';
  texts: string[];
  /** The page's language as it says itself, or `''`: a hint at its numbers' country. */
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
}

/** Content script → worker: there are numbers here, put the script with boxes and card beside me. */
export interface CardScriptRequest {
  type: 'page.card-script';
}

/** Worker → content script: the site is switched off or access to it was taken away. */
export const STOP_PAGE = 'page.stop';

/** Worker → content script: the contacts have changed, ask about the page's numbers again. */
export const ASK_AGAIN = 'page.ask-again';

export interface PageCommand {
  type: typeof STOP_PAGE | typeof ASK_AGAIN;
}

/** Content script → card, over the window, with a port: show what the token stands for. */
export interface ShowCard {
  type: 'card.show';
  token: string;
}

/** Card → content script, over that port. */
export type CardEvent = 'card.ready' | 'card.close';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function isPageCommand(message: unknown, type: PageCommand['type']): boolean {
  return isObject(message) && message['type'] === type;
}

function replyValue(reply: unknown): unknown {
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

/** @returns the card's one-time token, or `undefined` if the number is not a contact's */
export function parseCardReply(reply: unknown): string | undefined {
  const value = replyValue(reply);
  return typeof value === 'string' ? value : undefined;
}
