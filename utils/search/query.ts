import {
  type FilterTest,
  NOWHERE,
  type Problem,
  type QueryContext,
  readFilter,
} from './filters.ts';
import { fold, foldTag, withPlainQuotes } from './fold.ts';
import { bareWords, isNumberLabel, textOfLink } from './pasted.ts';
import { type KnownNames, type Token, joinKnown, tokensOf } from './tokens.ts';
import { withoutTrunk } from './trunk.ts';

/** Something that a user types as one word, or as one number. */
export interface Term {
  /** Folded; found anywhere in a contact. With spaces if it was quoted or is a number in groups. */
  text: string;
  /**
   * The digits of what may be a written phone number, found anywhere in a contact's number. It may
   * as well be a room in a name or an order in a note: then it is the text that is found.
   */
  digits: string | null;
  /** Of a number in groups: each by itself, as in an address, if nobody has them as one. */
  groups?: readonly string[];
  /** What else will do in its place. */
  or?: readonly Term[];
  /** Whether it must stand at the beginning of a word. */
  isBeginning?: true;
  /** Whether it may be two words: `deluca` is `de luca` too. */
  mayBeTwo?: true;
}

/** One thing that a filter asks for, or its opposite. */
export interface Alternative {
  isNegated: boolean;
  test: FilterTest | { kind: 'text'; term: Term };
}

