import { CONTACTS_PER_ROW } from './database.ts';

/** Where a contact lies: its row in the store and its place in that row. */
export interface Location {
  row: number;
  index: number;
}

/** A location as one unsigned 32-bit number, so that indexes can be typed arrays. */
export function locatorOf({ row, index }: Location): number {
  return row * CONTACTS_PER_ROW + index;
}

export function locationOf(locator: number): Location {
  return { row: Math.floor(locator / CONTACTS_PER_ROW), index: locator % CONTACTS_PER_ROW };
}

/** These locators in order, each once: what {@link includes} can be asked about. */
export function sortedLocators(locators: Iterable<number>): Uint32Array {
  return Uint32Array.from(new Set(locators)).sort();
}

/** Whether a sorted list has this locator. */
export function includes(sorted: Uint32Array, locator: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < locator) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === locator;
}
