import type { MarkStyle } from '../../messages/page-protocol.ts';
import type { CardAddress } from '../card/card-frame.ts';
import type { AttachCard, AttachedCard, CardParts } from '../card/card-offer.ts';
import type { FoundNumber } from '../find/find-numbers.ts';
import { Layer } from './layer.ts';
import { Marks, type Placement } from './marks.ts';
import { Placer, type Reason } from './placer.ts';
import { topLayersAround } from './top-layer.ts';

/** What the view needs of whoever finds the numbers. */
export interface ViewParts extends Pick<CardParts, 'cardToken'> {
  attachCard: AttachCard;
  card: CardAddress;
  /** What has been answered for a text; `undefined` as long as nothing has. */
  isKnown: (text: string) => boolean | undefined;
  /** Ends all of it. */
  signal: AbortSignal;
}

/** The boxes over a page's numbers and the card beside them, until the signal aborts. */
export class NumberView {
  readonly #isKnown: ViewParts['isKnown'];
  readonly #layer: Layer;
  readonly #marks: Marks;
  readonly #placer: Placer;
  readonly #card: AttachedCard;
  /** What the boxes must be above of. */
  #tops = new Set<Element>();

  constructor({ isKnown, attachCard, card: address, cardToken, signal }: ViewParts) {
    this.#isKnown = isKnown;
    this.#layer = new Layer(signal);
    this.#marks = new Marks(this.#layer);
    this.#placer = new Placer((reason) => this.#place(reason), signal);
    this.#card = attachCard({ marks: this.#marks, holder: this.#layer.card, address, cardToken });
    signal.addEventListener('abort', () => this.#card.leave(), { once: true });
  }

  /** How many different numbers on the page are known. */
  get knownCount(): number {
    return this.#marks.knownCount;
  }

  /** Has events listened to until the signal aborts. Called again where a page has lost listeners. */
  listen(signal: AbortSignal): void {
    this.#card.attach(signal);
  }

  /** A reading of these elements begins: what it does not meet again goes at its end. */
  beginReading(roots: readonly Element[]): void {
    this.#marks.beginReading(roots);
  }

  meet(found: FoundNumber): void {
    this.#marks.meet(found, this.#isKnown);
  }

  /** @returns whether there is room now for what found none */
  endReading(): boolean {
    return this.#marks.endReading();
  }

  /** The texts to ask about, each once. */
  texts(): string[] {
    return this.#marks.texts();
  }

  /** Shows what is known of the numbers now. */
  paint(style: MarkStyle): void {
    this.#marks.paint(this.#isKnown, style);
  }

  /** Something may not be where it was, or not look as it did. */
  moved(reason: Reason): void {
    if (!this.#marks.isEmpty) this.#placer.soon(reason);
  }

  /** Whether a node is the one that we have put into the page. */
  isOwn(node: Node): boolean {
    return node === this.#layer.host;
  }

  /** Goes back into a page that has taken us out. @returns `false` if it insists */
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
