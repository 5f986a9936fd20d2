import type { CardAnswer } from '../../messages/page-protocol.ts';
import type { CardParts, RequestCard } from './card-offer.ts';
import type { NumberCard } from './frame-card.ts';
import { jumpTo } from '../jump.ts';
import { Anchor, type Mark, isKnown } from '../boxes/mark.ts';
import { nextMark } from './next-mark.ts';
import { isSeenAt } from '../boxes/occlusion.ts';
import { stretchOf } from '../place.ts';
import { PointerSpeed } from './pointer-speed.ts';
import { type Question, langAt, questionOf } from '../question.ts';
import type { Point } from './safe-path.ts';
import { Spot } from './spot.ts';
import { onTrusted, swallow } from '../trusted.ts';

/** After so long without a movement a fast pointer has come to rest. */
const SETTLED_MS = 60;
/** A selection with fewer digits is no number. */
const MIN_DIGITS = 6;

/** A number that the pointer rests on. */
interface Rest {
  mark: Mark;
  at: Point;
  /** Has been rested on for long enough, and waits for the Alt key. */
  ready?: CardAnswer;
}

/**
 * Shows the card when the pointer rests on a known number, or when a key asks for one. Only what
 * the user really does counts: a page can make events, but none that are trusted (security T6).
 */
export class Hover {
  readonly #marks: CardParts['marks'];
  readonly #card: NumberCard;
  readonly #cardToken: RequestCard;
  readonly #speed = new PointerSpeed();
  #pointer: Point | undefined;
  #resting: Rest | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #shown: Mark | undefined;
  #visited: Mark | undefined;
  #isAltHeld = false;
  #isTouch = false;
  /** Where the pointer was when it last came to an element. */
  #cameTo: Point | undefined;
  /** How often the pointer has come to elements since a movement was heard. */
  #unheard = 0;
  /** Whether its raw movements are listened to. */
  #hearsRaw = false;

  constructor(marks: CardParts['marks'], card: NumberCard, cardToken: RequestCard) {
    this.#marks = marks;
    this.#card = card;
    this.#cardToken = cardToken;
  }

