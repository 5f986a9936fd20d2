import { type Cursor, PatternCursor, type Part, PartsCursor } from './cursor.ts';
import { STATES, dayOf } from './entry.ts';
import { type Items, KIND, isItemEnd, itemStart } from './items.ts';
import { type PackedText, funnelAt } from './packed-text.ts';
import { type FilterTest, type Query, type Term, withoutTrunk } from './query.ts';
import { type Range, inRange } from './range.ts';
import { slipsForgivenIn, typoParts } from './typos.ts';

/** So many letters are looked for more quickly by a pattern than one by one. */
const MANY = 4;

/** Looks at an entry's columns. */
type ColumnTest = (packed: PackedText, entry: number) => boolean;

/** A term, ready to be looked for. */
export interface SoughtTerm {
  text: string;
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
}

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
      slips: forgiven.includes(term) ? slipsForgivenIn(term.text) : 0,
      copies: terms.slice(0, index).filter(({ text }) => text === term.text).length,
      cursor: cursorOf(withLetters(partsOf(term, forgiven.includes(term)), items)),
    })),
    required: [],
    excluded: [],
    columns: [],
  };
  for (const { test, isNegated } of filters) {
    if (isOfColumn(test)) {
      const column = columnTest(test);
      conditions.columns.push((...place) => column(...place) !== isNegated);
    } else {
      const isExcluded = isNegated !== (test.kind === 'unassigned');
      conditions[isExcluded ? 'excluded' : 'required'].push(cursorOf(itemParts(test, items)));
    }
  }
  return conditions;
}

/**
 * The terms in which to forgive slips, one attempt after the other: in one word, long ones first,
 * since most people make one mistake; then in all of them.
 */
export function forgivable({ terms }: Query): Term[][] {
  const words = terms
    .filter(({ text, digits }) => digits === null && slipsForgivenIn(text) > 0)
    .sort((a, b) => b.text.length - a.text.length);
  const alone = terms.length > 1 ? words.map((word) => [word]) : [];
  return words.length === 0 || (words.length === 1 && terms.length > 1) ? alone : [...alone, words];
}

function cursorOf(parts: readonly Part[]): Cursor {
  const [{ needle, accept } = { needle: '' }, ...others] = parts;
  const isPlain = !accept && others.every((part) => part.needle.length === 1 && !part.accept);
  return isPlain && others.length >= MANY
    ? new PatternCursor(
        needle,
        others.map((part) => part.needle),
      )
    : new PartsCursor(parts);
}

function partsOf({ text, digits }: Term, forgiving: boolean): Part[] {
  const parts: Part[] = [{ needle: text }];
  const number = digits === null ? text : withoutTrunk(digits);
  if (number !== text) {
    parts.push({
      needle: number,
      accept: (entry, at) => entry[itemStart(entry, at)] === KIND.phone,
    });
  } else if (forgiving) {
    parts.push(...typoParts(text));
  }
  return parts;
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
    case 'tag':
      return withLetters([whole(KIND.tag + test.value)], items);
    case 'source':
    case 'team':
    case 'assigned': {
      const kind = KIND[test.kind === 'assigned' ? 'assignee' : test.kind];
      if (test.match === 'whole') return withLetters([whole(kind + test.value)], items);
      const part: Part = {
        needle: test.value,
        accept: (text, at) => text[itemStart(text, at)] === kind,
      };
      return withLetters([part], items);
    }
    case 'unassigned':
      return withLetters([{ needle: KIND.assignee }], items);
    case 'has':
      return withLetters([{ needle: KIND[test.what] }], items);
    case 'has-field':
      return withLetters([whole(KIND.field + test.field)], items);
    case 'field': {
      const { field, value, match } = test;
      const part = match === 'whole' ? whole(KIND.value + value) : { needle: value };
      return accepting(withLetters([part], items), (text, at) => items.isValueOf(field, text, at));
    }
    case 'field-range': {
      const { field, range } = test;
      return accepting(withLetters([whole(KIND.field + field)], items), (text, at) =>
        isValueInRange(items.itemBehind(text, at), range),
      );
    }
  }
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

function isValueInRange(item: string, range: Range): boolean {
  return item.startsWith(KIND.value) && inRange(item.slice(1), range);
}
