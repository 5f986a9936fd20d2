import { fold, withPlainQuotes } from './fold.ts';

/** A piece of what was typed, between white space that stands in no quotes. */
export interface Token {
  /** Where it begins, its minus included, in UTF-16 code units. */
  start: number;
  /** Behind its last code unit. */
  end: number;
  isNegated: boolean;
  /** Of `key:value`, with its quotes if it has some. */
  key: string | undefined;
  value: string;
  /** Of what is in quotes, without them. */
  phrase: string | undefined;
  /** Of all else, without the minus. */
  word: string;
}

/** `tag:sales`, `-tag:"very important"`, `"Join Date":2024-01..`; `"two words"`; or a word. */
const TOKEN =
  /(?<minus>-|(?!-\S))(?:(?<key>"[^"]+"|[^\s":-][^\s":]*):(?<value>"[^"]*"?|\S*)|"(?<phrase>[^"]*)"?|(?<word>\S+))/gu;

/** Cuts what was typed into tokens; quotes of any kind are quotes. */
export function tokensOf(typed: string): Token[] {
  const matches = withPlainQuotes(typed).matchAll(TOKEN);
  return Array.from(matches, ({ 0: text, index, groups = {} }) => {
    const { minus, key, value = '', phrase, word = '' } = groups;
    const end = index + text.length;
    return { start: index, end, isNegated: minus === '-', key, value, phrase, word };
  });
}

/** The words of a query that together are something that the account knows. */
export interface KnownNames {
  /** Folded names of custom fields. */
  fields: ReadonlySet<string>;
  /** By a key, folded and without quotes: its folded values. */
  valuesOf: (key: string) => ReadonlySet<string>;
}

/** No name of a field and no tag has more words than this, if it is to be typed without quotes. */
const MOST_WORDS = 6;

/**
 * Puts together what people type without quotes: `Renewal date:2026` where there is such a field,
 * `tag:da richiamare` where there is such a tag.
 */
export function joinKnown(tokens: readonly Token[], known: KnownNames): Token[] {
  return withValues(withKeys(tokens, known), known);
}

function withKeys(tokens: readonly Token[], { fields }: KnownNames): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = isOpenKey(token) ? wordsBefore(joined) : [];
    const nameFrom = (first: Token): string => {
      const words = before.slice(before.indexOf(first)).map(({ word }) => word);
      return [...words, token.key].join(' ');
    };
    const first = before.find((one) => fields.has(fold(nameFrom(one))));
    if (first) {
      joined.splice(joined.indexOf(first));
      const { start, isNegated } = first;
      joined.push({ ...token, start, isNegated, key: `"${nameFrom(first)}"` });
    } else {
      joined.push(token);
    }
  }
  return joined;
}

/** Whether a field's name may have begun before this. */
function isOpenKey({ key, isNegated }: Token): boolean {
  return key !== undefined && !key.startsWith('"') && !isNegated;
}

/** The words that stand last; the first of them may have a minus. */
function wordsBefore(tokens: readonly Token[]): Token[] {
  const words: Token[] = [];
  for (const token of tokens.toReversed()) {
    if (words.length === MOST_WORDS - 1 || token.word === '') break;
    words.unshift(token);
    if (token.isNegated) break;
  }
  return words;
}

function withValues(tokens: readonly Token[], { valuesOf }: KnownNames): Token[] {
  const joined: Token[] = [];
  let end = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.start < end) continue;
    const { key, value } = token;
    const isOpen = key !== undefined && value !== '' && !value.startsWith('"');
    const values = isOpen ? valuesOf(fold(key.replaceAll('"', ''))) : undefined;
    const after = values && values.size > 0 ? wordsAfter(tokens, index) : [];
    const valueTo = (last: Token): string => {
      const words = after.slice(0, after.indexOf(last) + 1).map(({ word }) => word);
      return [value, ...words].join(' ');
    };
    const last = after.toReversed().find((one) => values?.has(fold(valueTo(one))));
    const whole = last && `"${valueTo(last).replaceAll('"', '')}"`;
    joined.push(last && whole !== undefined ? { ...token, end: last.end, value: whole } : token);
    end = last?.end ?? token.end;
  }
  return joined;
}

function wordsAfter(tokens: readonly Token[], index: number): Token[] {
  const rest = tokens.slice(index + 1, index + MOST_WORDS);
  const end = rest.findIndex(({ word, isNegated }) => word === '' || isNegated);
  return end === -1 ? rest : rest.slice(0, end);
}