  /** Listens to the page until the signal aborts. */
  attach(signal: AbortSignal): void {
    onTrusted('pointermove', (event) => this.#onMove(event), { signal });
    onTrusted('mousemove', (event) => this.#onOther(event), { signal });
    onTrusted('pointerover', (event) => this.#onOver(event, signal), { signal });
    onTrusted('pointerdown', (event) => this.#onDown(event), { signal, passive: false });
    onTrusted('scroll', () => this.#onScroll(), { signal });
    onTrusted('resize', () => this.#onScroll(), { signal });
    onTrusted('keydown', (event) => this.#onKey(event), { signal, passive: false });
    onTrusted('keyup', ({ altKey }) => (this.#isAltHeld = altKey), { signal });
    onTrusted('pagehide', () => this.leave(), { signal });
    const options = { capture: true, passive: true, signal };
    const listenTo = (type: string, handle: () => void): void =>
      Document.prototype.addEventListener.call(document, type, handle, options);
    listenTo('pointerleave', () => this.#rest(undefined));
    listenTo('fullscreenchange', () => this.leave());
  }

  /** Takes the card away, and forgets where the pointer rests. */
  leave(): void {
    this.#stopResting();
    this.#shown = undefined;
    this.#card.leave();
  }

  /** Takes the card away, unless it is pinned: for a press beside it, or Escape elsewhere. */
  close(): void {
    this.#stopResting();
    if (!this.#card.isPinned) this.leave();
  }

  /**
   * Goes into the card that is shown, else to the next known number and into its card.
   *
   * @returns whether there was one
   */
  goToNext(fromStart: boolean): boolean {
    if (!fromStart && this.#card.enter()) return true;
    const from = fromStart ? undefined : this.#visited;
    const mark = nextMark(this.#marks.knownMarks(), from);
    if (!mark) return false;
    this.#visited = mark;
    jumpTo(mark.anchor);
    void this.#openWithFocus(new Spot(mark.anchor), mark.known ?? mark.questions[0], mark);
    return true;
  }

  /**
   * Opens the card of the selected number, or of the one that the pointer is on, whoever's it is.
   *
   * @returns whether there was one
   */
  lookUp(wish: string): boolean {
    const selection = getSelection();
    const selected = selection?.toString().trim() ?? '';
    if (selection && selected.replace(/\D/gu, '').length >= MIN_DIGITS) {
      const anchor = new Anchor(stretchOf(selection.getRangeAt(0)));
      const question = questionOf(selected, langAt(anchor.node));
      void this.#openWithFocus(new Spot(anchor), question, undefined, wish);
      return true;
    }
    const mark = this.#pointer && this.#marks.at(this.#pointer.x, this.#pointer.y);
    if (!mark) return false;
    const spot = new Spot(mark.anchor, this.#pointer);
    void this.#openWithFocus(spot, mark.known ?? mark.questions[0], mark, wish);
    return true;
  }

  async #openWithFocus(
    spot: Spot,
    question: Question,
    mark: Mark | undefined,
    wish?: string,
  ): Promise<void> {
    this.#stopResting();
    this.#card.warm();
    const answer = await this.#cardToken(question, wish);
    if (!answer) return;
    this.#shown = mark;
    this.#card.open(spot, answer.token, true);
  }

  #onMove(event: PointerEvent): void {
    this.#isTouch = event.pointerType === 'touch';
    this.#unheard = 0;
    this.#moveTo(event);
  }

  /**
   * A page that listens before us can keep movements to itself. Then what else tells of them counts:
   * the mouse's, the pointer coming to an element, and what is told of it as it comes in.
   */
  #onOver(event: PointerEvent, signal: AbortSignal): void {
    this.#isTouch = event.pointerType === 'touch';
    const before = this.#cameTo;
    this.#cameTo = { x: event.clientX, y: event.clientY };
    // What is slid under a pointer that rests has it come there, too.
    if (!before || isAt(event, before) || isAt(event, this.#pointer)) return;
    this.#unheard += 1;
    // Each is followed by a movement, as a rule.
    if (this.#unheard < 2 || this.#isTouch) return;
    this.#moveTo(event);
    // Costs more than the others: it comes as often as the mouse says something.
    if (!this.#hearsRaw) {
      this.#hearsRaw = true;
      const isEvent = (raw: Event): raw is PointerEvent => raw instanceof PointerEvent;
      onTrusted('pointerrawupdate', (raw) => isEvent(raw) && this.#onOther(raw), { signal });
    }
  }

  #onOther(event: MouseEvent): void {
    const before = this.#pointer;
    this.#pointer ??= { x: event.clientX, y: event.clientY };
    if (!this.#isTouch && before && !isAt(event, before)) this.#moveTo(event);
  }

  #moveTo(event: MouseEvent): void {
    const { clientX: x, clientY: y, buttons, altKey } = event;
    this.#isAltHeld = altKey;
    this.#pointer = { x, y };
    const isFast = this.#speed.isFast(event);
    if (this.#card.isComing(this.#pointer)) {
      this.#stopResting();
      return;
    }
    const mayRest = buttons === 0 && !this.#isTouch && this.#card.fits;
    if (mayRest && isFast) {
      // No event tells that it has stopped.
      this.#rest(undefined);
      this.#restTimer = setTimeout(() => this.#restAt({ x, y }), SETTLED_MS);
    } else if (mayRest) this.#restAt(this.#pointer);
    else this.#rest(undefined);
  }

  #restAt({ x, y }: Point): void {
    const mark = this.#marks.at(x, y);
    // The card's page is loaded for any number: that it is there must not tell which are known.
    if (mark) this.#card.warm();
    this.#rest(mark && isKnown(mark) ? mark : undefined);
  }

  #onDown(event: PointerEvent): void {
    if (this.#card.press(event)) swallow(event);
    else this.close();
  }

  #onScroll(): void {
    this.#stopResting();
    this.#card.onScroll();
  }

  #onKey(event: KeyboardEvent): void {
    this.#isAltHeld = event.altKey;
    if (event.key === 'Alt' && this.#resting?.ready) {
      this.#show(this.#resting, this.#resting.ready);
      return;
    }
    // Whoever types does not want to see a card.
    this.#stopResting();
    if (event.key !== 'Escape' || !this.#card.shownSpot || this.#card.isPinned) return;
    // This Escape was for the card: a dialog of the page stays.
    swallow(event);
    this.leave();
  }

  #rest(mark: Mark | undefined): void {
    const at = this.#pointer ?? { x: 0, y: 0 };
    if (this.#card.shownSpot === undefined) this.#shown = undefined;
    if (mark !== undefined && mark === this.#shown) this.#card.keep();
    else this.#card.release(at);
    if (mark !== undefined && mark === this.#resting?.mark) {
      this.#resting.at = at;
      return;
    }
    this.#stopResting();
    if (!mark || mark === this.#shown || this.#card.isPinned) return;
    const rest: Rest = { mark, at };
    this.#resting = rest;
    const begun = performance.now();
    // The worker may have to wake: that happens while the pointer rests.
    void this.#cardToken(mark.known ?? mark.questions[0]).then((answer) => {
      if (!answer || this.#resting !== rest) return;
      const { restMs, onlyWithAlt } = answer;
      this.#card.prepare(new Spot(mark.anchor, at), answer.token);
      const left = onlyWithAlt ? 0 : restMs - (performance.now() - begun);
      this.#restTimer = setTimeout(() => this.#show(rest, answer), Math.max(0, left));
    });
  }

  #show(rest: Rest, answer: CardAnswer): void {
    const { mark, at } = rest;
    if (this.#resting !== rest) return;
    if (answer.onlyWithAlt && !this.#isAltHeld) {
      rest.ready = answer;
      return;
    }
    if (getSelection()?.isCollapsed === false) return;
    const { element } = mark.anchor;
    if (!element || !mark.anchor.holds() || !isSeenAt(element, at.x, at.y)) return;
    this.#stopResting();
    this.#shown = mark;
    this.#card.open(new Spot(mark.anchor, at), answer.token, false);
  }

  #stopResting(): void {
    clearTimeout(this.#restTimer);
    this.#resting = undefined;
  }
}

/** Whether an event was there; some have no parts of pixels. */
function isAt({ clientX, clientY }: MouseEvent, at: Point | undefined): boolean {
  return (
    Math.floor(clientX) === Math.floor(at?.x ?? NaN) &&
    Math.floor(clientY) === Math.floor(at?.y ?? NaN)
  );
}
