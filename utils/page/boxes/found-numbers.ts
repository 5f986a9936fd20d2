import { MAX_NUMBERS } from '../../messages/page-protocol.ts';
import { isBefore, treeOf, walkInOrder } from '../document-order.ts';
import type { FoundNumber } from '../find/find-numbers.ts';
import { type Place, startOf } from '../place.ts';
import { langAt, questionOf } from '../question.ts';
import { isInPage } from '../safe-dom.ts';
import { type Anchor, type Mark, newMark } from './mark.ts';

/** Numbers looked at between two pauses. */
const STRIDE = 2_000;

/**
 * All numbers of a document in the order in which they are read, near and far, known and unknown.
 * A reading of a part of the page begins, meets numbers, and settles each element that it has
 * read: what it has not met there goes.
 */
export class FoundNumbers {
  #inOrder: readonly Mark[] = [];
  readonly #byNode = new Map<Node, Mark[]>();
  #reading = 0;
  /** What was met and not before, since an element was settled. */
  #added: Mark[] = [];

  /** In the document's order; another array after each change. */
  get all(): readonly Mark[] {
    return this.#inOrder;
  }

  /** A reading begins: what is no longer in the page goes. */
  *begin(): Generator<void, void, undefined> {
    this.#reading += 1;
    const left: Mark[] = [];
    for (const [index, mark] of this.#inOrder.entries()) {
      if (isInPage(mark.anchor.node)) left.push(mark);
      else this.#drop(mark);
      if (index % STRIDE === STRIDE - 1) yield;
    }
    if (left.length < this.#inOrder.length) this.#inOrder = left;
  }

  meet(found: FoundNumber): void {
    const { node } = startOf(found.place);
    const here = this.#byNode.get(node);
    const same = here?.find(({ text, anchor }) => text === found.text && anchor.isAt(found.place));
    if (same?.anchor.holds() && same.questions[0] === questionOf(found.text, langAt(node))) {
      same.metIn = this.#reading;
      return;
    }
    if (this.#inOrder.length + this.#added.length >= MAX_NUMBERS) return;
    const mark = newMark(found);
    mark.metIn = this.#reading;
    this.#added.push(mark);
    this.#keep(mark);
  }

  /**
   * A number is written somewhere else now. Its turn among the others is found by the next reading.
   *
   * @returns whether it can be: there is no other one, and the same is written
   */
  move(mark: Mark, place: Place): boolean {
    const here = this.#byNode.get(startOf(place).node);
    if (here?.some(({ anchor }) => anchor.isAt(place))) return false;
    this.#drop(mark);
    const hasMoved = mark.anchor.move(place);
    this.#keep(mark);
    return hasMoved;
  }

  /** What was met is all that there is below this element. */
  *settle(root: Element): Generator<void, void, undefined> {
    const added = this.#added;
    this.#added = [];
    if (this.#inOrder.length === 0 && added.every(({ anchor }) => isTextIn(anchor, root))) {
      // Texts alone are found in their order.
      this.#inOrder = added;
      return;
    }
    const here: Mark[] = [];
    const gone: Mark[] = [];
    yield* walkInOrder(root, (node) => {
      const marks = this.#byNode.get(node);
      if (!marks) return;
      const met = marks.filter(({ metIn }) => metIn === this.#reading);
      if (met.length > 1)
        met.sort((a, b) => startOf(a.anchor.place).offset - startOf(b.anchor.place).offset);
      here.push(...met);
      if (met.length < marks.length) gone.push(...marks.filter((mark) => !met.includes(mark)));
    });
    gone.forEach((mark) => this.#drop(mark));
    if (gone.length > 0 || !this.#isInPlace(here)) this.#put(here, gone, root);
  }

  #isInPlace(here: readonly Mark[]): boolean {
    const [first] = here;
    if (!first) return true;
    const start = this.#inOrder.indexOf(first);
    return start >= 0 && here.every((mark, index) => this.#inOrder[start + index] === mark);
  }

  /** Puts the numbers of an element where the element is. */
  #put(here: readonly Mark[], gone: readonly Mark[], root: Element): void {
    const region = new Set([...here, ...gone]);
    const others = this.#inOrder.filter((mark) => !region.has(mark));
    const at = firstAfter(others, root);
    this.#inOrder = [...others.slice(0, at), ...here, ...others.slice(at)];
  }

  #keep(mark: Mark): void {
    const { node } = mark.anchor;
    const here = this.#byNode.get(node);
    if (here) here.push(mark);
    else this.#byNode.set(node, [mark]);
  }

  #drop(mark: Mark): void {
    const { node } = mark.anchor;
    const here = this.#byNode.get(node);
    const left = here?.filter((other) => other !== mark) ?? [];
    if (left.length === 0) this.#byNode.delete(node);
    else this.#byNode.set(node, left);
  }
}

function isTextIn({ place }: Anchor, root: Element): boolean {
  return !(place instanceof Element) && treeOf(place.startContainer) === treeOf(root);
}

/** The index of the first number that comes after a node. */
export function firstAfter(marks: readonly Mark[], node: Node): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const mark = marks[middle];
    if (mark && isBefore(node, mark.anchor.node)) high = middle;
    else low = middle + 1;
  }
  return low;
}
