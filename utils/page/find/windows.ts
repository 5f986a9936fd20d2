import { MIN_DIGITS } from './digits.ts';
import { Gap, type Group } from './groups.ts';

/** Groups `first` to `last` of a chain, taken as one number. */
export interface Window {
  first: number;
  last: number;
}

interface WeighedWindow extends Window {
  cost: number;
}

/** A place that gets a box, and what else the groups around it can be read as. */
export interface Segment extends Window {
  others: Window[];
}
/** E.164's longest number. */
const MAX_DIGITS = 15;
const MAX_GROUPS = 15;
/** Other readings of one place that are asked about. */
const MAX_OTHERS = 4;
/** So many digits are a number beside any other. */
const LONG_ENOUGH = 9;
/** So few before a number may not belong to it. */
const MAX_SHORT = 4;
/** Windows that cost more are no sensible reading. */
const MAX_COST = 8;

/** What a length costs by how rare it is, from 7 to 15 digits. */
const NATIONAL = [5, 3, 0, 0, 0, 2, 6, 14, 14];
const INTERNATIONAL = [12, 6, 2, 0, 0, 0, 0, 3, 5];

/**
 * Cuts a chain of groups into the numbers that a reader would most likely see: the cheapest
 * way, each group at most once. It depends on the text alone, never on whose numbers they are.
 * Every group starts at most {@link MAX_GROUPS} windows, so the time is linear.
 */
export function segmentsOf(chain: readonly Group[]): Segment[] {
  const isTorn = tearsIn(chain);
  const windows = chain.map((_, first) =>
    [...windowsFrom(chain, first)].filter((window) => !isTorn(window)),
  );
  const best = Array<number>(chain.length + 1).fill(0);
  const choice: (WeighedWindow | undefined)[] = [];
  for (let first = chain.length - 1; first >= 0; first -= 1) {
    const { start, end } = groupOf(chain, first);
    best[first] = (best[first + 1] ?? 0) + 4 + 2 * Math.min(end - start, MAX_DIGITS);
    for (const window of windows[first] ?? []) {
      const cost = window.cost + (best[window.last + 1] ?? 0);
      if (cost >= (best[first] ?? 0)) continue;
      best[first] = cost;
      choice[first] = window;
    }
  }
  const segments: Segment[] = [];
  for (let first = 0; first < chain.length; first += 1) {
    const window = choice[first];
    if (!window) continue;
    segments.push({ first, last: window.last, others: [] });
    first = window.last;
  }
  if (isAmbiguous(chain)) addOthers(chain, windows.flat(), segments);
  return segments;
}

/**
 * A longer thing may hold a number, as a card's `347 123 4567 8901 2345` does. What is left on
 * either side of a window, with one space or mark between, must be a number itself: as long as this
 * one, or long enough. Before a number that ends there may be something short, too.
 */
function tearsIn(chain: readonly Group[]): (window: Window) => boolean {
  const read = digitsBefore(chain);
  const runs: { start: number; end: number }[] = [];
  let run = { start: 0, end: 0 };
  for (const [index, { gap, start, end }] of chain.entries()) {
    const before = read[index] ?? 0;
    if (index === 0 || gap !== Gap.Close) run = { start: before, end: before };
    run.end = before + end - start;
    runs.push(run);
  }
  return ({ first, last }) => {
    const from = read[first] ?? 0;
    const { start, end } = groupOf(chain, last);
    const to = (read[last] ?? 0) + end - start;
    const before = from - (runs[first]?.start ?? from);
    const after = (runs[last]?.end ?? to) - to;
    const isNumber = (rest: number): boolean =>
      rest >= LONG_ENOUGH || (rest >= MIN_DIGITS && Math.abs(rest - (to - from)) <= 1);
    if (after > 0) return !isNumber(after) || (before > 0 && !isNumber(before));
    return before > MAX_SHORT && !isNumber(before);
  };
}