/** One filter: `key:value`, with a `-` before it for its opposite; `-word`; or several with `OR`. */
export interface Filter {
  /** As it was typed; what to take out of the query to be without it. */
  typed: string;
  /** Where it was typed, in UTF-16 code units. */
  start: number;
  isNegated: boolean;
  test: Alternative['test'] | { kind: 'any'; of: readonly Alternative[] };
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
 * What of a term is looked for in phone numbers only, where its text is something else. Zeros that
 * stand before two digits are no trunk: nearly everybody has those two.
 */
export function phonePart({ text, digits }: Term): string | undefined {
  if (digits === null) return undefined;
  const rest = withoutTrunk(digits);
  const number = rest.length < FEWEST_PHONE_DIGITS ? digits : rest;
  return number === text ? undefined : number;
}

/** Every word of a query, those too that are only one of several that will do. */
export function wordsOf({ terms }: Query): Term[] {
  return terms.flatMap((term) => [term, ...(term.or ?? [])]);
}

/**
 * Nobody types more than this. A pasted paragraph would cost seconds: each word is looked for in
 * each contact.
 */
const MOST_TOKENS = 20;
const MOST_LETTERS = 500;

/** Digits and what people write between them, no letters. */
const PHONE_LIKE = /^[+(]{0,2}[\d()./\-\u2010-\u2015]*$/u;

/** Fewer digits than this are a house number or a year: a word like any other. */
const FEWEST_PHONE_DIGITS = 3;

/** What stands between two of which either will do. */
const OR = /^(?:OR|\|{1,2})$/u;

/** What a token comes to, and where it was typed. */
interface Piece {
  start: number;
  end: number;
  asked: Alternative | 'or';
}

/**
 * Reads what was typed. There is no text that it cannot read in part: a filter that makes no sense
 * becomes a {@link Problem} and asks for nothing, as does an unfinished one such as `tag:`. What is
 * too long is read as far as {@link MOST_TOKENS} go, and that is a problem as well.
 */
export function parseQuery(typed: string, context: QueryContext = NOWHERE): Query {
  const read = typed.slice(0, MOST_LETTERS);
  const all = tokensOf(read);
  const isCutThrough = all.length > 1 && read !== typed && all.at(-1)?.end === MOST_LETTERS;
  const tokens = all.slice(0, Math.min(MOST_TOKENS, isCutThrough ? all.length - 1 : all.length));
  const reader = new Reader(context);
  for (const token of joinKnown(tokens, knownNames(context))) reader.take(token);
  const query = joinAlternatives(reader.end(), typed);
  const isCut = all.length > tokens.length || typed.slice(read.length).trim() !== '';
  const problems: Problem[] = isCut ? [{ kind: 'too-long', key: '', value: '' }] : [];
  return { ...query, problems: [...reader.problems, ...problems] };
}

function knownNames({ fields, valuesOf }: QueryContext): KnownNames {
  return {
    fields: new Set(fields.map(fold)),
    valuesOf: (key) => new Set(valuesOf?.(key).map(foldTag)),
  };
}

/** Reads token after token; numbers in groups run over several. */
class Reader {
  readonly problems: Problem[] = [];
  private readonly context: QueryContext;
  private readonly pieces: Piece[] = [];
  private number: { groups: string[]; start: number; end: number } | undefined;
  /** A word that may only say that a number follows. */
  private label: Piece | undefined;

  constructor(context: QueryContext) {
    this.context = context;
  }

  take(token: Token): void {
    const { key, word, phrase, isNegated } = token;
    const linked = this.linked(token);
    if (linked !== undefined) this.takeWord(token, linked.replace(/\s+/gu, ''));
    else if (key !== undefined) this.takeKey(token);
    else if (phrase !== undefined) this.takeText(token, phrase, isNegated);
    else if (OR.test(word) && !isNegated) this.put(token, 'or');
    else this.takeWord(token, word);
  }

  /** The number or address of a link, unless it begins like one of the account's fields. */
  private linked({ key, value, word }: Token): string | undefined {
    const text = textOfLink(key === undefined ? word : `${key}:${value}`);
    if (text === undefined || key === undefined) return text;
    const isField = this.context.fields.some((field) => fold(field) === fold(key));
    return isField ? undefined : text;
  }

  end(): Piece[] {
    this.endNumber();
    this.endLabel();
    return this.pieces;
  }

  private takeKey(token: Token): void {
    const { key = '', value, isNegated } = token;
    const filter = readFilter(token, this.context);
    if (filter !== undefined) {
      if ('problem' in filter) this.problems.push({ ...filter.problem, key: `${key}:` });
      else if (filter.test) this.put(token, { isNegated, test: filter.test });
      return;
    }
    // What a pasted text calls the thing that follows.
    if (value === '') return;
    if (/^\p{L}+$/u.test(key)) {
      this.problems.push({ kind: 'unknown-key', key: `${key}:`, value });
    }
    this.takeText(token, `${key}:${value}`, isNegated);
  }

  private takeWord(token: Token, word: string): void {
    const plain = word.normalize('NFKC').replace(/\p{Cf}/gu, '');
    const digits = fold(plain);
    // A number begins.
    if (/^[+(]+$/u.test(plain)) return;
    if (PHONE_LIKE.test(digits) && /\d/u.test(digits)) {
      this.takeGroup(token, digits);
      return;
    }
    const tag = this.tagOf(word);
    if (tag !== undefined) {
      const test = { kind: 'tag', value: tag, match: 'part' } as const;
      this.put(token, { isNegated: token.isNegated, test });
      return;
    }
    for (const bare of bareWords(plain)) this.takeText(token, bare, token.isNegated);
    if (isNumberLabel(plain) && !token.isNegated) this.label = this.pieces.pop();
  }

  /** `#vip`, where there is a tag that begins so. */
  private tagOf(word: string): string | undefined {
    if (!word.startsWith('#') || word.length === 1) return undefined;
    const tag = foldTag(word.slice(1));
    const tags = this.context.valuesOf?.('tag') ?? [];
    return tags.some((one) => foldTag(one).startsWith(tag)) ? tag : undefined;
  }

  private takeGroup({ start, end }: Token, group: string): void {
    this.number ??= { groups: [], start, end };
    this.number.groups.push(group);
    this.number.end = end;
  }

  private takeText(token: Token, text: string, isNegated: boolean): void {
    const term = { text: fold(text), digits: null };
    if (term.text !== '') this.put(token, { isNegated, test: { kind: 'text', term } });
  }

  private put({ start, end }: { start: number; end: number }, asked: Piece['asked']): void {
    this.endNumber();
    this.endLabel();
    this.pieces.push({ start, end, asked });
  }

  private endNumber(): void {
    const { number } = this;
    this.number = undefined;
    if (!number) return;
    const terms = numberTerms(number.groups);
    // What a label stands before is a whole number, or the label is a word.
    if (terms.some(({ digits }) => (digits?.length ?? 0) >= LABELLED)) this.label = undefined;
    this.endLabel();
    for (const term of terms) {
      this.pieces.push({ ...number, asked: { isNegated: false, test: { kind: 'text', term } } });
    }
  }

  private endLabel(): void {
    if (this.label) this.pieces.push(this.label);
    this.label = undefined;
  }
}

/** Fewer digits than this are no number that somebody writes `Tel.` before. */
const LABELLED = 6;

/** Puts together what stands on both sides of an `OR`, and parts words from filters. */
function joinAlternatives(
  pieces: readonly Piece[],
  typed: string,
): Pick<Query, 'terms' | 'filters'> {
  const groups: { start: number; end: number; of: Alternative[] }[] = [];
  let isJoining = false;
  for (const { start, end, asked } of pieces) {
    const last = groups.at(-1);
    if (asked === 'or') {
      isJoining = true;
      continue;
    }
    if (isJoining && last) {
      last.end = end;
      last.of.push(asked);
    } else {
      groups.push({ start, end, of: [asked] });
    }
    isJoining = false;
  }
  const terms: Term[] = [];
  const filters: Filter[] = [];
  for (const { start, end, of } of groups) {
    const [first] = of;
    const words = of.flatMap(({ test, isNegated }) =>
      test.kind === 'text' && !isNegated ? [test.term] : [],
    );
    const [word, ...or] = words;
    if (word && words.length === of.length) {
      terms.push(or.length === 0 ? word : { ...word, or });
    } else if (first) {
      const any = { isNegated: false, test: { kind: 'any' as const, of } };
      filters.push({ start, typed: typed.slice(start, end), ...(of.length === 1 ? first : any) });
    }
  }
  return { terms: eachOnce(terms), filters };
}

function eachOnce(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
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
    return groups
      .map((group) => ({ text: fold(group.replace(/^[+(]+/u, '')), digits: null }))
      .filter(({ text }) => text !== '');
  }
  const whole = { text: fold(groups.join(' ')), digits };
  return [groups.length === 1 ? whole : { ...whole, groups: groups.map(fold) }];
}

function digitsOf(written: string): string | null {
  const digits = written.replace(/\D/gu, '');
  return digits.length >= FEWEST_PHONE_DIGITS ? digits : null;
}

/** Writes a tag as a term that {@link parseQuery} reads back as that tag, and no other. */
export function tagTerm(tag: string): string {
  return `tag:${inQuotes(tag)}`;
}

export function inQuotes(text: string): string {
  return `"${withPlainQuotes(text).replaceAll('"', '')}"`;
}

/** A key or a value as it must be typed: in quotes if it has spaces. */
export function quoted(text: string): string {
  const bare = inQuotes(text);
  const clean = bare.slice(1, -1);
  return /^[^\s:]+$/u.test(clean) ? clean : bare;
}

/** A query without one of its filters, as a user would have typed it. */
export function withoutFilter(typed: string, filter: Filter): string {
  const { start, typed: part } = filter;
  // More may have been typed since it was read.
  const at = typed.startsWith(part, start) ? start : typed.indexOf(part);
  if (at === -1) return typed;
  const rest = `${typed.slice(0, at)} ${typed.slice(at + part.length)}`;
  return rest.replace(/\s+/gu, ' ').trimStart();
}
