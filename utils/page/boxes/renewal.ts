import { walkInOrder } from '../document-order.ts';
import { type Box, intersect } from '../geometry.ts';
import { type Place, boundsOf, twinAt, writingIn } from '../place.ts';
import { isElement, isText, tagOf } from '../safe-dom.ts';
import type { Mark } from './mark.ts';

/** Time for one change of the page; what takes longer is left to the next reading. */
const RENEW_MS = 4;

/** From where to where in its first text a number is written; nothing for a whole element. */
type Cut = readonly [from: number, to?: number] | readonly [];

/** Numbers that were written alike, and the nodes in which the same is written now. */
interface Alike {
  marks: Mark[];
  nodes: Set<Node>;
}

interface Moves {
  /** Where a number's box is, in CSS pixels of the viewport. */
  boxOf: (mark: Mark) => Box | undefined;
  /** @returns whether the number is written there, and belongs there from now on */
  move: (mark: Mark, place: Place) => boolean;
}

/**
 * Finds numbers again that a page has written anew in other nodes, as one does that asks its server
 * again and again: the only one that is written so, or the one at the same place. It is done in the
 * turn of the change, before anybody sees it, and for known and unknown numbers alike.
 *
 * @param lost numbers that are no longer in the page
 * @param added what has come into it
 */
export function renew(
  lost: readonly Mark[],
  added: ReadonlySet<Node>,
  { boxOf, move }: Moves,
): void {
  const end = performance.now() + RENEW_MS;
  const cuts = new Map<string, Cut>();
  const groups = new Map<string | undefined, Alike>();
  for (const mark of lost) {
    const cut = cutOf(mark.anchor.place);
    const key = keyOf(mark.anchor.node, cut);
    cuts.set(String(cut), cut);
    const alike = groups.get(key);
    if (alike) alike.marks.push(mark);
    else groups.set(key, { marks: [mark], nodes: new Set() });
  }
  const visit = (node: Node): void => {
    for (const cut of cuts.values()) groups.get(keyOf(node, cut))?.nodes.add(node);
  };
  for (const root of added) {
    const walk = walkInOrder(root, visit);
    do if (performance.now() > end) return;
    while (walk.next().done !== true);
  }
  for (const { marks, nodes } of groups.values()) {
    const isOnly = marks.length === 1 && nodes.size === 1;
    for (const mark of marks) {
      const box = isOnly ? undefined : boxOf(mark);
      for (const node of nodes) {
        if (performance.now() > end) return;
        const place = twinAt(mark.anchor.place, node);
        const isHere = place && (isOnly || isAt(place, box));
        if (!isHere || !move(mark, place)) continue;
        nodes.delete(node);
        break;
      }
    }
  }
}

function cutOf(place: Place): Cut {
  if (place instanceof Element) return [];
  const { startContainer, startOffset, endContainer, endOffset } = place;
  return startContainer === endContainer ? [startOffset, endOffset] : [startOffset];
}

/** What is written in a node, where a number with this cut would be; none if it cannot be there. */
function keyOf(node: Node, cut: Cut): string | undefined {
  if (cut.length === 0) return isElement(node) ? `${tagOf(node)} ${writingIn(node)}` : undefined;
  return isText(node) ? `${String(cut)} ${node.data.slice(...cut)}` : undefined;
}

function isAt(place: Place, box: Box | undefined): boolean {
  const bounds = boundsOf(place);
  return box !== undefined && bounds !== undefined && intersect(bounds, box) !== undefined;
}
