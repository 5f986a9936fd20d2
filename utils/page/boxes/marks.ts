import type { MarkStyle } from '../../messages/page-protocol.ts';
import { moveBox, newBox, paintBox } from './box.ts';
import { Clips } from './clip.ts';
import { Coverage } from './coverage.ts';
import type { FoundNumber } from '../find/find-numbers.ts';
import { elementOf, isAround } from '../flat-tree.ts';
import { type Box, contains, isSameBox, joinLines } from '../geometry.ts';
import type { Layer } from './layer.ts';
import { type Mark, isKnown, newMark } from './mark.ts';
import type { Reason } from './placer.ts';
import { rectsOf } from '../safe-dom.ts';

/**
 * So many numbers of one document get boxes, and so many of the same number. The same caps for
 * known and unknown ones: what is left out must not tell which they are.
 */
const MAX_MARKS = 200;
const MAX_MARKS_PER_TEXT = 20;

/** What a placement has found out. */
export interface Placement {
  /** Something is not where it was. */
  moved: boolean;
  /** There was not enough time to look at everything. */
  unfinished: boolean;
}

/**
 * The boxes over a page's numbers: one identical box for each line of each number, put there
 * before anyone knows whose number it is. Being known changes a box's colour and nothing else,
 * which a page can neither see nor measure (security, section 2).
 */
export class Marks {
  readonly #layer: Layer;
  readonly #clips = new Clips();
  readonly #coverage = new Coverage();
  readonly #marks = new Set<Mark>();
  readonly #byNode = new Map<Node, Mark[]>();
  readonly #countByText = new Map<string, number>();
  /** Those that a reading under way has not met again yet. */
  readonly #unmet = new Set<Mark>();
  #style: MarkStyle = 'underline';
  #leftOut = false;

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  get isEmpty(): boolean {
    return this.#marks.size === 0;
  }

