import { Cursor, type Part, isItemEnd, isOfKind, itemStart } from './cursor.ts';
import { KIND, type PackedText, STATES, dayOf } from './packed-text.ts';
import type { FilterTest, Query, Term } from './query.ts';
import { type Range, inRange } from './range.ts';
import { typoParts } from './typos.ts';

/** Looks at an entry's columns. */
type ColumnTest = (packed: PackedText, entry: number) => boolean;

/** A query, ready to be looked for. */
export interface Conditions {
  /** One for each term, in the query's order: each must be in the entry, and says how well. */
  terms: Cursor[];
  /** Each must be in the entry. */
  required: Cursor[];
  /** None may be in the entry. */
  excluded: Cursor[];
  columns: ColumnTest[];
}

/** @param forgiven the terms that may be there with slips too */
export function conditionsOf(
  { terms, filters }: Query,
  forgiven: readonly Term[] = [],
): Conditions {
  const conditions: Conditions = {
    terms: terms.map((term) => new Cursor(partsOf(term, forgiven.includes(term)))),
    required: [],
    excluded: [],
    columns: [],
  };
  for (const { test, isNegated } of filters) {
    if (test.kind === 'state' || test.kind === 'created') {
      const column = columnTest(test);
      conditions.columns.push((...place) => column(...place) !== isNegated);
    } else {
      const isExcluded = isNegated !== (test.kind === 'unassigned');
      conditions[isExcluded ? 'excluded' : 'required'].push(new Cursor([itemPart(test)]));
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
    .filter(({ text, digits }) => digits === null && typoParts(text).length > 0)
    .sort((a, b) => b.text.length - a.text.length);
  const alone = terms.length > 1 ? words.map((word) => [word]) : [];
  return words.length === 0 || (words.length === 1 && terms.length > 1) ? alone : [...alone, words];
}

function partsOf({ text, digits }: Term, forgiving: boolean): Part[] {
  const parts: Part[] = [{ needle: text }];
  if (digits !== null) {
    parts.push({
      needle: withoutTrunk(digits),
      accept: (entry, at) => isOfKind(entry, at, KIND.phone),
    });
  } else if (forgiving) {
    parts.push(...typoParts(text));
  }
  return parts;
}

/**
 * The part of typed digits that is in every writing of the number: without `00` or the trunk `0`
 * before it.
 */
function withoutTrunk(digits: string): string {
  return digits.replace(/^0+(?=\d)/u, '');
}

type ColumnFilter = Extract<FilterTest, { kind: 'state' | 'created' }>;

function columnTest(test: ColumnFilter): ColumnTest {
  if (test.kind === 'state') {
    const state = STATES.indexOf(test.value);
    return (packed, entry) => packed.states[entry] === state;
  }
  const from = dayOf(test.range.from ?? null);
  const to = test.range.to === undefined ? Infinity : lastDay(test.range.to);
  return (packed, entry) => {
    const day = packed.days[entry] ?? 0;
    return day > 0 && day >= from && day <= to;
  };
}

/** A month has no 31st, perhaps: then its last day is meant. */
function lastDay(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const last = String(Math.min(day, length)).padStart(2, '0');
  return dayOf(`${date.slice(0, 8)}${last}`);
}

/** What to look for in the text of an entry for a filter to hold, or not to. */
function itemPart(test: Exclude<FilterTest, ColumnFilter>): Part {
  switch (test.kind) {
    case 'tag':
      return whole(KIND.tag + test.value);
    case 'source':
    case 'team':
    case 'assigned': {
      const kind = KIND[test.kind === 'assigned' ? 'assignee' : test.kind];
      if (test.match === 'whole') return whole(kind + test.value);
      return { needle: test.value, accept: (text, at) => isOfKind(text, at, kind) };
    }
    case 'unassigned':
      return { needle: KIND.assignee };
    case 'has':
      return { needle: KIND[test.what] };
    case 'has-field':
      return whole(KIND.field + test.field);
    case 'field':
      return test.match === 'whole'
        ? ofField(whole(KIND.value + test.value), test.field)
        : ofField({ needle: test.value }, test.field);
    case 'field-range':
      return {
        needle: KIND.field + test.field + KIND.value,
        accept: (text, at) => isValueInRange(text, at + test.field.length + 2, test.range),
      };
  }
}

/** An item that is this and nothing more. */
function whole(needle: string): Part {
  return { needle, accept: (text, at) => isItemEnd(text, at + needle.length) };
}

/** The same, but only in values of one custom field. */
function ofField({ needle, accept }: Part, field: string): Part {
  return {
    needle,
    accept: (text, at) => {
      if (accept && !accept(text, at)) return false;
      let start = itemStart(text, at);
      if (text[start] !== KIND.value) return false;
      // A checkbox has several values behind its name.
      while (text[start] === KIND.value) start = itemStart(text, start - 1);
      const name = KIND.field + field;
      return text.startsWith(name, start) && isItemEnd(text, start + name.length);
    },
  };
}

function isValueInRange(text: string, start: number, range: Range): boolean {
  let end = start;
  while (!isItemEnd(text, end)) end += 1;
  return inRange(text.slice(start, end), range);
}
