import * as z from 'zod/mini';
import { database } from './database.ts';
import { includes, locationOf } from './locator.ts';

/** Counts up when contacts are packed in another way: then their text is made again, part by part. */
export const PACKING = 1;

/** Rows from the first number up to, and without, the second. */
const rowRangeSchema = z.lazy(() =>
  z.tuple([z.int().check(z.nonnegative()), z.int().check(z.nonnegative())]),
);

export type RowRange = z.infer<typeof rowRangeSchema>;

/** Some contacts that were written together, with their packed text. */
const partSchema = z.lazy(() =>
  z.object({
    segment: z.int().check(z.positive()),
    /** Where its contacts lie. No row is part of two. */
    rows: z.array(rowRangeSchema),
    /** How many there are, dead ones included. */
    contacts: z.int().check(z.nonnegative()),
    /** The country that its national numbers were read with. */
    country: z.string(),
    /** Of which {@link PACKING} its text is. */
    packing: z._default(z.int(), 0),
  }),
);

/** A sorted table in pages. */
const tableSchema = z.lazy(() =>
  z.object({
    table: z.int().check(z.positive()),
    /** How many keys it has. */
    keys: z.int().check(z.nonnegative()),
    /** The first key of each page, in order. */
    directory: z.instanceof(Float64Array),
  }),
);

const manifestSchema = z.lazy(() =>
  z.object({
    generation: z.int().check(z.positive()),
    isWhole: z.boolean(),
    contacts: z.int().check(z.nonnegative()),
    parts: z.array(partSchema),
    phones: z.array(tableSchema),
    uuids: z.array(tableSchema),
  }),
);

export type Part = z.infer<typeof partSchema>;
export type TableInfo = z.infer<typeof tableSchema>;

/** A part with its own tables, as it is written: nothing reads it before a manifest names it. */
export const writtenPartSchema = z.object({
  part: partSchema,
  phones: tableSchema,
  uuids: tableSchema,
});

export type WrittenPart = z.infer<typeof writtenPartSchema>;

/**
 * What everything reads: it names the parts that count, and what is named never changes. Whoever
 * has read it sees one generation whole; it is replaced in one transaction.
 */
export type Manifest = z.infer<typeof manifestSchema>;

export function parseManifest(stored: unknown): Manifest | undefined {
  return manifestSchema.safeParse(stored).data;
}

/** @returns `undefined` until there is a first contact, or a first sync has found none */
export async function readManifest(): Promise<Manifest | undefined> {
  const db = await database();
  return parseManifest(await db.get('state', 'manifest'));
}

/** Locators of a generation's dead contacts, in order. */
export const deadSchema = z.instanceof(Uint32Array);

/** Tells of a locator, such as tables may still have, whether its contact is there. */
export class LiveLocators {
  private readonly ranges: RowRange[];
  private readonly dead: Uint32Array;

  /** @param dead sorted */
  constructor(parts: readonly Part[], dead: Uint32Array) {
    this.ranges = parts.flatMap(({ rows }) => rows).toSorted(([a], [b]) => a - b);
    this.dead = dead;
  }

  has(locator: number): boolean {
    return this.isInPart(locationOf(locator).row) && !includes(this.dead, locator);
  }

  private isInPart(row: number): boolean {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ranges[middle]?.[0] ?? Infinity) <= row) low = middle + 1;
      else high = middle;
    }
    return row < (this.ranges[low - 1]?.[1] ?? 0);
  }
}

/** Adds rows behind others; those that follow directly make the last range longer. */
export function withRows(ranges: readonly RowRange[], from: number, count: number): RowRange[] {
  if (count === 0) return [...ranges];
  const last = ranges.at(-1);
  return last?.[1] === from
    ? [...ranges.slice(0, -1), [last[0], from + count]]
    : [...ranges, [from, from + count]];
}
