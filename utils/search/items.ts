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
