import type { CardFrame } from './card-frame.ts';
import { viewport } from './card-frame.ts';
import { moveInto, nextCorner } from './card-position.ts';
import type { Box } from '../geometry.ts';

/** How far a key moves the card, in CSS pixels. */
const STEP = 20;
/** A pointer that has moved less has clicked. */
const CLICK_PX = 3;

const STEPS = {
  'card.left': { x: -STEP, y: 0 },
  'card.right': { x: STEP, y: 0 },
  'card.up': { x: 0, y: -STEP },
  'card.down': { x: 0, y: STEP },
} as const;

/** A key that moves a pinned card. */
export type CardStep = keyof typeof STEPS | 'card.corner';

export function isCardStep(event: string): event is CardStep {
  return event === 'card.corner' || event in STEPS;
}

/** Moves a pinned card: by dragging its bar, by keys, and without either by a click on its bar. */
export class CardMover {
  readonly #card: CardFrame;

  constructor(card: CardFrame) {
    this.#card = card;
    card.bar.addEventListener('pointerdown', (event) => {
      const { box } = card;
      if (!event.isTrusted || event.button !== 0 || !box) return;
      event.preventDefault();
      this.#drag(event, box);
    });
  }

  /** Moves it one step, or to the next corner of the window. */
  step(step: CardStep): void {
    const { box } = this.#card;
    if (!box) return;
    if (step === 'card.corner') this.#card.reveal(nextCorner(box, viewport()));
    else this.#place(box, STEPS[step].x, STEPS[step].y);
  }

  /** Keeps it in a window that has become smaller. */
  stay(): void {
    if (this.#card.box) this.#place(this.#card.box, 0, 0);
  }

  #drag({ pointerId, clientX, clientY }: PointerEvent, start: Box): void {
    const { bar } = this.#card;
    const end = new AbortController();
    const { signal } = end;
    bar.setPointerCapture(pointerId);
    this.#card.letThrough(true);
    signal.addEventListener('abort', () => this.#card.letThrough(false), { once: true });
    let moved = 0;
    const onMove = (event: PointerEvent): void => {
      const x = event.clientX - clientX;
      const y = event.clientY - clientY;
      moved = Math.max(moved, Math.hypot(x, y));
      if (moved >= CLICK_PX) this.#place(start, x, y);
    };
    bar.addEventListener('pointermove', onMove, { signal });
    bar.addEventListener('lostpointercapture', () => end.abort(), { signal });
    bar.addEventListener(
      'pointerup',
      (event) => {
        // The last movement may have no event of its own.
        onMove(event);
        if (moved < CLICK_PX) this.step('card.corner');
      },
      { signal },
    );
  }

  #place(from: Box, x: number, y: number): void {
    this.#card.reveal(moveInto({ ...from, left: from.left + x, top: from.top + y }, viewport()));
  }
}
