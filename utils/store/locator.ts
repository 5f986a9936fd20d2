import { CONTACTS_PER_ROW } from './database.ts';

/** Where a contact lies: its row in the generation and its place in that row. */
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
