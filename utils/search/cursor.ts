import type { KIND } from './packed-text.ts';

/** Everything below it is a control character: the beginning of an item or the end of an entry. */
const FIRST_PRINTABLE = 0x20;

/** So many code units are looked through as quickly as a part of the text is cut out. */
const FAR = 2_048;

/** One of the texts that a cursor stops at. */
export interface Part {
  needle: string;
  /** Whether to stop here, where the needle is; always, if there is no such function. */
  accept?: (text: string, at: number) => boolean;
}

/**
 * Goes through a text from match to match, never back: over all of a search, each place is looked
 * at once for each needle, by the browser's own `indexOf`.
 */
export class Cursor {
  /** The place of the match; `Infinity` when there is no more. */
  at = -1;
  private text = '';
  private readonly parts: { part: Part; at: number }[];

  /** How rare its matches may be: the length of the shortest needle. */
  readonly rarity: number;

  /** @param parts a match of any is a match */
  constructor(parts: readonly Part[]) {
    this.parts = parts.map((part) => ({ part, at: -1 }));
    this.rarity = Math.min(...parts.map(({ needle }) => needle.length));
  }

  /** Starts anew, before the beginning of a text. */
  open(text: string): void {
    this.text = text;
    this.at = -1;
    for (const place of this.parts) place.at = -1;
  }

  /** Goes to the first match at or behind `from`, wherever it is. */
  seek(from: number): void {
    if (this.at >= from) return;
    this.at = Infinity;
    for (const place of this.parts) {
      if (place.at < from) place.at = this.next(place.part, from);
      if (place.at < this.at) this.at = place.at;
    }
  }

  /**
   * Goes to the first match at or behind `from`, if it is before `end`.
   *
   * Far behind the last place that was looked at, only this part of the text is looked through:
   * what lies between may be most of it.
   *
   * @returns whether there is one
   */
  seekWithin(from: number, end: number): boolean {
    let part: string | undefined;
    this.at = Infinity;
    for (const place of this.parts) {
      if (place.at < from) {
        if (from - place.at < FAR) {
          place.at = this.next(place.part, from);
        } else {
          part ??= this.text.slice(from, end);
          place.at = this.nextIn(part, place.part, from);
        }
      }
      if (place.at >= from && place.at < this.at) this.at = place.at;
    }
    return this.at < end;
  }

  /** @returns a place before `from` if there is none in this part of the text */
  private nextIn(part: string, { needle, accept }: Part, from: number): number {
    let at = part.indexOf(needle);
    while (accept && at !== -1 && !accept(this.text, from + at)) at = part.indexOf(needle, at + 1);
    return at === -1 ? -1 : from + at;
  }

  private next({ needle, accept }: Part, from: number): number {
    const { text } = this;
    let at = text.indexOf(needle, from);
    while (accept && at !== -1 && !accept(text, at)) at = text.indexOf(needle, at + 1);
    return at === -1 ? Infinity : at;
  }
}

/** Whether an item, or the entry, ends at this place. */
export function isItemEnd(text: string, at: number): boolean {
  return text.charCodeAt(at) < FIRST_PRINTABLE;
}

/** Where the item around a place begins, with its kind; -1 for the first entry's name. */
export function itemStart(text: string, at: number): number {
  let start = at;
  while (start >= 0 && !isItemEnd(text, start)) start -= 1;
  return start;
}

export function isOfKind(
  text: string,
  at: number,
  kind: (typeof KIND)[keyof typeof KIND],
): boolean {
  return text[itemStart(text, at)] === kind;
}
