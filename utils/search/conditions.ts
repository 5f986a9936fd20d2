import { type Cursor, PatternCursor, type Part, PartsCursor } from './cursor.ts';
import { STATES, dayOf } from './entry.ts';
import type { FilterTest, Match } from './filters.ts';
import { LONGEST_SHORT } from './fold.ts';
import type { Items } from './item-reader.ts';
import { END, KIND, isItemEnd, itemStart } from './items.ts';
import { type PackedText, funnelAt } from './packed-text.ts';
import { type Alternative, type Query, type Term, phonePart } from './query.ts';
import { inRange } from './range.ts';
import { slipsForgivenIn, startsWord, typoParts } from './typos.ts';
import { readAmount } from './writing.ts';

/** So many letters are looked for more quickly by a pattern than one by one. */
const MANY = 4;

/** Looks at an entry's columns. */
type ColumnTest = (packed: PackedText, entry: number) => boolean;

/** A term, ready to be looked for. */
export interface SoughtTerm {
  text: string;
  /** The other words that will do in its place. */
  or: readonly string[];
  /** Whether it is digits and nothing else. */
  isNumber: boolean;
  /** How many slips are forgiven in it. */
  slips: number;
  /** How many of the terms before it are the same. */
  copies: number;
  cursor: Cursor;
}

/** A query, ready to be looked for in one packed text. */
export interface Conditions {
  /** One for each term, in the query's order: each must be in the entry, and says how well. */
  terms: SoughtTerm[];
  /** Each must be in the entry. */
  required: Cursor[];
  /** None may be in the entry. */
  excluded: Cursor[];
  columns: ColumnTest[];
  /** Of each group, one must hold. */
  anyOf: Choice[][];
  /** Who has not all of these comes last. */
  preferred: Cursor[];
}

/** One of several that will do. */
export type Choice = { column: ColumnTest } | { cursor: Cursor; isExcluded: boolean };

/**
 * @param items reads the packed text
 * @param forgiven the terms that may be there with slips too
 */
export function conditionsOf(
  { terms, filters }: Query,
  items: Items,
  forgiven: readonly Term[] = [],
): Conditions {
  const conditions: Conditions = {
    terms: terms.map((term, index) => ({
      text: term.text,
      or: term.or?.map(({ text }) => text) ?? [],
      isNumber: /^\d{3,}$/u.test(term.text),
      slips: forgiven.includes(term) ? slipsForgivenIn(term.text) : 0,
      copies: terms.slice(0, index).filter(({ text }) => text === term.text).length,
      cursor: termCursor(term, forgiven.includes(term), items),
    })),
    required: [],
    excluded: [],
    columns: [],
    anyOf: [],
    preferred: [],
  };
  for (const { test, isNegated } of filters) {
    if (test.kind === 'any') {
      conditions.anyOf.push(test.of.map((one) => choiceOf(one, items)));
      continue;
    }
    const choice = choiceOf({ test, isNegated }, items);
    if ('column' in choice) conditions.columns.push(choice.column);
    else conditions[choice.isExcluded ? 'excluded' : 'required'].push(choice.cursor);
    if (test.kind === 'tag' && test.match === 'part' && !isNegated) {
      conditions.preferred.push(cursorOf(withLetters([whole(KIND.tag + test.value)], items)));
    }
  }
  return conditions;
}

function choiceOf({ test, isNegated }: Alternative, items: Items): Choice {
  if (test.kind === 'text') {
    return { cursor: termCursor(test.term, false, items), isExcluded: isNegated };
  }
  if (isOfColumn(test)) {
    const column = columnTest(test);
    return { column: (...place) => column(...place) !== isNegated };
  }
  const isExcluded = isNegated !== (test.kind === 'unassigned');
  return { cursor: cursorOf(itemParts(test, items)), isExcluded };
}

