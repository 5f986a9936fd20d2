import { fold, foldTag } from './fold.ts';

/** What a user asks for. All of it must hold of a contact. */
export interface Query {
  /** Folded words, each found anywhere in a contact; with `digits`, all together as typed. */
  words: string[];
  /** Folded tags that the contact has, each in full. */
  tags: string[];
  /**
   * The digits of what may be a written phone number, found anywhere in a contact's number. It may
   * as well be a room in a name or an order in a note: then it is the words that are found.
   */
  digits: string | null;
}

/** `tag:sales`, `tag:"very important"`, or a word. */
const TERM = /tag:"(?<quoted>[^"]*)"?|tag:(?<plain>\S*)|(?<word>\S+)/giu;

/** Digits and what people write between them, no letters. */
const PHONE_LIKE = /^[+(]{0,2}[\d\s()./\-\u2010-\u2015]*$/u;

/** Fewer digits than this are a house number or a year: a word like any other. */
const FEWEST_PHONE_DIGITS = 3;

/**
 * Reads what was typed. There is no text it cannot read: an unfinished `tag:` asks for nothing.
 */
export function parseQuery(typed: string): Query {
  const query: Query = { words: [], tags: [], digits: null };
  const others: string[] = [];
  for (const { groups } of typed.matchAll(TERM)) {
    const tag = groups?.['quoted'] ?? groups?.['plain'];
    if (tag !== undefined) query.tags.push(foldTag(tag));
    else if (groups?.['word']) others.push(groups['word']);
  }
  query.tags = query.tags.filter((tag) => tag !== '');
  const rest = others.join(' ').normalize('NFKC');
  const digits = PHONE_LIKE.test(rest) ? rest.replace(/\D/gu, '') : '';
  if (digits.length >= FEWEST_PHONE_DIGITS) query.digits = digits;
  query.words = others.flatMap((word) => fold(word).split(' ')).filter((word) => word !== '');
  return query;
}

/** Writes a tag as a term that {@link parseQuery} reads back as that tag. */
export function tagTerm(tag: string): string {
  const clean = tag.replaceAll('"', '');
  return /^\S+$/u.test(clean) ? `tag:${clean}` : `tag:"${clean}"`;
}
