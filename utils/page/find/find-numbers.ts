import { MAX_TEXT_LENGTH } from '../../messages/page-protocol.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { isField, labelledBelow } from './labelled.ts';
import { numbersOfLabel } from './labels.ts';
import { isSkipped } from './lines.ts';
import { NumberLinks, linksBelow } from './number-links.ts';
import type { Place } from '../place.ts';
import { type Root, isEditable, isElement, isInDesignMode, parentOf } from '../safe-dom.ts';
import { shadowRootsBelow } from './shadow-roots.ts';
import { type TextRun, stretchIn, textRuns } from './text-runs.ts';

/** A place of the page that is, or leads to, a phone number. */
export interface FoundNumber {
  /** The number as written there, in western digits and with single spaces. */
  text: string;
  place: Place;
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
 * Finds the numbers below a root and in the shadow roots below it: links and labels first,
 * then text that is not inside such a link. Nothing in it is altered, and nothing that a user can
 * write in is read. `area` elements are left out.
 *
 * @param onShadowRoot is told of each shadow root before it is read
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* findNumbers(
  root: Root,
  onShadowRoot?: (inner: ShadowRoot) => void,
): Generator<FoundNumber | undefined, void, undefined> {
  if (isInDesignMode()) return;
  yield* numbersBelow(root);
  for (const inner of shadowRootsBelow(root)) {
    if (inner) onShadowRoot?.(inner);
    if (!inner) yield undefined;
    else if (!isSkipped(inner.host) && !isEditable(inner.host)) yield* numbersBelow(inner);
  }
}

function* numbersBelow(root: Root): Generator<FoundNumber | undefined, void, undefined> {
  const links = new NumberLinks();
  for (const [index, link] of linksBelow(root).entries()) {
    const text = links.numberOf(link);
    if (text !== undefined) yield found({ text, alternatives: [] }, link);
    if (index % STRIDE === STRIDE - 1) yield undefined;
  }
  for (const [index, element] of labelledBelow(root).entries()) {
    const [text, ...alternatives] = numbersOfLabel(element);
    const isOurs = text !== undefined && !links.isAround(element) && !isWritable(element);
    if (isOurs) yield found({ text, alternatives }, element);
    if (index % STRIDE === STRIDE - 1) yield undefined;
  }
  for (const run of textRuns(root)) {
    if (run) yield* numbersIn(run, links);
    yield undefined;
  }
}

/** A field that shows its number is no place to write in, but its surroundings may be. */
function isWritable(element: Element): boolean {
  const place = isField(element) ? parentOf(element) : element;
  return isEditable(element) || (isElement(place) && isSkipped(place));
}

/** Styles alone can make text writable, too; what attributes say has been left out before. */
function isReadable(node: Node, links: NumberLinks): boolean {
  const parent = parentOf(node);
  return !isElement(parent) || !(links.isAround(parent) || isEditable(parent));
}

function* numbersIn(
  run: TextRun,
  links: NumberLinks,
): Generator<FoundNumber | undefined, void, undefined> {
  const length = Math.min(run.text.length, MAX_LENGTH);
  let read = 0;
  // The next piece never starts in the middle of a number that has been read.
  for (let piece = 0; piece < length; piece = Math.max(piece + PIECE, read)) {
    if (piece > 0) yield undefined;
    for (const candidate of candidatesFrom(run, piece)) {
      if (candidate.start >= PIECE) break;
      read = piece + candidate.end;
      const stretch = stretchIn(run, piece + candidate.start, read);
      if (stretch && isReadable(stretch.startContainer, links)) yield found(candidate, stretch);
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
  place: Place,
): FoundNumber {
  const number = { text: text.slice(0, MAX_TEXT_LENGTH), place };
  if (alternatives.length === 0) return number;
  return { ...number, alternatives: alternatives.map((other) => other.slice(0, MAX_TEXT_LENGTH)) };
}