function cursorOf(parts: readonly Part[]): Cursor {
  const [first = { needle: '' }, ...others] = parts;
  const isPlain = others.every((part) => part.needle.length === 1 && !part.accept);
  return isPlain && others.length >= MANY
    ? new PatternCursor(
        first,
        others.map((part) => part.needle),
      )
    : new PartsCursor(parts);
}

function termCursor(term: Term, forgiving: boolean, items: Items): Cursor {
  const parts = withLetters(partsOf(term, forgiving, items), items);
  if (items.hasFieldNames || term.isBeginning) return cursorOf(parts);
  // The shared names have been looked at, and there are no others: then any place will do.
  const [{ needle } = { needle: '' }, ...others] = parts;
  return cursorOf([{ needle }, ...others]);
}

function partsOf(term: Term, forgiving: boolean, items: Items): Part[] {
  const { text, digits, isBeginning = false, mayBeTwo = false, or = [] } = term;
  // Everybody has a `Città`: that is no reason to find all of them by `ta`.
  const accept: Part['accept'] = (entry, at) =>
    startsWord(entry, at) || (!isBeginning && !items.isFieldName(entry, at));
  const parts: Part[] = [{ needle: text, accept }];
  const number = phonePart(term);
  if (number !== undefined) parts.push(inItem(KIND.phone, number));
  const others = new Set([...otherWritingsOf(text), ...(mayBeTwo ? inTwo(text) : [])]);
  for (const needle of others) parts.push({ needle, accept: startsWord });
  if (forgiving && digits === null) parts.push(...typoParts(text));
  return [...parts, ...or.flatMap((one) => partsOf(one, forgiving, items))];
}