  /** The texts to ask about, each once. */
  texts(): string[] {
    return [...new Set([...this.#marks].flatMap(({ texts }) => texts))];
  }

  /** How many different numbers on the page are known. */
  get knownCount(): number {
    return new Set([...this.#marks].filter(isKnown).map(({ text }) => text)).size;
  }

  /** The places of known numbers. */
  knownMarks(): Mark[] {
    return [...this.#marks].filter(isKnown);
  }

  elements(): Element[] {
    return [...this.#marks].flatMap(({ anchor }) => elementOf(anchor.target) ?? []);
  }

  /** A reading of these elements begins: what it does not meet again goes at its end. */
  beginReading(roots: readonly Element[]): void {
    this.#leftOut = false;
    this.#unmet.clear();
    for (const mark of this.#marks) {
      const { node } = mark.anchor;
      if (!mark.anchor.holds() || roots.some((root) => isAround(root, node))) this.#unmet.add(mark);
    }
  }

  /** @param isTextKnown what has been answered so far */
  meet(found: FoundNumber, isTextKnown: (text: string) => boolean | undefined): void {
    const { text, target } = found;
    const node = target instanceof Range ? target.startContainer : target;
    const here = this.#byNode.get(node) ?? [];
    const same = here.find((mark) => mark.text === text && mark.anchor.isAt(target));
    if (same?.anchor.holds()) {
      this.#unmet.delete(same);
      return;
    }
    const count = this.#countByText.get(text) ?? 0;
    if (this.#marks.size >= MAX_MARKS || count >= MAX_MARKS_PER_TEXT) {
      this.#leftOut = true;
      return;
    }
    const mark = newMark(found);
    mark.known = mark.texts.find(isTextKnown);
    this.#countByText.set(text, count + 1);
    this.#byNode.set(node, [...here, mark]);
    this.#marks.add(mark);
  }

  /** @returns whether there is room now for what found none */
  endReading(): boolean {
    const hasRoom = this.#leftOut && this.#unmet.size > 0;
    this.#unmet.forEach((mark) => this.#remove(mark));
    this.#unmet.clear();
    return hasRoom;
  }

  /** Paints the boxes by what is known of their numbers now. */
  paint(isTextKnown: (text: string) => boolean | undefined, style: MarkStyle): void {
    const isOtherStyle = style !== this.#style;
    this.#style = style;
    for (const mark of this.#marks) {
      // Without an answer, which is on its way again, what was known stays.
      if (mark.texts.every((text) => isTextKnown(text) === undefined) && !isOtherStyle) continue;
      const known = mark.texts.find(isTextKnown);
      if (known === mark.known && !isOtherStyle) continue;
      mark.known = known;
      mark.boxes.forEach((box) => paintBox(box, known !== undefined, style));
    }
  }

  /**
   * Lays every box over its number anew; a number that is not seen has none.
   *
   * @param reason whether only scrolling can have moved them, or styles may be others, or this is
   *   to end what the last placement has left
   */
  place(reason: Reason): Placement {
    this.#coverage.begin(reason);
    if (reason === 'changed') this.#clips.forget();
    this.#clips.begin();
    const frame = this.#layer.frame();
    // All reads come before all writes, or each box would cost a layout.
    const seen = [...this.#marks].map((mark) => ({ mark, lines: this.#linesOf(mark) }));
    const unfinished = this.#coverage.look(seen);
    const placed = seen.map(({ mark, lines }) => ({
      mark,
      places: lines
        .filter((_, index) => mark.covered[index] !== true)
        .map(({ left, top, width, height }) => ({
          left: (left - frame.left) / frame.scaleX,
          top: (top - frame.top) / frame.scaleY,
          width: width / frame.scaleX,
          height: height / frame.scaleY,
        })),
    }));
    let moved = false;
    for (const { mark, places } of placed) moved = this.#lay(mark, places) || moved;
    return { moved, unfinished };
  }

  /** The mark at a point of the viewport, known or not. */
  at(x: number, y: number): Mark | undefined {
    const isHere = this.#isAt(x, y);
    return [...this.#marks].find((mark) => mark.places.some(isHere));
  }

  #isAt(x: number, y: number): (place: Box) => boolean {
    const { left, top, scaleX, scaleY } = this.#layer.frame();
    return (place) => contains(place, (x - left) / scaleX, (y - top) / scaleY);
  }

  /** The lines of a number that no scrolling or clipping ancestor hides. */
  #linesOf({ anchor }: Mark): Box[] {
    const element = anchor.holds() ? elementOf(anchor.target) : undefined;
    if (!element || !isShown(element)) return [];
    return joinLines(rectsOf(anchor.target)).flatMap(
      (line) => this.#clips.visiblePart(line, element) ?? [],
    );
  }

  #lay(mark: Mark, places: Box[]): boolean {
    let moved = mark.places.length !== places.length;
    while (mark.boxes.length > places.length) mark.boxes.pop()?.remove();
    while (mark.boxes.length < places.length) {
      const box = newBox(isKnown(mark), this.#style);
      mark.boxes.push(this.#layer.boxes.appendChild(box));
    }
    places.forEach((place, index) => {
      const box = mark.boxes[index];
      if (!box || isSameBox(place, mark.places[index])) return;
      moveBox(box, place);
      moved = true;
    });
    mark.places = places;
    return moved;
  }

  #remove(mark: Mark): void {
    mark.boxes.forEach((box) => box.remove());
    this.#marks.delete(mark);
    decrement(this.#countByText, mark.text);
    const { node } = mark.anchor;
    const left = (this.#byNode.get(node) ?? []).filter((other) => other !== mark);
    if (left.length === 0) this.#byNode.delete(node);
    else this.#byNode.set(node, left);
  }
}

function decrement(counts: Map<string, number>, key: string): void {
  const count = (counts.get(key) ?? 1) - 1;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function isShown(element: Element): boolean {
  return Element.prototype.checkVisibility.call(element, {
    visibilityProperty: true,
    opacityProperty: true,
    contentVisibilityAuto: true,
  });
}
