import type { MarkStyle } from '../../messages/page-protocol.ts';
import { flatParent, isAround } from '../flat-tree.ts';
import { type Box, contains, distanceTo, enlarge, intersect, joinLines } from '../geometry.ts';
import { type Near, chosen } from './chosen.ts';
import { Boxes } from './box.ts';
import { Clips } from './clip.ts';
import { Coverage } from './coverage.ts';
import { FoundNumbers } from './found-numbers.ts';
import type { Layer, LayerFrame } from './layer.ts';
import { type Mark, isKnown } from './mark.ts';
import { Nearby } from './nearby.ts';
import type { Placement, Reason } from './placer.ts';
import type { Question } from '../question.ts';
import { renew } from './renewal.ts';
import { runningAnimations } from '../safe-document.ts';
import { Shown } from './shown.ts';
import { isInPage } from '../safe-dom.ts';
import { topLayersAround } from './top-layer.ts';

/**
 * At most 200 numbers of a document have boxes at a time. The cap counts known and unknown ones
 * alike: what is left out must not tell which they are.
 */
const MAX_SHOWN = 200;
/** At most this many numbers are looked at to choose among, in the window and around it. */
const MAX_IN_VIEW = 400;
const MAX_NEAR = 600;
/** Time in one frame for finding what is near; as a rule it takes less than one. */
const FIND_MS = 8;

/** Sweeps over all numbers: time in one stretch and between two of them, and between two sweeps. */
const SWEEP_MS = 3;
const SWEEP_PAUSE_MS = 40;
const SWEEP_EVERY_MS = 5_000;

/** What of an animation's keyframes moves things, and does not just colour them. */
const MOVING = /"(?:trans|left|top|right|bottom|margin|rotate|scale)/u;

interface Candidate extends Near {
  mark: Mark;
  lines: Box[];
}

/**
 * The boxes over a page's numbers: one identical box for each line of each number in or near the
 * window, put there before anyone knows whose number it is. Being known changes a box's colour and
 * nothing else, which a page can neither see nor measure (security, section 2).
 */
