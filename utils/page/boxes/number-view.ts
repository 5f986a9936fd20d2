import type { MarkStyle } from '../../messages/page-protocol.ts';
import type { CardAddress } from '../card/card-frame.ts';
import type { AttachCard, AttachedCard, CardParts } from '../card/card-offer.ts';
import { Layer } from './layer.ts';
import { Marks } from './marks.ts';
import { Placer, type Placement, type Reason } from './placer.ts';
import type { FoundNumbers } from './found-numbers.ts';
import type { Question } from '../question.ts';

/** What the view needs of whoever finds the numbers. */
export interface ViewParts extends Pick<CardParts, 'cardToken'> {
  attachCard: AttachCard;
  card: CardAddress;
  /** What has been answered to a question; `undefined` as long as nothing has. */
  isKnown: (question: Question) => boolean | undefined;
  /** Whether a question has still to be asked. */
  isOpen: (question: Question) => boolean;
  /** The boxes are looked at anyway, as nothing tells of every change. */
  onLook: () => void;
  /** Other numbers have come near. */
  onNear: () => void;
  /** Ends all of it. */
  signal: AbortSignal;
}

/** The boxes over a page's numbers and the card beside them, until the signal aborts. */
export class NumberView {
  readonly #isOpen: ViewParts['isOpen'];
  readonly #onLook: ViewParts['onLook'];
  readonly #onNear: ViewParts['onNear'];
  readonly #layer: Layer;
  readonly #marks: Marks;
  readonly #placer: Placer;
  readonly #card: AttachedCard;
  /** What the boxes must be above of. */
  #tops = new Set<Element>();

  constructor(parts: ViewParts) {
    const { isKnown, isOpen, onLook, onNear, attachCard, card: address, cardToken, signal } = parts;
    this.#isOpen = isOpen;
    this.#onLook = onLook;
    this.#onNear = onNear;
    this.#layer = new Layer(signal);
    this.#marks = new Marks(this.#layer, isKnown);
    this.#placer = new Placer(
      (reason) => this.#place(reason),
      () => this.#marks.areCarried(),
      signal,
    );
    this.#card = attachCard({ marks: this.#marks, holder: this.#layer.card, address, cardToken });
    signal.addEventListener('abort', () => this.#card.leave(), { once: true });
  }

  /** How many different numbers on the page are known. */
  get knownCount(): number {
    return new Set(this.#marks.knownMarks().map(({ text }) => text)).size;
  }

  /** Has events listened to until the signal aborts. Called again where a page has lost listeners. */
  listen(signal: AbortSignal): void {
    this.#card.attach(signal);
  }

  /** All numbers of the document, which whoever reads it keeps up to date. */
  get numbers(): FoundNumbers {
    return this.#marks.numbers;
  }

  /** What to ask about what is near, before all else, each once. */
  nearQuestions(): Question[] {
    return this.#marks.nearQuestions();
  }

  /** What has still to be asked, in the document's order, at most so many. */
  openQuestions(most: number): Question[] {
    const open = new Set<Question>();
    for (const { questions } of this.numbers.all) {
      for (const question of questions) if (this.#isOpen(question)) open.add(question);
      if (open.size >= most) break;
    }
    return [...open].slice(0, most);
  }

  /** Shows what is known of the numbers now. */
  paint(style: MarkStyle): void {
    this.#marks.paint(style);
  }

  /** Nodes have come, in which numbers may be written anew. */
  renew(added: ReadonlySet<Node>): void {
    this.#marks.renew(added);
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
    if (reason === 'changed') this.#onLook();
    if (this.#marks.isEmpty) return { moved: false, again: Infinity };
    const { isOther, ...placement } = this.#marks.place(reason);
    if (isOther) this.#onNear();
    const isRaised = (isOther || reason === 'changed') && this.#raise();
    return isRaised ? { moved: true, again: 0 } : placement;
  }

  /**
   * Numbers in a dialog, in full screen, or as high as can be have their boxes above that.
   *
   * @returns whether the boxes have to be placed anew
   */
  #raise(): boolean {
    const tops = this.#marks.tops();
    if (tops.size === this.#tops.size && [...tops].every((top) => this.#tops.has(top))) {
      return false;
    }
    this.#tops = tops;
    this.#card.leave();
    this.#layer.raise(tops.size > 0);
    return true;
  }
}
