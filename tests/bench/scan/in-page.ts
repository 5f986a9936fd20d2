import type { Approach, Approaches } from './approach.ts';
import { FAMILIES } from './families.ts';

/** What the measuring code shares with the approaches that were put into the page beside it. */
declare global {
  var lensBench: Approaches | undefined;
}

/** A sample is made of so many passes that it takes at least this long. */
const SAMPLE_MS = 3;
const WARM_UP_MS = 25;

/**
 * Takes out what no finder should read, so that all approaches read the same text: the peers
 * have no notion of it.
 *
 * @returns how many UTF-16 code units of text there are
 */
export function prepare(): number {
  // Images and forms with the names of the document's own methods: most peers fail on these.
  const walker = Document.prototype.createTreeWalker.call(
    document,
    document,
    NodeFilter.SHOW_ELEMENT,
  );
  while (walker.nextNode()) Element.prototype.removeAttribute.call(walker.currentNode, 'name');
  const unread = 'script, style, noscript, template, textarea, iframe, svg, math';
  for (const element of document.body.querySelectorAll(unread)) element.remove();
  return document.body.textContent.length;
}

/**
 * Measures every approach on this page, warm, in turns.
 *
 * @returns milliseconds a pass, for each approach in the order of the rounds
 */
export function warm(rounds: number): Record<string, number[]> {
  const names = Object.keys(globalThis.lensBench ?? {});
  const passes = new Map(names.map((name) => [name, warmUp(approach(name))]));
  const taken: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round) % names.length] ?? '';
      taken[name]?.push(timed(approach(name), document.body, passes.get(name) ?? 1));
    }
  }
  return taken;
}

function approach(name: string): Approach {
  const found = globalThis.lensBench?.[name];
  if (!found) throw new Error(`no approach ${name}`);
  return found;
}

/** @returns how many passes make a sample that is long enough for the clock */
function warmUp({ scan }: Approach): number {
  const begin = performance.now();
  let passes = 0;
  let elapsed: number;
  do {
    scan(document.body);
    passes += 1;
    elapsed = performance.now() - begin;
  } while (elapsed < WARM_UP_MS || passes < 3);
  return Math.max(1, Math.ceil((SAMPLE_MS * passes) / elapsed));
}

function timed({ scan }: Approach, root: Element, passes: number): number {
  const begin = performance.now();
  for (let pass = 0; pass < passes; pass += 1) scan(root);
  return (performance.now() - begin) / passes;
}

/** Compiles an approach and runs it once: what a page pays that has just been opened. */
export function cold(code: string): number {
  const begin = performance.now();
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- compiling is what is measured
  const fresh = new Function(`return ${code}`)() as Approach;
  fresh.scan(document.body);
  return performance.now() - begin;
}

/** What an approach finds in each element with a `data-case`. */
export function hitsByCase(name: string): { id: string; text: string }[] {
  return approach(name)
    .scan(document.body)
    .flatMap(({ text, node }) => {
      const element = node instanceof Element ? node : node.parentElement;
      const id = element?.closest('[data-case]')?.getAttribute('data-case');
      return typeof id === 'string' ? [{ id, text }] : [];
    });
}

/**
 * A list that grows while it is scrolled: 100 batches of 100 elements, one number in ten of them.
 * Each approach reads what was added, as from a mutation observer.
 *
 * @returns milliseconds for all batches: appending them, and each approach's reading
 */
export function infiniteScroll(): Record<string, number> {
  const names = Object.keys(globalThis.lensBench ?? {});
  const taken: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  let appending = 0;
  const list = document.createElement('div');
  document.body.append(list);
  for (let batch = 0; batch < 100; batch += 1) {
    const began = performance.now();
    const added = document.createElement('section');
    for (let item = 0; item < 100; item += 1) {
      const paragraph = document.createElement('p');
      const index = batch * 100 + item;
      const number = `+39 347 ${100 + (index % 900)} ${1000 + (index % 9000)}`;
      paragraph.append(index % 10 === 0 ? `Post ${index}: ${number}` : `Post without a number`);
      added.append(paragraph);
    }
    list.append(added);
    appending += performance.now() - began;
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + batch) % names.length] ?? '';
      taken[name] = (taken[name] ?? 0) + timed(approach(name), added, 1);
    }
  }
  list.remove();
  return { appending, ...taken };
}

/** How an approach's time grows in one family. */
export interface Growth {
  name: string;
  unit: string;
  /** The size that was measured last, and how long it took. */
  size: number;
  ms: number;
  /** t(2n)/t(n): the mean of all doublings of sizes that are long enough for the clock, or 0. */
  perDoubling: number;
  /** The worst single doubling, which on a busy machine says little. */
  worst: number;
}

/** Below this, what a clock and a garbage collector do is most of the time. */
const MEASURABLE_MS = 4;
/** A family that takes longer than this is not doubled again. */
const ENOUGH_MS = 2_500;

/** Doubles the size of one family until it is at its largest, or takes too long. */
export function growth(name: string, family: number): Growth {
  const { largest, unit, build, name: familyName } = FAMILIES[family] ?? missing(family);
  let size = largest / 16;
  let before = best(name, build, size);
  const ratios: number[] = [];
  while (size < largest && before < ENOUGH_MS) {
    size *= 2;
    const ms = best(name, build, size);
    if (before >= MEASURABLE_MS) ratios.push(ms / before);
    before = ms;
  }
  const product = ratios.reduce((all, ratio) => all * ratio, 1);
  return {
    name: familyName,
    unit,
    size,
    ms: before,
    perDoubling: ratios.length === 0 ? 0 : product ** (1 / ratios.length),
    worst: Math.max(0, ...ratios),
  };
}

export function familyCount(): number {
  return FAMILIES.length;
}

/** The best of three: growth is about the work, and everything else only ever adds to it. */
function best(name: string, build: (size: number) => Element, size: number): number {
  const root = build(size);
  const taken: number[] = [];
  for (let run = 0; run < 3 && (taken[0] ?? 0) < ENOUGH_MS; run += 1) {
    taken.push(timed(approach(name), root, 1));
  }
  return Math.min(...taken);
}

function missing(family: number): never {
  throw new Error(`no family ${family}`);
}
