import { mayHoldNumber } from './digit-stretch.ts';
import { DigitTexts, MAX_AT_ONCE } from './digit-texts.ts';
import { Layout } from './layout.ts';
import { reach } from './line-reach.ts';
import { isSkipped } from './lines.ts';
import type { Stretch } from '../place.ts';
import { type Root, isElement, parentOf, walkerOf } from '../safe-dom.ts';

/**
 * Text that a reader sees as one: text nodes in the same lines, joined over elements that are laid
 * out inline (`<b>+39</b> 347 <span>123</span>4567`), never over blocks, table cells or `<br>`, and
 * without what is not seen between them.
 */
export interface TextRun {
  text: string;
  nodes: Text[];
  /** Where in the text each node but the first starts. */
  cuts: number[];
  /** Whether between its nodes there are others, which are not seen there. */
  hasGaps: boolean;
}

/**
 * Walks the text below a root, run by run; only runs with so many digits near one another that
 * they could be a number. Other text costs a look at it and nothing else. It reads and never
 * writes, and holds nothing between two runs but its place: it can be paused for as long as the
 * page needs.
 *
 * @returns a generator that also yields `undefined` where a pause may be made
 */
export function* textRuns(root: Root): Generator<TextRun | undefined, void, undefined> {
  const texts = new DigitTexts(root);
  const around = walkerOf(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const layout = new Layout();
  /** The last texts of all runs: none is read twice. */
  const ends = new Set<Node>();
  for (let found = texts.next(); found !== 'end'; found = texts.next()) {
    yield undefined;
    if (found === 'pause') continue;
    const parent = parentOf(found);
    if (isElement(parent) && isSkipped(parent)) continue;
    const before = reach(found, false, around, layout, ends);
    const after = reach(found, true, around, layout, ends);
    const isOut = before.isOut || after.isOut;
    const nodes = [...before.texts, found, ...after.texts];
    const last = nodes.at(-1) ?? found;
    ends.add(last);
    texts.skipTo(last, isOut);
    const run = asRun(nodes, before.hasGaps || after.hasGaps);
    // Two dates in two blocks have digits enough together.
    if (run.text.length > MAX_AT_ONCE || mayHoldNumber(run.text)) yield run;
  }
}

function asRun(nodes: Text[], hasGaps: boolean): TextRun {
  let text = '';
  const cuts: number[] = [];
  for (const { data } of nodes) {
    if (text !== '') cuts.push(text.length);
    text += data;
  }
  return { text, nodes, cuts, hasGaps };
}

/**
 * Where a stretch of a run stands.
 *
 * @returns `undefined` if the nodes have changed since the run was read
 */
export function stretchIn(
  { nodes, hasGaps }: TextRun,
  start: number,
  end: number,
): Stretch | undefined {
  let offset = 0;
  let from: Pick<Stretch, 'startContainer' | 'startOffset'> | undefined;
  const seen: Text[] = [];
  for (const node of nodes) {
    const { length } = node.data;
    if (start < offset + length) from ??= { startContainer: node, startOffset: start - offset };
    if (from) seen.push(node);
    if (from && end <= offset + length) {
      const stretch = { ...from, endContainer: node, endOffset: end - offset };
      return hasGaps ? { ...stretch, seen } : stretch;
    }
    offset += length;
  }
  return undefined;
}
