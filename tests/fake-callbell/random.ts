/** Gives the next number in [0, 1); the same seed gives the same numbers on every machine. */
export type Random = () => number;

export type NonEmpty<T> = readonly [T, ...T[]];

/** The mulberry32 generator: small, quick, and good enough for made-up people. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Scrambles 32 bits so that neighbours look unrelated. No two inputs share an output. */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Undoes {@link mix32}: `unmix32(mix32(x)) === x` for every unsigned 32-bit x. */
export function unmix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x43021123);
  x = Math.imul(x ^ (x >>> 15) ^ (x >>> 30), 0x1d69e2a5);
  return (x ^ (x >>> 16)) >>> 0;
}

export function pick<T>(random: Random, list: NonEmpty<T>): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

/** True in the given share of cases. */
export function chance(random: Random, share: number): boolean {
  return random() < share;
}

/** Up to `most` different members of the list, in the list's order. */
export function some<T>(random: Random, list: NonEmpty<T>, most: number): T[] {
  const share = (random() * most) / list.length;
  return list.filter(() => chance(random, share)).slice(0, most);
}
