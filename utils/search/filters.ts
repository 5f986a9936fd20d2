import type { ContactState } from '../contact.ts';
import { type Funnel, funnelLabel } from '../funnel.ts';
import { fold, foldTag } from './fold.ts';
import { type DayRange, type Range, isDayRange, readRange } from './range.ts';
import type { Token } from './tokens.ts';
import { withoutTrunk } from './trunk.ts';
import { PLAIN_WRITING, type Writing, readAmount, readDay } from './writing.ts';

/** How a value is compared: `part` anywhere in it, `whole` as it is. */
export type Match = 'part' | 'whole';

/** What a filter asks for; values are folded. */
export type FilterTest =
  /** `part` is a tag that begins so; who has exactly that one comes first. */
  | { kind: 'tag'; value: string; match: Match }
  | { kind: 'name' | 'note' | 'source' | 'team' | 'assigned'; value: string; match: Match }
  /** Digits, without what callers from inside the country dial before them. */
  | { kind: 'phone'; digits: string }
  /** In one of these fields, which hold e-mail addresses. */
  | { kind: 'email'; fields: string[]; value: string; match: Match }
  | { kind: 'unassigned' }
  | { kind: 'state'; value: ContactState }
  /** In one of these, by their ids: a name is looked up when the query is read. */
  | { kind: 'funnel'; ids: string[] }
  | { kind: 'has-funnel' }
  | { kind: 'has'; what: 'phone' | 'note' }
  | { kind: 'has-field'; field: string }
  | { kind: 'field'; field: string; value: string; match: Match }
  /** A number, as it stands among others or as an amount: 500 is not 1500. */
  | { kind: 'field-number'; field: string; value: string; writing: Writing }
  | { kind: 'field-range'; field: string; range: Range; writing: Writing }
  | { kind: 'created'; range: DayRange };

/** What could not be read, for a sentence to the user. The rest of the query stands. */
export interface Problem {
  kind: 'state' | 'has' | 'created' | 'range' | 'assigned-me' | 'unknown-key' | 'too-long';
  key: string;
  value: string;
}

/** What the words of a query can refer to. */
export interface QueryContext {
  /** The names of the account's custom fields. */
  fields: readonly string[];
  /** Those that hold e-mail addresses. */
  emailFields?: readonly string[];
  /** The user's e-mail address at Callbell, for `assigned:me`. */
  me: string | null;
  /** The account's funnels, for `funnel:` by name. */
  funnels: readonly Funnel[];
  /** By folded key, values that may be typed without quotes: of tags, teams, fields with options. */
  valuesOf?: (key: string) => readonly string[];
  writing?: Writing;
}

export const NOWHERE: QueryContext = { fields: [], me: null, funnels: [] };

/** The keys that every account has. */
export const KEYS: ReadonlySet<string> = new Set([
  'tag',
  'name',
  'phone',
  'email',
  'note',
  'source',
  'team',
  'funnel',
  'assigned',
  'is',
  'has',
  'created',
]);

type Read = { test: FilterTest | undefined } | { problem: Omit<Problem, 'key'> };

const NOTHING: Read = { test: undefined };

/**
 * Reads `key:value`.
 *
 * @returns no test for an unfinished one; `undefined` if there is no such key: then it is a word
 *   with a colon in it
 */
export function readFilter({ key: typedKey = '', value }: Token, context: QueryContext) {
  const key = fold(typedKey.replaceAll('"', ''));
  const isQuoted = typedKey.startsWith('"');
  const asked: Asked = {
    match: /^"[^"]*"$/u.test(value) ? 'whole' : 'part',
    value: fold(value.replaceAll('"', '')),
  };
  if (!isQuoted && KEYS.has(key)) {
    return asked.value === '' ? NOTHING : readOwn(key, asked, context);
  }
  const field = fieldCalled(key, isQuoted, context.fields);
  if (field === undefined) return undefined;
  return asked.value === '' ? NOTHING : readField(field, asked, context);
}

