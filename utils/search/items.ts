import type { Part } from './cursor.ts';
import type { PackedText } from './packed-text.ts';

/**
 * What begins each item of an entry: a control character, which `fold` leaves in no value. An item
 * ends where the next one, or the entry, does. The name stands first and needs none.
 */
export const KIND = {
  /** The name once more, as others spell it. */
  spelling: '\u0001',
  tag: '\u0002',
  /** Digits only; once for each way to write the number. */
  phone: '\u0003',
  /** A custom field's name; its values follow. */
  field: '\u0004',
  value: '\u0005',
  note: '\u0006',
  assignee: '\u0007',
  team: '\u000E',
  channel: '\u000F',
  source: '\u0010',
  /** Of who has no phone number. */
  bsuid: '\u0011',
  /** Words of a field's values, as others write them; behind the last value. */
  valueSpelling: '\u0012',
} as const;

/** Behind an entry. */
export const END = '\n';

/**
 * Each stands for an item that many entries have: the capitals and the second set of control
 * characters. `fold` leaves none of them in any value, and they take a byte each.
 */
export const SHARED_LETTERS: readonly string[] = [...letters(0x41, 0x5a), ...letters(0x80, 0x9f)];

function letters(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
}

/** Whether an item, or the entry, ends at this place: what stands there is no letter of a value. */
export function isItemEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x5b ? code < 0x20 || code > 0x40 : code >= 0x80 && code < 0xa0;
}

/** Where the item around a place begins; before the entry's first letter for its name. */
export function itemStart(text: string, at: number): number {
  let start = at;
  while (start >= 0 && !isItemEnd(text, start)) start -= 1;
  return start;
}

/** Where what stands behind an item begins. */
function behindItem(text: string, start: number): number {
  let end = start + 1;
  while (!isItemEnd(text, end)) end += 1;
  return end;
}

/** Reads the items of a packed text, those too for which a letter stands. */
export class Items {
  private readonly byLetter: ReadonlyMap<string, string>;
  /** Each item with its letter before it and {@link END} behind. */
  private readonly written: string;

  /** Whether names of fields are written out in the text too, and not only shared. */
  readonly hasFieldNames: boolean;

  constructor({ shared, blocks }: PackedText) {
    this.hasFieldNames = blocks.some(({ text }) => text.includes(KIND.field));
    const lettered = shared.map((item, index) => [SHARED_LETTERS[index] ?? '', item] as const);
    this.byLetter = new Map(lettered);
    this.written = lettered.map(([letter, item]) => letter + item + END).join('');
  }

  /** The letters that stand for items in which a cursor would stop at this part. */
  lettersOf({ needle, accept }: Part): string[] {
    const letters = new Set<string>();
    const text = this.written;
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
      if (accept && !accept(text, at)) continue;
      letters.add(text.charAt(itemStart(text, at) - 1));
      at = text.indexOf(END, at);
    }
    return [...letters];
  }

  /** Whether a place is in the name of a field. */
  isFieldName(text: string, at: number): boolean {
    return this.kindAt(text, itemStart(text, at)) === KIND.field;
  }

  /** The kind of the item that begins here. */
  kindAt(text: string, start: number): string {
    const letter = text.charAt(start);
    return this.byLetter.get(letter)?.charAt(0) ?? letter;
  }

  /** The item that begins here, written out with its kind. */
  itemAt(text: string, start: number): string {
    const shared = this.byLetter.get(text.charAt(start));
    return shared ?? text.slice(start, behindItem(text, start));
  }

  /** The item behind the one that begins here, written out with its kind. */
  itemBehind(text: string, start: number): string {
    return this.itemAt(text, behindItem(text, start));
  }

  /** Whether what is at a place is, or is in, a value of this custom field. */
  isValueOf(field: string, text: string, at: number): boolean {
    let start = itemStart(text, at);
    if (this.kindAt(text, start) !== KIND.value) return false;
    // A checkbox has several values behind its name.
    while (this.kindAt(text, start) === KIND.value) start = itemStart(text, start - 1);
    return this.itemAt(text, start) === KIND.field + field;
  }
}
