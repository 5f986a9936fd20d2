import type { ContactState } from '../contact.ts';
import { type Funnel, funnelLabel } from '../funnel.ts';
import { fold, foldTag } from './fold.ts';
import { type DayRange, type Range, isDayRange, readRange } from './range.ts';

/** Something that a user types as one word, or as one number. */
export interface Term {
  /** Folded; found anywhere in a contact. With spaces if it was quoted or is a number in groups. */
  text: string;
  /**
   * The digits of what may be a written phone number, found anywhere in a contact's number. It may
   * as well be a room in a name or an order in a note: then it is the text that is found.
   */
  digits: string | null;
}

/** How a value is compared: `part` anywhere in it, `whole` as it is. */
type Match = 'part' | 'whole';

/** What a filter asks for; values are folded. */
export type FilterTest =
  | { kind: 'tag'; value: string }
  | { kind: 'source' | 'team' | 'assigned'; value: string; match: Match }
  | { kind: 'unassigned' }
  | { kind: 'state'; value: ContactState }
  /** In one of these, by their ids: a name is looked up when the query is read. */
  | { kind: 'funnel'; ids: string[] }
  | { kind: 'has-funnel' }
  | { kind: 'has'; what: 'phone' | 'note' }
  | { kind: 'has-field'; field: string }
  | { kind: 'field'; field: string; value: string; match: Match }
  | { kind: 'field-range'; field: string; range: Range }
  | { kind: 'created'; range: DayRange };

/** One filter: `key:value`, with a `-` before it for its opposite. */
export interface Filter {
  /** As it was typed; what to take out of the query to be without it. */
  typed: string;
  isNegated: boolean;
  test: FilterTest;
}

/** What could not be read, for a sentence to the user. The rest of the query stands. */
export interface Problem {
  kind: 'state' | 'has' | 'created' | 'range' | 'assigned-me' | 'unknown-key' | 'too-long';
  key: string;
  value: string;
}

/** What a user asks for. All of it must hold of a contact. */
export interface Query {
  terms: Term[];
  filters: Filter[];
  problems: Problem[];
  /** Once it is answered: whether nobody matches as typed, so that words with slips were taken too. */
  isForgiving?: boolean;
}

/**
 * The part of typed digits that is in every writing of the number: without `00` or the trunk `0`
 * before it.
 */
export function withoutTrunk(digits: string): string {
  return digits.replace(/^0+(?=\d)/u, '');
}

/** What the words of a query can refer to. */
export interface QueryContext {
  /** The names of the account's custom fields. */
  fields: readonly string[];
  /** The user's e-mail address at Callbell, for `assigned:me`. */
  me: string | null;
  /** The account's funnels, for `funnel:` by name. */
  funnels: readonly Funnel[];
}

const NOWHERE: QueryContext = { fields: [], me: null, funnels: [] };

/** `tag:sales`, `-tag:"very important"`, `"Join Date":2024-01..`; `"two words"`; or a word. */
export const TOKEN =
  /(?<minus>-?)(?<key>"[^"]+"|[^\s":-][^\s":]*):(?<value>"[^"]*"?|\S*)|"(?<phrase>[^"]*)"?|\S+/gu;

/**
 * Nobody types more than this. A pasted paragraph would cost seconds: each word is looked for in
 * each contact.
 */
export const MOST_WORDS = 20;
const MOST_LETTERS = 500;

/** Digits and what people write between them, no letters. */
const PHONE_LIKE = /^[+(]{0,2}[\d()./\-\u2010-\u2015]*$/u;

/** Fewer digits than this are a house number or a year: a word like any other. */
const FEWEST_PHONE_DIGITS = 3;

/**
 * Reads what was typed. There is no text that it cannot read in part: a filter that makes no sense
 * becomes a {@link Problem} and asks for nothing, as does an unfinished one such as `tag:`. What is
 * too long is read as far as {@link MOST_WORDS} go, and that is a problem as well.
 */
export function parseQuery(typed: string, context: QueryContext = NOWHERE): Query {
  const query: Query = { terms: [], filters: [], problems: [] };
  let number: string[] = [];
  const endNumber = (): void => {
    if (number.length > 0) query.terms.push(...numberTerms(number));
    number = [];
  };
  const read = typed.slice(0, MOST_LETTERS);
  let words = 0;
  for (const match of read.matchAll(TOKEN)) {
    // What is cut through may ask for something else.
    const isCutThrough =
      words > 0 && read !== typed && match.index + match[0].length === MOST_LETTERS;
    if (words === MOST_WORDS || isCutThrough) break;
    words += 1;
    const { key, value = '', phrase, minus } = match.groups ?? {};
    const token = match[0];
    if (key !== undefined) {
      const filter = readFilter(key, value, context);
      if (filter !== undefined) {
        if ('problem' in filter) query.problems.push({ ...filter.problem, key: `${key}:` });
        else if (filter.test)
          query.filters.push({ typed: token, isNegated: minus === '-', test: filter.test });
        continue;
      }
      if (/^\p{L}+$/u.test(key) && value !== '') {
        query.problems.push({ kind: 'unknown-key', key: `${key}:`, value });
      }
    }
    const plain = token.normalize('NFKC');
    // A number begins.
    if (/^[+(]+$/u.test(plain)) continue;
    if (phrase === undefined && PHONE_LIKE.test(plain) && /\d/u.test(plain)) {
      number.push(plain);
    } else {
      endNumber();
      query.terms.push({ text: fold(phrase ?? token), digits: null });
    }
  }
  endNumber();
  if (isCut(typed, read)) query.problems.push({ kind: 'too-long', key: '', value: '' });
  query.terms = eachOnce(query.terms.filter(({ text }) => text !== ''));
  return query;
}

function eachOnce(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [`${term.text} ${term.digits ?? ''}`, term])).values()];
}

