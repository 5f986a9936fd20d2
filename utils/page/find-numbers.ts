import { MAX_TEXT_LENGTH } from '../messages/page-protocol.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { LABELLED, numbersOfLabel } from './labels.ts';
import { NUMBER_LINKS, numberOfLink } from './link-number.ts';
import {
  type Root,
  closest,
  isEditable,
  isElement,
  isInDesignMode,
  parentOf,
  queryAll,
  tagOf,
} from './safe-dom.ts';
import { openRootsBelow } from './shadow-roots.ts';
import { type TextRun, isSkipped, rangeIn, textRuns } from './text-runs.ts';

/** A place of the page that is, or leads to, a phone number. */
export interface FoundNumber {
  /** The number as written there, in western digits and with single spaces. */
  text: string;
  /** What covers it: a range of text, or an element that bears the number and may show anything. */
  target: Range | Element;
  /**
   * Other numbers that can be read at the same place: parts of several numbers in a row, or without
   * something short beside it. Absent where there is only one reading, as nearly everywhere.
   *
   * The place gets the same box whatever they are, and is known if `text` **or any of these** is:
   * ask about all of them, `text` first, and ask for the card with the first one that is known.
   * Whoever ignores them only misses some numbers.
   */
  alternatives?: string[];
}

/** Text is read in pieces of this length, each with so much of the next one. */
const PIECE = 4_000;
const OVERLAP = 200;
/** More than this of one run is not read. */
const MAX_LENGTH = 2_000_000;
/** Elements read between two pauses. */
const STRIDE = 200;

/**
 * Finds the numbers below a root and in the open shadow roots below it: links and labels first,
 * then text that is not inside such a link. Nothing in it is altered, and nothing that a user can
 * write in is read. `area` elements and links of SVG images are left out.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* findNumbers(root: Root): Generator<FoundNumber | undefined, void, undefined> {
  if (isInDesignMode()) return;
  yield* numbersBelow(root);
  for (const inner of openRootsBelow(root)) {
    if (!inner) yield undefined;
    else if (!isSkipped(inner.host) && !isEditable(inner.host)) yield* numbersBelow(inner);
  }
}

function* numbersBelow(root: Root): Generator<FoundNumber | undefined, void, undefined> {
  yield* numbersOfElements(root);
  for (const run of textRuns(root)) {
    if (run) yield* numbersIn(run);
    yield undefined;
  }
}

function* numbersOfElements(root: Root): Generator<FoundNumber | undefined, void, undefined> {
  const elements = queryAll(root, `${NUMBER_LINKS},${LABELLED}`);
  if (isElement(root)) elements.unshift(root);
  for (const [index, element] of elements.entries()) {
    const [text, ...alternatives] = numbersOf(element);
    if (text !== undefined) yield found({ text, alternatives }, element);
    if (index % STRIDE === STRIDE - 1) yield undefined;
  }
}

function numbersOf(element: Element): string[] {
  const link = linkNumber(element);
  if (link !== undefined) return [link];
  const numbers = numbersOfLabel(element);
  const isOurs = numbers.length > 0 && numberLinkOf(element) === undefined;
  return isOurs && !isWritable(element) ? numbers : [];
}

/** An input that shows its number is no place to write in, but its surroundings may be. */
function isWritable(element: Element): boolean {
  const place = tagOf(element) === 'INPUT' ? parentOf(element) : element;
  return isEditable(element) || (isElement(place) && isSkipped(place));
}

function linkNumber(element: Element): string | undefined {
  return element instanceof HTMLAnchorElement ? numberOfLink(element.href) : undefined;
}

/** The number of the link that an element is in. */
function numberLinkOf(element: Element): string | undefined {
  const link = closest(element, NUMBER_LINKS);
  return link ? linkNumber(link) : undefined;
}

function isInNumberLink(node: Node): boolean {
  const parent = parentOf(node);
  return isElement(parent) && numberLinkOf(parent) !== undefined;
}

/** Where styles alone make text writable; what attributes say has been left out before. */
function isWritableText(node: Node): boolean {
  const parent = parentOf(node);
  return isElement(parent) && isEditable(parent);
}

function* numbersIn(run: TextRun): Generator<FoundNumber | undefined, void, undefined> {
  const length = Math.min(run.text.length, MAX_LENGTH);
  let read = 0;
  for (let piece = 0; piece < length; piece += PIECE) {
    if (piece > 0) yield undefined;
    for (const candidate of candidatesFrom(run, piece)) {
      const start = piece + candidate.start;
      const end = piece + candidate.end;
      if (start < read || candidate.start >= PIECE) continue;
      read = end;
      const target = rangeIn(run, start, end);
      if (!target) continue;
      const node = target.startContainer;
      if (!isInNumberLink(node) && !isWritableText(node)) yield found(candidate, target);
    }
  }
}

function candidatesFrom({ text, cuts }: TextRun, piece: number): Iterable<Candidate> {
  if (text.length <= PIECE) return findCandidates(text, cuts);
  const inside = cuts.map((cut) => cut - piece).filter((cut) => cut > 0 && cut < PIECE + OVERLAP);
  return findCandidates(text.slice(piece, piece + PIECE + OVERLAP), inside);
}

function found(
  { text, alternatives }: Pick<Candidate, 'text' | 'alternatives'>,
  target: Range | Element,
): FoundNumber {
  const number = { text: text.slice(0, MAX_TEXT_LENGTH), target };
  if (alternatives.length === 0) return number;
  return { ...number, alternatives: alternatives.map((other) => other.slice(0, MAX_TEXT_LENGTH)) };
}