/** `jean-luc` is `jeanluc` to others, or `jean luc`; `s.p.a` is `spa`. */
function otherWritingsOf(text: string): string[] {
  if (!/\p{L}['.-]\p{L}/u.test(text) || /[@/]/u.test(text)) return [];
  return ['', ' '].map((sign) => text.replace(/['.-]+/gu, sign).trim());
}

/** A word as two. Where the first is a short one, the name is packed as one word too. */
function inTwo(text: string): string[] {
  const word = text.replace(/['.-]/gu, '');
  const places = Array.from({ length: word.length }, (_, index) => index);
  return places
    .slice(LONGEST_SHORT + 1)
    .map((place) => `${word.slice(0, place)} ${word.slice(place)}`);
}

/** The same parts, and a letter for each shared item that has one of them. */
function withLetters(parts: readonly Part[], items: Items): Part[] {
  const letters = new Set(parts.flatMap((part) => items.lettersOf(part)));
  return [...parts, ...[...letters].map((needle) => ({ needle }))];
}

const COLUMN_KINDS = ['state', 'created', 'funnel', 'has-funnel'] as const;

type ColumnFilter = Extract<FilterTest, { kind: (typeof COLUMN_KINDS)[number] }>;

function isOfColumn(test: FilterTest): test is ColumnFilter {
  return COLUMN_KINDS.some((kind) => kind === test.kind);
}

function columnTest(test: ColumnFilter): ColumnTest {
  switch (test.kind) {
    case 'state': {
      const state = STATES.indexOf(test.value);
      return (packed, entry) => packed.states[entry] === state;
    }
    case 'created': {
      const from = dayOf(test.range.from ?? null);
      const to = test.range.to === undefined ? Infinity : lastDay(test.range.to);
      return (packed, entry) => {
        const day = packed.days[entry] ?? 0;
        return day > 0 && day >= from && day <= to;
      };
    }
    case 'funnel': {
      const ids = new Set(test.ids.filter((id) => id !== ''));
      return (packed, entry) => ids.has(funnelAt(packed, entry));
    }
    case 'has-funnel':
      return (packed, entry) => funnelAt(packed, entry) !== '';
  }
}

/** A month has no 31st, perhaps: then its last day is meant. */
function lastDay(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const last = String(Math.min(day, length)).padStart(2, '0');
  return dayOf(`${date.slice(0, 8)}${last}`);
}

/** What to look for in the text of an entry for a filter to hold, or not to. */
function itemParts(test: Exclude<FilterTest, ColumnFilter>, items: Items): Part[] {
  switch (test.kind) {
    case 'tag': {
      const needle = KIND.tag + test.value;
      return withLetters([test.match === 'whole' ? whole(needle) : { needle }], items);
    }
    case 'name':
      return [test.match === 'whole' ? wholeName(test.value) : inName(test.value)];
    case 'phone':
      return withLetters([inItem(KIND.phone, test.digits)], items);
    case 'email':
      return inValues(test.fields, test, items);
    case 'note':
    case 'source':
    case 'team':
    case 'assigned': {
      const kind = KIND[test.kind === 'assigned' ? 'assignee' : test.kind];
      const { value, match } = test;
      return withLetters([match === 'whole' ? whole(kind + value) : inItem(kind, value)], items);
    }
    case 'unassigned':
      return withLetters([{ needle: KIND.assignee }], items);
    case 'has':
      return withLetters([{ needle: KIND[test.what] }], items);
    case 'has-field':
      return withLetters([whole(KIND.field + test.field)], items);
    case 'field':
      return inValues([test.field], test, items);
    case 'field-number': {
      const { field, value, writing } = test;
      const amount = readAmount(value, writing);
      return firstValue(
        field,
        items,
        (stored) => readAmount(stored, writing) === amount || hasNumber(stored, value),
      );
    }
    case 'field-range': {
      const { field, range, writing } = test;
      return firstValue(field, items, (stored) => inRange(stored, range, writing));
    }
  }
}

/** The name stands first in an entry, behind the end of another, and a letter stands for none. */
function inName(name: string): Part {
  return {
    needle: name,
    accept: (text, at) => {
      const before = itemStart(text, at);
      return before < 0 || text[before] === END;
    },
  };
}

function wholeName(name: string): Part {
  return {
    needle: name,
    accept: (text, at) => (at === 0 || text[at - 1] === END) && isItemEnd(text, at + name.length),
  };
}

/** In any value of one of these fields. */
function inValues(
  fields: readonly string[],
  { value, match }: { value: string; match: Match },
  items: Items,
): Part[] {
  const part = match === 'whole' ? whole(KIND.value + value) : { needle: value };
  return accepting(withLetters([part], items), (text, at) =>
    fields.some((field) => items.isValueOf(field, text, at)),
  );
}

/** Where a field is whose first value is accepted. */
function firstValue(field: string, items: Items, isRight: (value: string) => boolean): Part[] {
  return accepting(withLetters([whole(KIND.field + field)], items), (text, at) => {
    const item = items.itemBehind(text, at);
    return item.startsWith(KIND.value) && isRight(item.slice(1));
  });
}

/** From so many digits on, a part of them is as good as all: they are a phone number or an id. */
const LONG_NUMBER = 7;

/** Whether digits stand in a text as a number of their own, or are a part of a long one. */
function hasNumber(text: string, digits: string): boolean {
  const numbers = Array.from(text.matchAll(/\d+(?:[.,]\d+)*/gu), ([number]) => number);
  return numbers.some(
    (number) => number === digits || (number.length >= LONG_NUMBER && number.includes(digits)),
  );
}

/** Anywhere in an item of this kind. */
function inItem(kind: string, needle: string): Part {
  return { needle, accept: (text, at) => text[itemStart(text, at)] === kind };
}

/** An item that is this and nothing more. */
function whole(needle: string): Part {
  return { needle, accept: (text, at) => isItemEnd(text, at + needle.length) };
}

/** The same parts, only where this holds too. */
function accepting(parts: readonly Part[], isToo: NonNullable<Part['accept']>): Part[] {
  return parts.map(({ needle, accept = () => true }) => ({
    needle,
    accept: (text, at) => accept(text, at) && isToo(text, at),
  }));
}
