import { isItemEnd } from './items.ts';

/** So many code units are looked through as quickly as a part of the text is cut out. */
const FAR = 2_048;

/** Goes through a text from match to match, never back. */
export interface Cursor {
  /** The place of the match; `Infinity` if there is none. */
  readonly at: number;
  /** How rare its matches may be: the shorter and the more it looks for, the less. */
  readonly rarity: number;
  /**
   * Starts anew, before the beginning of a text.
   *
   * @param isSparse whether only few, short parts of it will be looked at
   */
  open: (text: string, isSparse: boolean) => void;
  /** Goes to the first match at or behind `from`, wherever it is. */
  seek: (from: number) => void;
  /**
   * Goes to the first match at or behind `from`, if it is before `end`.
   *
   * @returns whether there is one
   */
  seekWithin: (from: number, end: number) => boolean;
}

/** One of the texts that a cursor stops at. */
export interface Part {
  needle: string;
  /** Whether to stop here, where the needle is; always, if there is no such function. */
  accept?: (text: string, at: number) => boolean;
}

/**
 * Stops where any of some parts is. Over all of a search, each place is looked at once for each
 * needle, by the browser's own `indexOf`.
 */
export class PartsCursor implements Cursor {
  at = -1;
  readonly rarity: number;
  private text = '';
  private isSparse = false;
  private readonly parts: { part: Part; at: number }[];

  constructor(parts: readonly Part[]) {
    this.parts = parts.map((part) => ({ part, at: -1 }));
    // Each part more is one more to be looked for everywhere, and one more that may be there.
    this.rarity = Math.min(...parts.map(({ needle }) => needle.length)) / parts.length;
  }

  open(text: string, isSparse: boolean): void {
    this.text = text;
    this.isSparse = isSparse;
    this.at = -1;
    for (const place of this.parts) place.at = -1;
  }

  seek(from: number): void {
    if (this.at >= from && this.at !== Infinity) return;
    this.at = Infinity;
    for (const place of this.parts) {
      if (place.at < from) place.at = this.next(place.part, from);
      if (place.at < this.at) this.at = place.at;
    }
  }

  /**
   * Far behind the last place that was looked at, or if few are, only this part of the text is
   * looked through: what lies between may be most of it.
   */
  seekWithin(from: number, end: number): boolean {
    let part: string | undefined;
    this.at = Infinity;
    for (const place of this.parts) {
      if (place.at < from) {
        if (!this.isSparse && from - place.at < FAR) {
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

/**
 * Stops at a text and at letters, by one pattern: where there are many letters, most entries have
 * one, and to ask for each by itself takes longer.
 */
export class PatternCursor implements Cursor {
  at = -1;
  readonly rarity = 1;
  private text = '';
  private readonly part: Part;
  private readonly pattern: RegExp;

  constructor(part: Part, letters: readonly string[]) {
    this.part = part;
    const escaped = part.needle.replace(/[$()*+.?[\\\]^{|}]/gu, '\\$&');
    // Without the flag `u`: places are code units, here as everywhere.
    this.pattern = new RegExp(`${escaped}|[${letters.join('')}]`, 'g');
  }

  open(text: string): void {
    this.text = text;
    this.at = -1;
  }

  seek(from: number): void {
    if (this.at < from) this.at = this.next(from);
  }

  seekWithin(from: number, end: number): boolean {
    this.seek(from);
    return this.at < end;
  }

  private next(from: number): number {
    const { pattern, text } = this;
    const { needle, accept } = this.part;
    pattern.lastIndex = from;
    // Unlike `exec` it makes no object.
    while (pattern.test(text)) {
      const behind = pattern.lastIndex;
      if (isItemEnd(text, behind - 1)) return behind - 1;
      const at = behind - needle.length;
      if (!accept || accept(text, at)) return at;
      pattern.lastIndex = at + 1;
    }
    return Infinity;
  }
}
