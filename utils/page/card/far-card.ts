import type {
  CardPlace,
  CardWord,
  ShowRequest,
  WordMessage,
} from '../../messages/frame-protocol.ts';
import type { Box } from '../geometry.ts';
import { hasMoved } from './moved.ts';
import { rememberFocus } from './page-focus.ts';
import { type Point, isNearer, isOnPath } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

/** How often a pointer on its way to the card says so; the card waits several times as long. */
const COMING_MS = 80;
/** How often a shown card's number is looked for. */
const CHECK_MS = 500;

/** The way to the frame around, through the worker. */
export interface OuterFrame {
  /** Has the card's page loaded there, and shown what is asked for, if that is the place for it. */
  ask(show?: ShowRequest): Promise<CardPlace>;
  tell(message: WordMessage): void;
}

/**
 * The card of a number in this frame, shown by a frame around it. When it goes is decided there
 * (`outer-card.ts`); here is what only this frame knows: number, pointer and focus.
 */
export class FarCard {
  readonly #outer: OuterFrame;
  #turn = 0;
  #spot: CardSpot | undefined;
  /** Where the number's line was when the card was asked for. */
  #line: Box | undefined;
  /** Where the card is seen, in this frame's pixels. */
  #box: Box | undefined;
  #isPinned = false;
  #hasFocus = false;
  #path: { from: Point; last: Point } | undefined;
  #saidComingAt = 0;
  #giveBackFocus: (() => void) | undefined;
  #checkTimer: ReturnType<typeof setInterval> | undefined;

  constructor(outer: OuterFrame) {
    this.#outer = outer;
  }

  get shownSpot(): CardSpot | undefined {
    return this.#spot;
  }

  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** Has the card's page loaded where this frame's cards are shown, if that is around. */
  warm(): Promise<CardPlace> {
    return this.#outer.ask();
  }

  /** @returns where it is shown; `around` also if it is no longer wanted then */
  async open(spot: CardSpot, line: Box, token: string, withFocus: boolean): Promise<CardPlace> {
    const giveBack = this.#hasFocus ? this.#giveBackFocus : rememberFocus();
    this.#forget();
    // Cards of other frames are shown in the same place.
    this.#turn = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    this.#spot = spot;
    this.#line = line;
    if (withFocus) this.#giveBackFocus = giveBack;
    const turn = this.#turn;
    const { isRtl } = spot;
    const place = await this.#outer.ask({ turn, token, line, isRtl, withFocus });
    const isShown = place === 'around';
    if (this.#turn !== turn || this.#spot !== spot) {
      if (isShown) this.#outer.tell({ type: 'page.card-word', turn, word: 'leave' });
      return 'around';
    }
    if (!isShown) this.#forget();
    else {
      this.#hasFocus = withFocus;
      this.#checkTimer = setInterval(() => this.#check(), CHECK_MS);
    }
    return place;
  }

  enter(): boolean {
    if (!this.#box || this.#hasFocus) return false;
    this.#giveBackFocus = rememberFocus();
    this.#hasFocus = true;
    this.#say('enter');
    return true;
  }

  leave(): void {
    if (!this.#spot) return;
    this.#say('leave');
    this.#forget();
  }

  keep(): void {
    if (!this.#path) return;
    this.#path = undefined;
    this.#say('keep');
  }

  release(at: Point): void {
    if (!this.#spot || this.#isPinned || this.#path) return;
    this.#path = { from: at, last: at };
    this.#say('release', at);
  }

  isComing(at: Point): boolean {
    const [path, box] = [this.#path, this.#box];
    if (!path || !box || !isOnPath(path.from, box, at)) return false;
    const now = performance.now();
    if (isNearer(box, path.last, at) && now - this.#saidComingAt > COMING_MS) {
      path.last = at;
      this.#saidComingAt = now;
      this.#say('coming', at);
    }
    return true;
  }

  onScroll(): void {
    this.#check();
  }

  /** The user works in this frame again. */
  onFocus(): void {
    this.#hasFocus = false;
  }

  /** What the frame around says. */
  hear({ turn, word, at }: WordMessage): void {
    if (turn !== this.#turn) return;
    if (word === 'shown') this.#box = at;
    if (word === 'pinned' || word === 'unpinned') this.#isPinned = word === 'pinned';
    if (word === 'returned') {
      this.#hasFocus = false;
      this.#giveBackFocus?.();
    }
    if (word === 'gone') this.#forget();
  }

  /** What is scrolled away or written over is no longer there; the frame around hears it once. */
  #check(): void {
    if (!this.#line || !hasMoved(this.#line, this.#spot?.line())) return;
    this.#line = undefined;
    this.#say('lost');
  }

  #say(word: CardWord, at?: Point): void {
    const box = at && { left: at.x, top: at.y, width: 0, height: 0 };
    this.#outer.tell({ type: 'page.card-word', turn: this.#turn, word, ...(box && { at: box }) });
  }

  /** The way back of the focus is kept: it is told that the focus comes after that the card goes. */
  #forget(): void {
    clearInterval(this.#checkTimer);
    this.#spot = undefined;
    this.#line = undefined;
    this.#box = undefined;
    this.#isPinned = false;
    this.#hasFocus = false;
    this.#path = undefined;
  }
}
