import type { CardFrame } from './card-frame.ts';
import { type Box, joinLines } from './geometry.ts';
import { type Mark, isKnown } from './mark.ts';
import type { Marks } from './marks.ts';
import { isSeenAt } from './occlusion.ts';
import { rectsOf } from './safe-dom.ts';

/** How long the pointer rests on a number before its card comes. */
const REST_MS = 300;
/** How long the card waits for a pointer that has left the number to arrive. */
const GRACE_MS = 300;

/**
 * Shows the card when the pointer rests on a known number, and hides it when pointer and user
 * have turned away. Only what the user really does counts: a page can make events, but none that
 * are trusted (security T6).
 */
export class Hover {
  private readonly marks: Pick<Marks, 'at'>;
  private readonly card: CardFrame;
  private readonly requestToken: (text: string) => Promise<string | undefined>;
  private resting: Mark | undefined;
  private shown: Mark | undefined;
  private restTimer: ReturnType<typeof setTimeout> | undefined;
  private graceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    marks: Pick<Marks, 'at'>,
    card: CardFrame,
    requestToken: (text: string) => Promise<string | undefined>,
  ) {
    this.marks = marks;
    this.card = card;
    this.requestToken = requestToken;
  }

  /** Listens to the page until the signal aborts. */
  attach(signal: AbortSignal): void {
    const options = { capture: true, passive: true, signal };
    const trusted =
      <E extends Event>(handle: (event: E) => void) =>
      (event: E) => {
        if (event.isTrusted) handle(event);
      };
    addEventListener(
      'pointermove',
      trusted((event) => this.onMove(event)),
      options,
    );
    addEventListener(
      'pointerdown',
      trusted(() => this.leave()),
      options,
    );
    addEventListener(
      'scroll',
      trusted(() => this.leave()),
      options,
    );
    addEventListener(
      'keydown',
      trusted((event) => this.onKey(event)),
      options,
    );
    Document.prototype.addEventListener.call(
      document,
      'pointerleave',
      trusted(() => this.rest(undefined)),
      options,
    );
  }

  /** The pointer has reached the card: it stays. */
  keep(): void {
    clearTimeout(this.graceTimer);
  }

  /** The pointer has left the card: it goes soon. */
  release(): void {
    if (!this.shown) return;
    clearTimeout(this.graceTimer);
    this.graceTimer = setTimeout(() => this.leave(), GRACE_MS);
  }

  /** Hides the card at once. */
  leave(): void {
    clearTimeout(this.restTimer);
    clearTimeout(this.graceTimer);
    this.resting = undefined;
    this.shown = undefined;
    this.card.hide();
  }

  private onMove({ clientX, clientY, buttons, pointerType }: PointerEvent): void {
    // A frame smaller than the card has no card.
    const isPointing = buttons === 0 && pointerType !== 'touch' && this.card.fits;
    const mark = isPointing ? this.marks.at(clientX, clientY) : undefined;
    // The card's page is loaded for any number: that it is there must not tell which are known.
    if (mark) this.card.warm();
    this.rest(mark && isKnown(mark) ? mark : undefined, clientX, clientY);
  }

  private onKey({ key }: KeyboardEvent): void {
    if (key === 'Escape' || !this.shown) this.leave();
  }

  private rest(mark: Mark | undefined, x = 0, y = 0): void {
    if (mark !== undefined && mark === this.shown) this.keep();
    if (mark === this.resting) return;
    this.resting = mark;
    clearTimeout(this.restTimer);
    if (mark !== this.shown) this.release();
    if (!mark || mark === this.shown) return;

    // The worker may have to wake: that happens while the pointer rests.
    const token = this.requestToken(mark.known ?? mark.text);
    this.restTimer = setTimeout(() => void this.show(mark, token, x, y), REST_MS);
  }

  private async show(
    mark: Mark,
    tokenPromise: Promise<string | undefined>,
    x: number,
    y: number,
  ): Promise<void> {
    const token = await tokenPromise;
    if (token === undefined || this.resting !== mark) return;
    if (!mark.anchor.holds() || !isSeenAt(mark.anchor.target, x, y)) return;
    if (getSelection()?.isCollapsed === false) return;
    clearTimeout(this.graceTimer);
    this.shown = mark;
    await this.card.show(token, () => (this.shown === mark ? lineAt(mark, y) : undefined));
  }
}

/** The line of a number that the pointer is on, where the number runs over several. */
function lineAt({ anchor }: Mark, y: number): Box | undefined {
  const lines = anchor.holds() ? joinLines(rectsOf(anchor.target)) : [];
  return lines.find(({ top, height }) => y >= top && y <= top + height) ?? lines[0];
}
