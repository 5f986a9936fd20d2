import { MAX_LANG_LENGTH, MAX_TEXT_LENGTH } from '../messages/page-protocol.ts';
import { type FoundNumber, findNumbers } from './find/find-numbers.ts';
import { isHtml, rootElement } from './safe-document.ts';

/** More numbers than this on one page are a list of numbers, and nobody looks through it here. */
const MAX_COLLECTED = 500;
/** The same number may stand on it so often before that is enough, too. */
const MAX_PLACES = 4 * MAX_COLLECTED;
/** So many other writings of one place are handed on. */
const MAX_ALTERNATIVES = 4;

/** Time for one stretch of reading, and for all of them. */
const SLICE_MS = 10;
const MOST_MS = 700;

/** A found place, with other writings to ask about where the finder knows some. */
type Found = FoundNumber & { alternatives?: readonly string[] | undefined };

/** A number as one document has it. */
export interface CollectedNumber {
  text: string;
  /** Other writings of the same place: ask about them too. */
  alternatives: string[];
}

/** What one document says of itself. */
export interface Collected {
  /** In the document's order, each writing once. */
  numbers: CollectedNumber[];
  lang: string;
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
  const places: Found[] = [];
  const texts = new Set<string>();
  await search((found) => {
    places.push(found);
    texts.add(found.text);
    return texts.size >= MAX_COLLECTED || places.length >= MAX_PLACES;
  });
  return {
    numbers: inOrder(places),
    lang: (rootElement()?.getAttribute('lang') ?? '').slice(0, MAX_LANG_LENGTH),
    host: location.hostname,
  };
}

/** The finder gives links first; a reader meets them where they stand. */
function inOrder(places: Found[]): CollectedNumber[] {
  const numbers = new Map<string, CollectedNumber>();
  for (const { text, alternatives = [] } of places.sort(byPlace)) {
    const others = alternatives.map((other) => other.slice(0, MAX_TEXT_LENGTH));
    const number = { text, alternatives: others.slice(0, MAX_ALTERNATIVES) };
    if (!numbers.has(text)) numbers.set(text, number);
  }
  return [...numbers.values()];
}

function byPlace(a: Found, b: Found): number {
  const [first, second] = [startOf(a), startOf(b)];
  if (first.node === second.node) return first.offset - second.offset;
  const order = Node.prototype.compareDocumentPosition.call(first.node, second.node);
  return order & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function startOf({ target }: Found): { node: Node; offset: number } {
  return target instanceof Range
    ? { node: target.startContainer, offset: target.startOffset }
    : { node: target, offset: 0 };
}

/**
 * Finds a writing on the page again, which may have changed since it was collected.
 *
 * @returns `undefined` if it is no longer there
 */
export async function findAgain(wanted: string): Promise<FoundNumber['target'] | undefined> {
  let target: FoundNumber['target'] | undefined;
  await search((found) => {
    if (found.text === wanted) ({ target } = found);
    return target !== undefined;
  });
  return target;
}

/** @param take is told of every place, and says whether that was enough */
async function search(take: (found: Found) => boolean): Promise<void> {
  const root = rootElement();
  if (!root) return;
  const start = performance.now();
  let sliceEnd = start + SLICE_MS;
  for (const found of findNumbers(root)) {
    if (found && take(found)) return;
    const now = performance.now();
    if (now < sliceEnd) continue;
    if (now - start > MOST_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    sliceEnd = performance.now() + SLICE_MS;
  }
}

/** Waits for a document that is still coming in, but not for one that never ends. */
async function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise<void>((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    setTimeout(resolve, MOST_MS);
  });
}
