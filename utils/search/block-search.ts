import type { Choice, Conditions } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import type { FewContacts } from './few-contacts.ts';
import type { Items } from './item-reader.ts';
import type { PackedText } from './packed-text.ts';
import { type Ranking, lastDayBut } from './ranking.ts';
import { worthInOrder, worthOfWorst } from './worth.ts';

/** A packed text and what is looked for in it. */
export interface Sought {
  /** Whether an entry's contact was replaced or removed. */
  isDead: ((locator: number) => boolean) | undefined;
  /** How often contacts are used, from 1 to `MOST_USE_POINTS`. */
  used: FewContacts;
  /** At which place in Callbell's list the most recent conversations stand, from 1. */
  recent: FewContacts;
  packed: PackedText;
  items: Items;
  conditions: Conditions;
}

/** Looks through one block of a packed text. */
export class BlockSearch {
  private readonly sought: Sought;
  private readonly text: string;
  private readonly starts: Uint32Array;
  /** The block's first entry among the packed text's. */
  private readonly first: number;

  constructor(sought: Sought, { text, starts }: PackedText['blocks'][number], first: number) {
    this.sought = sought;
    this.text = text;
    this.starts = starts;
    this.first = first;
  }

  /**
   * Ranks all entries that fit.
   *
   * @param among in order, the places in the block of those that may fit; all may if it is not given
   * @returns the places of those that do
   */
  rank(ranking: Ranking, among: readonly number[] | undefined): number[] {
    const isSparse = among !== undefined;
    this.open(isSparse);
    const places: number[] = [];
    const left: number[] = [];
    const visit = (place: number): void => {
      if (!this.isWanted(place)) return;
      places.push(place);
      const worth = this.worthInOrder(place);
      if (worth !== undefined) this.add(ranking, place, worth);
      else if (ranking.isEnough && this.usePoints(place) === 0) left.push(place);
      else this.add(ranking, place, this.worthOf(place));
    };
    if (among) this.visitAmong(among, visit);
    else this.visitAll(visit);
    ranking.leave(left, (place) => {
      if (place === left[0]) this.open(isSparse);
      this.hasAll(place, this.cursors());
      this.add(ranking, place, this.worthOf(place));
    });
    return places;
  }

  /**
   * Ranks only those of whom one may be the best: whose name begins as was typed, and who was used.
   * It looks at no more than the beginning of each name.
   */
  rankBest(ranking: Ranking): void {
    this.open(false);
    const all = this.cursors();
    const { required } = this.sought.conditions;
    for (let place = 0; place < this.starts.length - 1; place += 1) {
      const worth = this.worthInOrder(place);
      if (worth === undefined && this.usePoints(place) === 0) continue;
      const isFound = this.holds(place, worth === undefined ? all : required);
      if (isFound && this.isWanted(place)) this.add(ranking, place, worth ?? this.worthOf(place));
    }
  }

  private add(ranking: Ranking, at: number, worth: number): void {
    const { packed, conditions, recent } = this.sought;
    const entry = this.first + at;
    const used = this.usePoints(at);
    const points = packed.states[entry] === 0 ? used + 1 : used;
    const place = recent.of(packed.ids[entry] ?? 0);
    // Whose conversation is recent goes before whoever is only new.
    const day = place > 0 ? lastDayBut(place) : (packed.days[entry] ?? 0);
    const isPreferred = this.hasAll(at, conditions.preferred);
    ranking.add(isPreferred ? worth : 0, points, day, packed.locators[entry] ?? 0);
  }

  private usePoints(place: number): number {
    const { packed, used } = this.sought;
    return used.of(packed.ids[this.first + place] ?? 0);
  }

  /** Whether the columns say nothing against an entry. */
  private isWanted(place: number): boolean {
    const { packed, conditions, isDead } = this.sought;
    const entry = this.first + place;
    if (isDead?.(packed.locators[entry] ?? 0)) return false;
    for (const test of conditions.columns) if (!test(packed, entry)) return false;
    return true;
  }

  private worthInOrder(place: number): number | undefined {
    return worthInOrder(this.sought.conditions.terms, this.text, this.starts[place] ?? 0);
  }

  /** The cursors stand at their first matches in the entry. */
  private worthOf(place: number): number {
    const { conditions, items } = this.sought;
    const start = this.starts[place] ?? 0;
    const end = this.starts[place + 1] ?? 0;
    return worthOfWorst(conditions.terms, items, this.text, start, end);
  }

  private open(isSparse: boolean): void {
    const { excluded, preferred, anyOf } = this.sought.conditions;
    const choices = anyOf.flat().flatMap((one) => ('cursor' in one ? [one.cursor] : []));
    for (const cursor of [...this.cursors(), ...excluded, ...preferred, ...choices]) {
      cursor.open(this.text, isSparse);
    }
  }

  /** Of all that must be in an entry. */
  private cursors(): Cursor[] {
    const { required, terms } = this.sought.conditions;
    return [...required, ...terms.map(({ cursor }) => cursor)];
  }

  private visitAmong(among: readonly number[], visit: (place: number) => void): void {
    const cursors = this.cursors();
    for (const place of among) if (this.holds(place, cursors)) visit(place);
  }

  /** The rarest cursor says where to look; each entry is looked at if nothing needs to be there. */
  private visitAll(visit: (place: number) => void): void {
    const { starts } = this;
    const [driver, ...others] = this.cursors().sort((a, b) => b.rarity - a.rarity);
    for (let place = 0; place < starts.length - 1; place += 1) {
      if (driver) {
        driver.seek(starts[place] ?? 0);
        if (driver.at === Infinity) return;
        place = entryAt(starts, driver.at, place);
      }
      if (this.holds(place, others)) visit(place);
    }
  }

  private holds(place: number, cursors: readonly Cursor[]): boolean {
    if (!this.hasAll(place, cursors)) return false;
    const start = this.starts[place] ?? 0;
    const end = this.starts[place + 1] ?? 0;
    const { excluded, anyOf } = this.sought.conditions;
    for (const cursor of excluded) if (cursor.seekWithin(start, end)) return false;
    for (const choices of anyOf) if (!this.hasOneOf(choices, place)) return false;
    return true;
  }

  private hasOneOf(choices: readonly Choice[], place: number): boolean {
    const start = this.starts[place] ?? 0;
    const end = this.starts[place + 1] ?? 0;
    return choices.some((choice) =>
      'column' in choice
        ? choice.column(this.sought.packed, this.first + place)
        : choice.cursor.seekWithin(start, end) !== choice.isExcluded,
    );
  }

  private hasAll(place: number, cursors: readonly Cursor[]): boolean {
    const start = this.starts[place] ?? 0;
    const end = this.starts[place + 1] ?? 0;
    for (const cursor of cursors) if (!cursor.seekWithin(start, end)) return false;
    return true;
  }
}

/** The entry that holds a position, at or behind `hint`. */
function entryAt(starts: Uint32Array, position: number, hint: number): number {
  // Mostly it is one of the next few; otherwise strides double until it is between two.
  let low = hint;
  let stride = 1;
  while ((starts[low + stride] ?? Infinity) <= position) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(low + stride, starts.length - 1);
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= position) low = middle;
    else high = middle;
  }
  return low;
}
