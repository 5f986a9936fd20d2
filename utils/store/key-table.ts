import * as z from 'zod/mini';

/**
 * A sorted table from numeric keys to places in the store: read as bytes and searched at once,
 * whatever its size. A key may stand there several times.
 */
export const keyTableSchema = z.lazy(() =>
  z.object({
    keys: z.instanceof(Float64Array),
    locators: z.instanceof(Uint32Array),
  }),
);

export type KeyTable = z.infer<typeof keyTableSchema>;

/** @param pairs key and locator; keys are safe integers */
export function buildKeyTable(pairs: [key: number, locator: number][]): KeyTable {
  const sorted = pairs.toSorted(([a], [b]) => a - b);
  return {
    keys: Float64Array.from(sorted, ([key]) => key),
    locators: Uint32Array.from(sorted, ([, locator]) => locator),
  };
}

/** @returns the locators of a key, in the order in which they were given; often none */
export function lookUp({ keys, locators }: KeyTable, key: number): number[] {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? Infinity) < key) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let index = low; keys[index] === key; index += 1) found.push(locators[index] ?? 0);
  return found;
}

/**
 * A key for a uuid: its first 52 bits. Two uuids may share one, so whoever looks one up compares
 * the whole uuid of what was found.
 */
export function uuidKey(uuid: string): number {
  const key = Number.parseInt(uuid.replace(/[^0-9a-f]/giu, '').slice(0, 13), 16);
  return Number.isNaN(key) ? 0 : key;
}
