import type { FoundNumber } from './find-numbers.ts';
import { type Box, contains, intersect, isSameBox, joinLines } from './geometry.ts';
import { isInPage, parentOf, rectsOf } from './safe-dom.ts';
import { setStyle } from './style.ts';

/**
 * So many numbers of one document get boxes, and so many of the same number. The same caps for
 * known and unknown ones: what is left out must not tell which they are.
 */
const MAX_MARKS = 200;
const MAX_MARKS_PER_TEXT = 20;

/** The colour of a known number's line: seen on white, black and most colours between. */
const KNOWN_COLOUR = '#e8590c';

/** A number on the page with the boxes that lie over it. */
export interface Mark {
  readonly text: string;
  readonly target: FoundNumber['target'];
  known: boolean;
  /** One for each line that the number runs over. */
  boxes: HTMLElement[];
  /** Where the boxes lie, relative to the layer's origin. */
  places: Box[];
}

/**
 * The boxes over a page's numbers: one identical box for each line of each number, put there
 * before anyone knows whose number it is. Being known changes a box's colour and nothing else,
 * which a page can neither see nor measure (security, section 2).
 */
export class Marks {
  private readonly layer: HTMLElement;
  private readonly marks = new Set<Mark>();
  private readonly countByText = new Map<string, number>();

  /** @param layer an element in the closed root, at the origin of the document's coordinates */
  constructor(layer: HTMLElement) {
    this.layer = layer;
  }

  /** @returns the mark, or `undefined` where there are enough */
  add({ text, target }: FoundNumber): Mark | undefined {
    const count = this.countByText.get(text) ?? 0;
    if (this.marks.size >= MAX_MARKS || count >= MAX_MARKS_PER_TEXT) return undefined;
    const mark: Mark = { text, target, known: false, boxes: [], places: [] };
    this.countByText.set(text, count + 1);
    this.marks.add(mark);
    return mark;
  }

  /** Colours the boxes of a number. */
  setKnown(text: string, known: boolean): void {
    for (const mark of this.marks) {
      if (mark.text !== text) continue;
      mark.known = known;
      mark.boxes.forEach((box) => paint(box, known));
    }
  }

  /** The texts that are marked, each once. */
  texts(): string[] {
    return [...this.countByText.keys()];
  }

  get isEmpty(): boolean {
    return this.marks.size === 0;
  }

  /** Lays every box over its number anew; a number that is not seen has none. */
  place(): void {
    const origin = this.layer.getBoundingClientRect();
    // All reads come before all writes, or each box would cost a layout.
    const placed = [...this.marks].map((mark) => ({
      mark,
      places: visibleRects(mark.target).map(({ left, top, width, height }) => ({
        left: left - origin.left,
        top: top - origin.top,
        width,
        height,
      })),
    }));
    for (const { mark, places } of placed) {
      while (mark.boxes.length > places.length) mark.boxes.pop()?.remove();
      while (mark.boxes.length < places.length) {
        mark.boxes.push(this.layer.appendChild(newBox(mark.known)));
      }
      places.forEach((place, index) => {
        const box = mark.boxes[index];
        if (box && !isSameBox(place, mark.places[index])) move(box, place);
      });
      mark.places = places;
    }
  }

  /** Takes away the marks that lie in one of these nodes or have left the page. */
  removeIn(roots: readonly Node[]): void {
    for (const mark of this.marks) {
      const node = mark.target instanceof Range ? mark.target.startContainer : mark.target;
      if (!isInPage(node) || roots.some((root) => root.contains(node))) this.remove(mark);
    }
  }

  /** The known mark at a point of the viewport. */
  knownAt(x: number, y: number): Mark | undefined {
    const origin = this.layer.getBoundingClientRect();
    const isHere = ({ left, top, width, height }: Box): boolean =>
      contains({ left: origin.left + left, top: origin.top + top, width, height }, x, y);
    return [...this.marks].find((mark) => mark.known && mark.places.some(isHere));
  }

  private remove(mark: Mark): void {
    mark.boxes.forEach((box) => box.remove());
    this.marks.delete(mark);
    const count = (this.countByText.get(mark.text) ?? 1) - 1;
    if (count === 0) this.countByText.delete(mark.text);
    else this.countByText.set(mark.text, count);
  }
}

/** The parts of a number that no scrolling or clipping ancestor hides. */
function visibleRects(target: Range | Element): Box[] {
  const rects = joinLines(rectsOf(target));
  if (rects.length === 0) return [];
  const clip = clipOf(target);
  return rects.map((rect) => intersect(rect, clip)).filter((rect) => rect !== undefined);
}

const NO_CLIP: Box = { left: -1e7, top: -1e7, width: 2e7, height: 2e7 };

function clipOf(target: Range | Element): Box {
  let clip = NO_CLIP;
  let node = parentOf(target instanceof Range ? target.startContainer : target);
  for (; node instanceof Element && node !== document.body; node = parentOf(node)) {
    const { overflowX, overflowY } = getComputedStyle(node);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    clip = intersect(Element.prototype.getBoundingClientRect.call(node), clip) ?? {
      ...NO_CLIP,
      width: 0,
    };
  }
  return clip;
}

function newBox(known: boolean): HTMLElement {
  const box = document.createElement('div');
  setStyle(box, {
    position: 'absolute',
    contain: 'strict',
    'box-sizing': 'border-box',
    'border-bottom': '2px solid transparent',
    'pointer-events': 'none',
    // Forced colours would paint every transparent line, known or not.
    'forced-color-adjust': 'none',
  });
  paint(box, known);
  return box;
}

function paint(box: HTMLElement, known: boolean): void {
  setStyle(box, { 'border-bottom-color': known ? KNOWN_COLOUR : 'transparent' });
}

function move(box: HTMLElement, { left, top, width, height }: Box): void {
  setStyle(box, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
}
