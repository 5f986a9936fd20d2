import { MAX_NUMBERS, MAX_TEXT_LENGTH } from '../messages/page-protocol.ts';
import { Anchor } from './boxes/mark.ts';
import { walkInOrder } from './document-order.ts';
import { type FoundNumber, findNumbers } from './find/find-numbers.ts';
import { type Place, startOf } from './place.ts';
import { type Question, langAt, questionOf } from './question.ts';
import { isHtml, rootElement } from './safe-document.ts';

/** The same number may stand on a page so often before that is enough. */
const MAX_PLACES = 2 * MAX_NUMBERS;
/** So many other writings of one place are handed on. */
const MAX_ALTERNATIVES = 4;

/** Time for one stretch of reading, and for all of them: a popup waits for it. */
const SLICE_MS = 10;
const MOST_MS = 1_500;
/** A document that is still coming in is not waited for any longer. */
const PARSED_MS = 700;

/** A found place, with other writings to ask about where the finder knows some. */
type Found = FoundNumber & { alternatives?: readonly string[] | undefined };

/** A number as one document has it. */
export interface CollectedNumber {
  text: string;
  /** Other writings of the same place: ask about them too. */
  alternatives: string[];
  /** The language of what it stands in, as the page says (BCP 47), or `''`. */
  lang: string;
}

/** What one document says of itself. */
export interface Collected {
  /** In the document's order, each writing in each language once. */
  numbers: CollectedNumber[];
  host: string;
}

/**
 * Reads the numbers of this document once, in short stretches, and changes nothing.
 *
 * @returns `null` for what is no web page: a picture, a PDF, plain data
 */
export async function collectNumbers(): Promise<Collected | null> {
  if (!isHtml()) return null;
  await parsed();
  const slices = new Slices();
  const byNode = new Map<Node, Found[]>();
  const texts = new Set<string>();
  let places = 0;
  await search(slices, (found) => {
    const { node } = startOf(found.place);
    byNode.set(node, [...(byNode.get(node) ?? []), found]);
    texts.add(found.text);
    places += 1;
    return texts.size >= MAX_NUMBERS || places >= MAX_PLACES;
  });
  return {
    numbers: await inOrder(byNode, slices),
    host: location.hostname,
  };
}

/** The finder gives links first; a reader meets them where they stand. */
async function inOrder(
  byNode: ReadonlyMap<Node, Found[]>,
  slices: Slices,
): Promise<CollectedNumber[]> {
  const numbers = new Map<Question, CollectedNumber>();
  const root = rootElement();
  if (!root) return [];
  const walk = walkInOrder(root, (node) => {
    for (const { text, alternatives = [] } of (byNode.get(node) ?? []).sort(byOffset)) {
      const others = alternatives.map((other) => other.slice(0, MAX_TEXT_LENGTH));
      const lang = langAt(node);
      const question = questionOf(text, lang);
      if (numbers.has(question)) continue;
      numbers.set(question, { text, alternatives: others.slice(0, MAX_ALTERNATIVES), lang });
    }
  });
  while (walk.next().done !== true) await slices.pause();
  return [...numbers.values()];
}

function byOffset(a: Found, b: Found): number {
  return startOf(a.place).offset - startOf(b.place).offset;
}

/**
 * Finds a writing on the page again, which may have changed since it was collected.
 *
 * @returns `undefined` if it is no longer there
 */
export async function findAgain(wanted: string): Promise<Anchor | undefined> {
  let place: Place | undefined;
  await search(new Slices(), (found) => {
    if (found.text === wanted) ({ place } = found);
    return place !== undefined;
  });
  return place && new Anchor(place);
}

/** @param take is told of every place, and says whether that was enough */
async function search(slices: Slices, take: (found: Found) => boolean): Promise<void> {
  const root = rootElement();
  if (!root) return;
  for (const found of findNumbers(root)) {
    if (found && take(found)) return;
    await slices.pause();
    if (slices.isOver) return;
  }
}

/** The time that reading takes, in stretches between which the page has its turn. */
class Slices {
  readonly #start = performance.now();
  #sliceEnd = this.#start + SLICE_MS;

  /** Whether all that there is has been taken. */
  get isOver(): boolean {
    return performance.now() - this.#start > MOST_MS;
  }

  /** Waits a moment if this stretch has been long enough. */
  async pause(): Promise<void> {
    if (performance.now() < this.#sliceEnd) return;
    await nextTask();
    this.#sliceEnd = performance.now() + SLICE_MS;
  }
}

/** Not by a timer, which browsers slow down where many follow one another, or behind other tabs. */
function nextTask(): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
}

/** Waits for a document that is still coming in, but not for one that never ends. */
async function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise<void>((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    setTimeout(resolve, PARSED_MS);
  });
}
