/** The value below which a share of the others lies; the middle one for 0.5. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * The median of what each run took in relation to the run beside it. A machine that slows down
 * for a second slows both, so this moves far less than the quotient of two medians.
 */
export function pairedRatio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, run) => value / (others[run] ?? NaN)));
}

/** The list begun at another place each turn, so that nobody always runs first. */
export function rotated<T>(items: readonly T[], turn: number): T[] {
  const by = turn % Math.max(1, items.length);
  return [...items.slice(by), ...items.slice(0, by)];
}

/**
 * Measures several things in turns, each once a turn and in another order every time.
 *
 * @returns what each took, in the order of the turns
 */
export async function interleaved<Name extends string>(
  turns: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let turn = 0; turn < turns; turn += 1) {
    // Backwards every second time: who is always measured behind another inherits its disorder.
    const order = rotated(names, turn);
    if (turn % 2 === 1) order.reverse();
    for (const name of order) taken[name].push(await measures[name]());
  }
  return taken;
}
