import type { MarkStyle } from '../messages/page-protocol.ts';
import type { AttachCard, AttachedCard } from './card-offer.ts';
import type { FoundNumber } from './find-numbers.ts';
import { Layer } from './layer.ts';
import { Marks, type Placement } from './marks.ts';
import { Placer, type Reason } from './placer.ts';
import { topLayersAround } from './top-layer.ts';
import type { View, ViewParts } from './view-offer.ts';

/** The boxes over a page's numbers and the card beside them, until the signal aborts. */
export class NumberView implements View {
  readonly #isKnown: ViewParts['isKnown'];
  readonly #layer: Layer;
  readonly #marks: Marks;
  readonly #placer: Placer;
  readonly #card: AttachedCard;
  /** What the boxes must be above of. */
  #tops = new Set<Element>();

  constructor({ isKnown, card: address, cardToken, signal }: ViewParts, attachCard: AttachCard) {
    this.#isKnown = isKnown;
    this.#layer = new Layer(signal);
    this.#marks = new Marks(this.#layer);
    this.#placer = new Placer((reason) => this.#place(reason), signal);
    this.#card = attachCard({ marks: this.#marks, holder: this.#layer.card, address, cardToken });
    signal.addEventListener('abort', () => this.#card.leave(), { once: true });
  }

  get knownCount(): number {
    return this.#marks.knownCount;
  }

  listen(signal: AbortSignal): void {
    this.#card.attach(signal);
  }

  beginReading(roots: readonly Element[]): void {
    this.#marks.beginReading(roots);
  }

  meet(found: FoundNumber): void {
    this.#marks.meet(found, this.#isKnown);
  }

  endReading(): boolean {
    return this.#marks.endReading();
  }

  texts(): string[] {
    return this.#marks.texts();
  }

  paint(style: MarkStyle): void {
    this.#marks.paint(this.#isKnown, style);
  }

  moved(reason: Reason): void {
    if (!this.#marks.isEmpty) this.#placer.soon(reason);
  }

  isOwn(node: Node): boolean {
    return node === this.#layer.host;
  }

  revive(): boolean {
    return this.#layer.revive();
  }

  #place(reason: Reason): Placement {
    if (this.#marks.isEmpty) return { moved: false, unfinished: false };
    if (reason === 'changed') this.#raise();
    return this.#marks.place(reason);
  }

  /** Numbers in a dialog or in full screen have their boxes above it. */
  #raise(): void {
    const tops = topLayersAround(this.#marks.elements());
    if (tops.size === this.#tops.size && [...tops].every((top) => this.#tops.has(top))) return;
    this.#tops = tops;
    this.#card.leave();
    this.#layer.raise(tops.size > 0);
  }
}