function isCut(typed: string, read: string): boolean {
  if (typed.slice(read.length).trim() !== '') return true;
  const words = read.matchAll(TOKEN);
  return [...words].length > MOST_WORDS;
}

/** Neighbours that could be one number are one; too few digits are words, as which `+39` has no `+`. */
function numberTerms(groups: readonly string[]): Term[] {
  const written = groups.join(' ').replaceAll('(0)', '');
  // `+` begins a number, so what is before it is another.
  if (written.slice(1).replace(/^[(+]/u, '').includes('+')) {
    return groups.map((group) => ({ text: fold(group), digits: digitsOf(group) }));
  }
  const digits = digitsOf(written);
  if (digits === null) {
    return groups.map((group) => ({ text: fold(group.replace(/^[+(]+/u, '')), digits: null }));
  }
  return [{ text: fold(groups.join(' ')), digits }];
}

function digitsOf(written: string): string | null {
  const digits = written.replace(/\D/gu, '');
  return digits.length >= FEWEST_PHONE_DIGITS ? digits : null;
}

type Read = { test: FilterTest | undefined } | { problem: Omit<Problem, 'key'> };

/** @returns `undefined` if there is no such key: then it is a word with a colon in it */
function readFilter(quotedKey: string, quoted: string, context: QueryContext): Read | undefined {
  const isQuotedKey = quotedKey.startsWith('"');
  const key = fold(quotedKey.replaceAll('"', ''));
  const match: Match = /^".*"$/u.test(quoted) ? 'whole' : 'part';
  const value = fold(quoted.replaceAll('"', ''));
  const field = context.fields.map(fold).find((name) => name === key);
  const nothing: Read = { test: undefined };
  const unreadable = (kind: Problem['kind']): Read => ({ problem: { kind, value } });
  if (!isQuotedKey) {
    if (value === '' && KEYS.has(key)) return nothing;
    switch (key) {
      case 'tag':
        return { test: { kind: 'tag', value: foldTag(value) } };
      case 'source':
      case 'team':
        return { test: { kind: key, value, match } };
      case 'funnel':
        return { test: { kind: 'funnel', ids: funnelsNamed(value, match, context.funnels) } };
      case 'assigned':
        if (value === 'none') return { test: { kind: 'unassigned' } };
        if (value !== 'me') return { test: { kind: 'assigned', value, match } };
        return context.me === null
          ? unreadable('assigned-me')
          : { test: { kind: 'assigned', value: fold(context.me), match: 'whole' } };
      case 'is':
        return isState(value) ? { test: { kind: 'state', value } } : unreadable('state');
      case 'has': {
        if (value === 'phone' || value === 'note') return { test: { kind: 'has', what: value } };
        if (value === 'funnel') return { test: { kind: 'has-funnel' } };
        const wanted = context.fields.map(fold).find((name) => name === value);
        if (wanted !== undefined) return { test: { kind: 'has-field', field: wanted } };
        return unreadable('has');
      }
      case 'created': {
        const range = readRange(value);
        return range && isDayRange(range)
          ? { test: { kind: 'created', range } }
          : unreadable('created');
      }
    }
  }
  if (field === undefined) return undefined;
  if (value === '') return nothing;
  if (match === 'part' && value.includes('..')) {
    const range = readRange(value);
    return range ? { test: { kind: 'field-range', field, range } } : unreadable('range');
  }
  return { test: { kind: 'field', field, value, match } };
}

/** The folded ids of the funnels that are called so, and what was typed, which may be an id. */
function funnelsNamed(value: string, match: Match, funnels: readonly Funnel[]): string[] {
  const isCalledSo = (funnel: Funnel): boolean => {
    const names = [funnel.name, funnelLabel(funnel)].map(foldTag);
    return names.some((name) => (match === 'whole' ? name === value : name.includes(value)));
  };
  return [value, ...funnels.filter(isCalledSo).map(({ uuid }) => fold(uuid))];
}

/** The keys that every account has. */
export const KEYS: ReadonlySet<string> = new Set([
  'tag',
  'source',
  'team',
  'funnel',
  'assigned',
  'is',
  'has',
  'created',
]);

function isState(value: string): value is ContactState {
  return value === 'open' || value === 'closed' || value === 'blocked';
}

/** Writes a tag as a term that {@link parseQuery} reads back as that tag. */
export function tagTerm(tag: string): string {
  return `tag:${quoted(tag)}`;
}

/** A key or a value as it must be typed: in quotes if it has spaces. */
export function quoted(text: string): string {
  const clean = text.replaceAll('"', '');
  return /^[^\s:]+$/u.test(clean) ? clean : `"${clean}"`;
}

/** A query without one of its filters, as a user would have typed it. */
export function withoutFilter(typed: string, filter: Filter): string {
  // The whole word, not the first place where its letters stand in another one.
  const [match] = [...typed.matchAll(TOKEN)].filter(([token]) => token === filter.typed);
  if (!match) return typed;
  const rest = `${typed.slice(0, match.index)} ${typed.slice(match.index + match[0].length)}`;
  return rest.replace(/\s+/gu, ' ').trimStart();
}
