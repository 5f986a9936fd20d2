import { findCandidates, numberOfLink } from './candidates.ts';
import { MAX_TEXT_LENGTH } from '../messages/page-protocol.ts';
import { closest, parentOf, queryAll } from './safe-dom.ts';
import { type TextRun, rangeIn, textRuns } from './text-runs.ts';

/** A place of the page that is, or leads to, a phone number. */
export interface FoundNumber {
  /** The number as written there. */
  text: string;
  /** What covers it: a range of text, or a link whose text may be anything. */
  target: Range | Element;
}

/** Finds the numbers below a node: links first, then text that is not inside such a link. */
export function* findNumbers(root: Element): Generator<FoundNumber | undefined, void, undefined> {
  const links = new Set<Element>();
  for (const link of linksIn(root)) {
    const number = numberOfLink(link.href);
    if (number === undefined) continue;
    links.add(link);
    yield { text: number.slice(0, MAX_TEXT_LENGTH), target: link };
  }
  for (const run of textRuns(root)) {
    if (!insideOneOf(links, run)) yield* numbersIn(run);
    // A pause may be made here, also where nothing was found.
    yield undefined;
  }
}

function linksIn(root: Element): HTMLAnchorElement[] {
  return [root, ...queryAll(root, 'a[href]')].filter(
    (element) => element instanceof HTMLAnchorElement,
  );
}

function* numbersIn(run: TextRun): Generator<FoundNumber, void, undefined> {
  for (const { start, end } of findCandidates(run.text)) {
    const target = rangeIn(run, start, end);
    if (target) yield { text: run.text.slice(start, end).slice(0, MAX_TEXT_LENGTH), target };
  }
}

function insideOneOf(links: ReadonlySet<Element>, { nodes: [first] }: TextRun): boolean {
  const parent = first && parentOf(first);
  const link = parent instanceof Element ? closest(parent, 'a[href]') : null;
  return link !== null && links.has(link);
}