export class Marks {
  readonly numbers = new FoundNumbers();
  readonly #layer: Layer;
  readonly #boxes: Boxes;
  readonly #isAboutKnown: (question: Question) => boolean | undefined;
  readonly #clips = new Clips();
  readonly #coverage = new Coverage();
  readonly #nearby = new Nearby<Mark>({
    boxOf: ({ anchor }) => anchor.roughBounds(innerHeight / 2),
    isShown: ({ anchor: { element } }) => element !== undefined && isShown(element),
  });
  #shown = new Map<Mark, Shown>();
  #style: MarkStyle = 'underline';
  #isSwept = false;
  #sweepNotBefore = 0;

  /** @param isAboutKnown what has been answered to a question; `undefined` as long as nothing has */
  constructor(layer: Layer, isAboutKnown: (question: Question) => boolean | undefined) {
    this.#layer = layer;
    this.#boxes = new Boxes(layer.boxes);
    this.#isAboutKnown = isAboutKnown;
  }

  /** Whether there is, and was, nothing to place. */
  get isEmpty(): boolean {
    return this.numbers.all.length === 0 && this.#shown.size === 0;
  }

  /** What to ask about what is near, each once. */
  nearQuestions(): Question[] {
    return [...new Set([...this.#shown.keys()].flatMap(({ questions }) => questions))];
  }

  /** The places of known numbers, near and far, in the document's order. */
  knownMarks(): Mark[] {
    this.numbers.all.forEach((mark) => this.#update(mark));
    return this.numbers.all.filter(isKnown);
  }

  /** Whether an animation that goes on moves one of the boxes' numbers. */
  areCarried(): boolean {
    return runningAnimations().some(({ effect }) => {
      const target = effect instanceof KeyframeEffect && effect.target;
      if (!target || !MOVING.test(JSON.stringify(effect.getKeyframes()))) return false;
      return [...this.#shown.keys()].some(
        ({ anchor: { element } }) => element && isAround(target, element),
      );
    });
  }

  /** Nodes have come: numbers that were written anew in them keep their boxes and their card. */
  renew(added: ReadonlySet<Node>): void {
    const lost = [...this.#shown.keys()].filter(({ anchor }) => !anchor.isInPage);
    if (lost.length === 0) return;
    // Of a number in several nodes, the first may have stayed.
    const first = lost.map(({ anchor }) => anchor.node).filter(isInPage);
    const frame = this.#layer.frame();
    renew(lost, new Set([...added, ...first]), {
      boxOf: (mark) => {
        const place = this.#shown.get(mark)?.places[0];
        return place && inView(place, frame);
      },
      move: (mark, place) => this.numbers.move(mark, place),
    });
  }

  /** What of the page the boxes must be put above of, to be seen. */
  tops(): Set<Element> {
    const elements = [...this.#shown.keys()].flatMap(({ anchor }) => anchor.element ?? []);
    const highest = elements.flatMap((element) => this.#clips.highestAround(element) ?? []);
    return new Set([...topLayersAround(elements), ...highest]);
  }

  /** Paints the boxes by what is known of their numbers now. */
  paint(style: MarkStyle): void {
    const isOtherStyle = style !== this.#style;
    this.#style = style;
    for (const [mark, shown] of this.#shown) {
      if (this.#update(mark) || isOtherStyle) shown.paint(style);
    }
  }

  /** @returns whether it was not known before, or by another of its questions, or is no longer */
  #update(mark: Mark): boolean {
    const known = mark.questions.find(this.#isAboutKnown);
    const isOther = known !== mark.known;
    mark.known = known;
    return isOther;
  }

  /**
   * Gives boxes to the numbers that are near, lays them over their numbers anew, and takes them
   * from all others; a number that is not seen has none.
   *
   * @param reason whether only scrolling can have moved them, or styles may be others, or this is
   *   to end what the last placement has left
   * @returns also whether other numbers than before are near
   */
  place(reason: Reason): Placement & { isOther: boolean } {
    this.#coverage.begin(reason);
    if (reason === 'changed') this.#clips.forget();
    this.#clips.begin();
    // All reads come before all writes, or each box would cost a layout.
    const frame = this.#layer.frame();
    const view = windowBox();
    const { near, isWhole } = this.#near(view, reason);
    const before = this.#shown;
    const seen = chosen(
      near.map((mark) => this.#candidate(mark, view)),
      MAX_SHOWN,
    ).map(({ mark, lines }) => ({ shown: before.get(mark) ?? this.#newShown(mark), lines }));
    const again = isWhole
      ? Math.min(this.#coverage.look(seen, view), this.#sweep(view, reason))
      : 0;

    this.#shown = new Map(seen.map(({ shown }) => [shown.mark, shown]));
    let isOther = this.#shown.size !== before.size;
    for (const [mark, shown] of before) {
      if (this.#shown.has(mark)) continue;
      shown.leave();
      isOther = true;
    }
    let moved = isOther;
    for (const { shown, lines } of seen) {
      const places = lines
        .filter((_, index) => shown.covered[index] !== true)
        .map(({ left, top, width, height }) => ({
          left: (left - frame.left) / frame.scaleX,
          top: (top - frame.top) / frame.scaleY,
          width: width / frame.scaleX,
          height: height / frame.scaleY,
        }));
      moved = shown.lay(places, this.#style) || moved;
    }
    return { moved, isOther, again };
  }

  /** The number at a point of the viewport, known or not. */
  at(x: number, y: number): Mark | undefined {
    const frame = this.#layer.frame();
    const isHere = (place: Box): boolean => contains(inView(place, frame), x, y);
    return [...this.#shown.values()].find(({ places }) => places.some(isHere))?.mark;
  }

  /**
   * Looks for numbers near the window that placing has no way to know of, a little at a time.
   *
   * @returns after how many milliseconds to go on; `Infinity` if nothing is left to be done
   */
  #sweep(view: Box, reason: Reason): number {
    if (reason !== 'rest') this.#isSwept = false;
    const now = performance.now();
    if (this.#isSwept || now < this.#sweepNotBefore) return Infinity;
    if (reason !== 'rest') return SWEEP_PAUSE_MS;
    const { isOver, isNew } = this.#nearby.sweep(around(view, 0.5), now + SWEEP_MS);
    this.#isSwept = isOver;
    if (isOver) this.#sweepNotBefore = now + SWEEP_EVERY_MS;
    if (isNew) return 0;
    return isOver ? Infinity : SWEEP_PAUSE_MS;
  }

  /**
   * What may get boxes. While a page is scrolled, it stays the same until something else comes
   * within half a window: each change costs the browser a layout.
   */
  #near(view: Box, reason: Reason): { near: Mark[]; isWhole: boolean } {
    this.#nearby.set(this.numbers.all);
    this.#nearby.begin();
    const end = performance.now() + FIND_MS;
    const inView = this.#nearby.find(around(view, 0.5), MAX_IN_VIEW, end);
    const isSame = inView.found.length > 0 && inView.found.every((mark) => this.#shown.has(mark));
    if (isSame && reason !== 'changed') return { near: [...this.#shown.keys()], isWhole: true };
    const all = this.#nearby.find(around(view), MAX_NEAR, end);
    const isWhole = inView.isWhole && all.isWhole;
    const near = new Set([...inView.found, ...all.found]);
    // What was not looked at now may still be there.
    if (!isWhole) for (const mark of this.#shown.keys()) near.add(mark);
    return { near: [...near], isWhole };
  }

  #newShown(mark: Mark): Shown {
    this.#update(mark);
    return new Shown(mark, this.#boxes);
  }

  /** The lines of a number that no scrolling or clipping ancestor hides, and how near they are. */
  #candidate(mark: Mark, view: Box): Candidate {
    const { anchor } = mark;
    const element = anchor.holds() ? anchor.element : undefined;
    if (!element || !isShown(element)) {
      return { mark, lines: [], isInView: false, distance: Infinity };
    }
    const written = joinLines(anchor.rects());
    const lines = written.flatMap((line) => this.#clips.visiblePart(line, element) ?? []);
    const isInView = lines.some((line) => intersect(line, view));
    return { mark, lines, isInView, distance: Math.min(...written.map(distanceTo(view))) };
  }
}

/** The box in the viewport of a place in the layer. */
function inView({ left, top, width, height }: Box, frame: LayerFrame): Box {
  return {
    left: frame.left + left * frame.scaleX,
    top: frame.top + top * frame.scaleY,
    width: width * frame.scaleX,
    height: height * frame.scaleY,
  };
}

function windowBox(): Box {
  return { left: 0, top: 0, width: innerWidth, height: innerHeight };
}

/** The view with `windows` more of its size on each side: what is scrolled in has its box before. */
function around(view: Box, windows = 1): Box {
  return enlarge(view, view.width * windows, view.height * windows);
}

function isShown(element: Element): boolean {
  const isSeen = Element.prototype.checkVisibility.call(element, {
    visibilityProperty: true,
    opacityProperty: true,
    contentVisibilityAuto: true,
  });
  if (isSeen || getComputedStyle(element).display !== 'contents') return isSeen;
  // It has no box of its own: its content is seen where what is around it is.
  const parent = flatParent(element);
  return parent instanceof Element && isShown(parent);
}