function* windowsFrom(chain: readonly Group[], first: number): Generator<WeighedWindow> {
  const { plus, access, gap } = groupOf(chain, first);
  // Where only an element ends and another starts, a number seldom starts.
  let joins = gap === Gap.None ? 4 : 1;
  let digits = 0;
  const end = Math.min(chain.length, first + MAX_GROUPS);
  for (let last = first; last < end; last += 1) {
    const group = groupOf(chain, last);
    if (last > first) joins += joinCost(group, digits);
    digits += group.end - group.start;
    // `011` is also the area code of Turin: only a long number was dialled with it.
    const dialled = access === 3 && digits < 13 ? 0 : access;
    const length = digits - dialled;
    if (length > MAX_DIGITS) return;
    if (length < MIN_DIGITS) continue;
    const costs = plus || dialled > 0 ? INTERNATIONAL : NATIONAL;
    yield { first, last, cost: joins + (costs[length - MIN_DIGITS] ?? 0) };
  }
}

/** What it costs to read on over a gap, by how many digits were read before. */
function joinCost({ gap, start, end }: Group, digits: number): number {
  if (gap <= Gap.Close) return 0;
  const isAreaCode = digits < MIN_DIGITS;
  if (gap === Gap.Wide) return isAreaCode ? 1 : 3;
  if (gap === Gap.Stop) return isAreaCode ? 9 : 12;
  // A direct dial may stand there: `089 123456 - 0`.
  return isAreaCode ? 1 : end - start > 2 ? 12 : 7;
}

/** One clear number has no other readings: a part of it could be somebody else's. */
function isAmbiguous(chain: readonly Group[]): boolean {
  const digits = chain.reduce((sum, { start, end }) => sum + end - start, 0);
  const { plus, access } = groupOf(chain, 0);
  return (
    digits > (plus ? 13 : access > 0 ? MAX_DIGITS : 12) ||
    chain.some(({ gap }, index) => index > 0 && gap > Gap.Close)
  );
}

/** Gives each place the cheapest other windows whose longest group lies in it. */
function addOthers(chain: readonly Group[], windows: WeighedWindow[], segments: Segment[]): void {
  const segmentAt: Segment[] = [];
  for (const segment of segments) {
    for (let index = segment.first; index <= segment.last; index += 1) segmentAt[index] = segment;
  }
  const read = digitsBefore(chain);
  const { plus, access } = groupOf(chain, 0);
  const mayTrim = !plus && access === 0;
  const sensible = windows.filter(
    ({ first, cost }) =>
      cost <= MAX_COST && canStart(read[first] ?? 0, groupOf(chain, first), mayTrim),
  );
  for (const window of sensible.toSorted((a, b) => a.cost - b.cost)) {
    const segment = segmentAt[longest(chain, window)];
    if (!segment || segment.others.length >= MAX_OTHERS) continue;
    if (segment.first === window.first && segment.last === window.last) continue;
    segment.others.push({ first: window.first, last: window.last });
  }
}

/** For each group how many digits lie between it and the chain's start. */
function digitsBefore(chain: readonly Group[]): number[] {
  let digits = 0;
  return chain.map(({ start, end }) => (digits += end - start) - (end - start));
}

/**
 * A number starts behind another one or behind something short, not in the middle of one; and
 * never behind a country code, without which it would be another country's number.
 */
function canStart(digits: number, { gap }: Group, mayTrim: boolean): boolean {
  if (digits === 0 || digits >= MIN_DIGITS) return true;
  return mayTrim && (gap > Gap.Close || digits <= MAX_SHORT);
}

function longest(chain: readonly Group[], { first, last }: Window): number {
  let best = first;
  let most = 0;
  for (let index = first; index <= last; index += 1) {
    const { start, end } = groupOf(chain, index);
    if (end - start <= most) continue;
    most = end - start;
    best = index;
  }
  return best;
}

export function groupOf(chain: readonly Group[], index: number): Group {
  const group = chain[index];
  if (!group) throw new RangeError(`no group ${index}`);
  return group;
}