interface Asked {
  match: Match;
  value: string;
}

function unreadable(kind: Problem['kind'], { value }: Asked): Read {
  return { problem: { kind, value } };
}

/** A filter with one of our own {@link KEYS}. */
function readOwn(key: string, asked: Asked, context: QueryContext): Read | undefined {
  const { value, match } = asked;
  const { me, funnels, emailFields = [], writing } = context;
  switch (key) {
    case 'tag':
      return { test: { kind: 'tag', value: foldTag(value), match } };
    case 'name':
    case 'note':
    case 'source':
    case 'team':
      return { test: { kind: key, value, match } };
    case 'phone': {
      const digits = withoutTrunk(value.replace(/\D/gu, ''));
      return digits === '' ? NOTHING : { test: { kind: 'phone', digits } };
    }
    case 'email':
      return { test: { kind: 'email', fields: emailFields.map(fold), value, match } };
    case 'funnel':
      return { test: { kind: 'funnel', ids: funnelsNamed(value, match, funnels) } };
    case 'assigned':
      if (value === 'none') return { test: { kind: 'unassigned' } };
      if (value !== 'me') return { test: { kind: 'assigned', value, match } };
      if (me === null) return unreadable('assigned-me', asked);
      return { test: { kind: 'assigned', value: fold(me), match: 'whole' } };
    case 'is':
      return isState(value) ? { test: { kind: 'state', value } } : unreadable('state', asked);
    case 'has': {
      if (value === 'phone' || value === 'note') return { test: { kind: 'has', what: value } };
      if (value === 'funnel') return { test: { kind: 'has-funnel' } };
      const field = fieldCalled(value, match === 'whole', context.fields);
      return field === undefined
        ? unreadable('has', asked)
        : { test: { kind: 'has-field', field } };
    }
    case 'created': {
      const range = readRange(value, writing);
      if (!range || !isDayRange(range)) return unreadable('created', asked);
      return { test: { kind: 'created', range } };
    }
  }
  return undefined;
}

function readField(field: string, asked: Asked, { writing = PLAIN_WRITING }: QueryContext): Read {
  const { value, match } = asked;
  if (match === 'whole') return { test: { kind: 'field', field, value, match } };
  if (/\.\.|^[<>]/u.test(value) || readDay(value, writing) !== undefined) {
    const range = readRange(value, writing);
    if (!range) return unreadable('range', asked);
    return { test: { kind: 'field-range', field, range, writing } };
  }
  if (readAmount(value, writing) !== undefined) {
    return { test: { kind: 'field-number', field, value, writing } };
  }
  return { test: { kind: 'field', field, value, match } };
}

/** The folded name of a field: the one that is called so, or else the only one that begins so. */
function fieldCalled(
  name: string,
  isWhole: boolean,
  fields: readonly string[],
): string | undefined {
  const folded = fields.map(fold);
  if (folded.includes(name)) return name;
  if (isWhole || name.length < 2) return undefined;
  const beginning = new Set(folded.filter((field) => field.startsWith(name)));
  return beginning.size === 1 ? [...beginning][0] : undefined;
}

/** The folded ids of the funnels that are called so, and what was typed, which may be an id. */
function funnelsNamed(value: string, match: Match, funnels: readonly Funnel[]): string[] {
  const isCalledSo = (funnel: Funnel): boolean => {
    const names = [funnel.name, funnelLabel(funnel)].map(foldTag);
    return names.some((name) => (match === 'whole' ? name === value : name.includes(value)));
  };
  return [value, ...funnels.filter(isCalledSo).map(({ uuid }) => fold(uuid))];
}

/** Whether a contact with this tag has what a `tag:` asks for. */
export function isAskedTag(
  { value, match }: { value: string; match: Match },
  tag: string,
): boolean {
  const folded = foldTag(tag);
  return match === 'whole' ? folded === value : folded.startsWith(value);
}

function isState(value: string): value is ContactState {
  return value === 'open' || value === 'closed' || value === 'blocked';
}
