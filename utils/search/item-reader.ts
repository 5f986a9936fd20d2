import type { Part } from './cursor.ts';
import { END, isItemEnd, itemStart, KIND, SHARED_LETTERS } from './items.ts';
import type { PackedText } from './packed-text.ts';

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

/** Where what stands behind an item begins. */
function behindItem(text: string, start: number): number {
  let end = start + 1;
  while (!isItemEnd(text, end)) end += 1;
  return end;
}
