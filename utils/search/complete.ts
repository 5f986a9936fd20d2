import { type Funnel, funnelLabel } from '../funnel.ts';
import type { Count, Facets } from './facets.ts';
import { fold, foldTag } from './fold.ts';
import { KEYS } from './filters.ts';
import { inQuotes, quoted, tagTerm } from './query.ts';
import { tokensOf } from './tokens.ts';

/** A way to go on typing. */
export interface Completion {
  kind: 'key' | 'value' | 'tag';
  /** What it says, as its owner writes it. */
  label: string;
  /** How many contacts have it, where that is known. */
  count: number | undefined;
  /** The whole query with it. */
  query: string;
  /** Where the caret then is, in UTF-16 code units. */
  caret: number;
}

/** What of the account is not among the contacts themselves. */
export interface KnownAccount {
  /** The user's e-mail address at Callbell, if that is known. */
  me: string | undefined;
  funnels: readonly Funnel[];
}

const MOST = 8;

/**
 * How the word at the caret could go on: behind a key its values, most used first; within a word
 * the keys, fields and tags that begin like it.
 *
 * @param caret in UTF-16 code units
 */
export function complete(
  typed: string,
  caret: number,
  facets: Facets,
  account: KnownAccount,
): Completion[] {
  const token = tokenAt(typed, caret);
  if (token === undefined) return [];
  const { start, end, minus, key, value } = token;
  const put = (text: string, isDone: boolean): Pick<Completion, 'query' | 'caret'> => {
    const rest = typed.slice(end).trimStart();
    const before = `${typed.slice(0, start)}${minus}${text}${isDone ? ' ' : ''}`;
    return { query: before + rest, caret: before.length };
  };
  const asked = fold(value.replaceAll('"', ''));
  if (key !== undefined) {
    // Done already, or a range, which has no options.
    if (/^".*"$/u.test(value) || value.includes('..')) return [];
    return valuesOf(key, facets, account)
      .filter(({ name }) => begins(fold(name), asked) && fold(name) !== asked)
      .slice(0, MOST)
      .map(({ name, label = name, count }) => ({
        kind: 'value',
        label,
        count,
        ...put(`${key}:${exactly(name, key)}`, true),
      }));
  }
  if (asked.length < 2) return [];
  const keys = [...KEYS].map((name): Count & { typed: string } => ({
    name,
    count: 0,
    typed: name,
  }));
  const fields = facets.fields.map(({ name, count }) => ({ name, count, typed: fieldKey(name) }));
  return [
    ...[...keys, ...fields]
      .filter(({ name }) => fold(name).startsWith(asked))
      .map(({ name, count, typed: text }): Completion => ({
        kind: 'key',
        label: `${name}:`,
        count: count || undefined,
        ...put(`${text}:`, false),
      })),
    ...facets.tags
      .filter(({ name }) => foldTag(name).startsWith(asked))
      .map(({ name, count }): Completion => ({
        kind: 'tag',
        label: name,
        count,
        ...put(tagTerm(name), true),
      })),
  ].slice(0, MOST);
}

/** What stands behind a key: exactly that, where a part of it could be something else. */
function exactly(name: string, key: string): string {
  return KEYS.has(key) && !NAMED.has(key) ? quoted(name) : inQuotes(name);
}

/** Of these a part of the name is the name of another one. */
const NAMED: ReadonlySet<string> = new Set(['tag', 'team', 'funnel']);

/** A field's name before its colon: in quotes where it would else be one of our keys. */
function fieldKey(name: string): string {
  return KEYS.has(fold(name)) ? inQuotes(name) : quoted(name);
}

interface TokenAtCaret {
  start: number;
  end: number;
  minus: string;
  key: string | undefined;
  value: string;
}

function tokenAt(typed: string, caret: number): TokenAtCaret | undefined {
  for (const { start, end, isNegated, key, value, phrase } of tokensOf(typed)) {
    if (caret <= start || caret > end) continue;
    if (phrase !== undefined) return undefined;
    const minus = isNegated ? '-' : '';
    // Only up to the caret: what is behind it may be there by mistake, and goes.
    const upToCaret = typed.slice(start + minus.length, caret);
    if (key === undefined) return { start, end, minus, key, value: upToCaret };
    return upToCaret.length <= key.length ? undefined : { start, end, minus, key, value };
  }
  return undefined;
}

function valuesOf(
  key: string,
  facets: Facets,
  { me, funnels }: KnownAccount,
): { name: string; label?: string; count: number | undefined }[] {
  const counted = (...names: string[]): Count[] =>
    names
      .map((name) => ({ name, count: facets.countOf(`${key}:${name}`) }))
      .filter(({ count }) => count > 0);
  switch (key) {
    case 'tag':
      return facets.tags;
    case 'source':
      return facets.sources;
    case 'team':
      return facets.teams;
    case 'funnel':
      return namedFunnels(funnels, facets.funnels);
    case 'assigned':
      return [
        { name: 'me', count: me === undefined ? undefined : countOf(me, facets.assignees) },
        ...counted('none'),
        ...facets.assignees,
      ];
    case 'is':
      return counted('open', 'closed', 'blocked');
    case 'has':
      return [...counted('phone', 'note', 'funnel'), ...facets.fields];
    case 'created':
      return [];
  }
  return facets.field(key.replaceAll('"', ''))?.options ?? [];
}

/**
 * The funnels that contacts are in, each name once: that is how they are searched. One without a
 * name is found by its id, which nobody would know among others.
 */
function namedFunnels(
  funnels: readonly Funnel[],
  counts: readonly Count[],
): (Count & { label: string })[] {
  const byName = new Map<string, Count & { label: string }>();
  for (const { name: id, count } of counts) {
    const funnel = funnels.find(({ uuid }) => fold(uuid) === fold(id));
    if (!funnel) continue;
    const key = foldTag(funnel.name);
    const known = byName.get(key) ?? { name: funnel.name, label: funnelLabel(funnel), count: 0 };
    byName.set(key, { ...known, count: known.count + count });
  }
  return [...byName.values()].sort((a, b) => b.count - a.count);
}

function countOf(name: string, counts: readonly Count[]): number {
  return counts.find((one) => fold(one.name) === fold(name))?.count ?? 0;
}

/** At the beginning of any of a name's words. */
function begins(name: string, asked: string): boolean {
  return asked === '' || name.startsWith(asked) || name.includes(` ${asked}`);
}
