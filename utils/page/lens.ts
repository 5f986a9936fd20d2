import { type MarkStyle, type MatchAnswer } from '../messages/page-protocol.ts';
import { Answers } from './answers.ts';
import type { CardAddress } from './card-frame.ts';
import { type AttachedCard, offerCard } from './card-offer.ts';
import { findNumbers } from './find-numbers.ts';
import { Layer } from './layer.ts';
import { Marks, type Placement } from './marks.ts';
import { PageWatch, changesText } from './page-watch.ts';
import { Placer, type Reason } from './placer.ts';
import { ScanQueue } from './scan-queue.ts';
import { isElement } from './safe-dom.ts';
import { ownBlock } from './lines.ts';
import { topLayersAround } from './top-layer.ts';

/** What the page's part needs of the extension. */
export interface LensRuntime {
  /** For each written number whether it is a contact's; `undefined` if that cannot be told now. */
  match(texts: string[]): Promise<MatchAnswer | undefined>;
  /** A one-time token for the card of a known number. */
  cardToken(text: string): Promise<string | undefined>;
  /** So many different known numbers are here now. */
  count(known: number): void;
  /** Has the card's script put beside this one. */
  loadCard(): void;
  /** Looks whether the extension is still there, and ends everything here if not. */
  checkAlive(): void;
  card: CardAddress;
}

/** What is in the page as long as there has been a number on it. */
interface View {
  layer: Layer;
  marks: Marks;
  /** The card's script, once it is there. */
  card: AttachedCard | undefined;
  isCardWanted: boolean;
  /** What the boxes must be above of. */
  tops: Set<Element>;
}

/** More changes than this in one turn, and it is cheaper to read the page than to read them. */
const MANY_RECORDS = 2_000;
/** The count of known numbers is told when it has settled. */
const COUNT_MS = 400;

/**
 * Recognises numbers on this page until the signal aborts. Nothing is put into the page before a
 * number was found on it, and everything is taken out again at the end.
 */
export class Lens {
  readonly #runtime: LensRuntime;
  readonly #controller = new AbortController();
  readonly #answers: Answers;
  readonly #queue: ScanQueue;
  readonly #placer: Placer;
  readonly #watch: PageWatch;
  #view: View | undefined;
  #listening: AbortSignal | undefined;
  #style: MarkStyle = 'underline';
  #counted = 0;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(runtime: LensRuntime, signal: AbortSignal) {
    this.#runtime = runtime;
    // Ends with the signal, or before it where the page does not want us.
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    const own = this.#controller.signal;
    this.#answers = new Answers(
      (texts) => runtime.match(texts),
      (style) => this.#paint(style),
      own,
    );
    this.#queue = new ScanQueue(
      (roots) => this.#read(roots),
      () => this.#onRead(),
      own,
    );
    this.#placer = new Placer((reason) => this.#place(reason), own);
    this.#watch = new PageWatch(
      {
        onMutations: (records) => this.#onMutations(records),
        onMove: (reason) => this.#onMove(reason),
        onReturn: () => this.#onReturn(),
        onListen: (listening) => {
          this.#listening = listening;
          this.#view?.card?.attach(listening);
        },
      },
      own,
    );
  }

  start(): void {
    this.#watch.start();
    this.#queue.addAll();
  }

  /** The contacts or the settings have changed: asks about every number again. */
  askAgain(): void {
    this.#answers.forget();
  }

  #stop(): void {
    this.#controller.abort();
    clearTimeout(this.#countTimer);
    if (this.#counted > 0) this.#runtime.count(0);
    this.#counted = 0;
  }

  #onMutations(records: readonly MutationRecord[]): void {
    this.#runtime.checkAlive();
    if (this.#view?.layer.revive() === false) this.#stop();
    if (this.#controller.signal.aborted) return;
    if (records.length > MANY_RECORDS) this.#queue.addAll();
    let last: Node | undefined;
    for (const record of this.#queue.willReadAll ? [] : records) {
      // Storms are mostly in one place.
      if (record.target === last || !changesText(record) || this.#isOurs(record)) continue;
      const added = blocksAdded(record);
      if (added) added.forEach((block) => this.#queue.add(block));
      else {
        last = record.target;
        this.#queue.add(ownBlock(last));
      }
    }
    this.#placer.soon('changed');
  }

  /** Our own host coming and going is no news. */
  #isOurs({ addedNodes, removedNodes }: MutationRecord): boolean {
    const node = addedNodes[0] ?? removedNodes[0];
    return addedNodes.length + removedNodes.length === 1 && node === this.#view?.layer.host;
  }

  #onMove(reason: Reason): void {
    this.#runtime.checkAlive();
    if (this.#view && !this.#view.marks.isEmpty) this.#placer.soon(reason);
  }

  #onReturn(): void {
    this.#counted = 0;
    this.#queue.addAll();
    this.#onMove('changed');
  }

  *#read(roots: Element[]): Generator<void, void, undefined> {
    const watch = (inner: ShadowRoot): void => this.#watch.addShadowRoot(inner);
    this.#view?.marks.beginReading(roots);
    for (const root of roots) {
      for (const found of findNumbers(root, watch)) {
        if (found) this.#openView().marks.meet(found, this.#answers.isKnown);
        yield;
      }
    }
    if (this.#view?.marks.endReading()) this.#queue.addAll();
  }

  #onRead(): void {
    if (!this.#view) return;
    this.#placer.soon('changed');
    this.#answers.want(this.#view.marks.texts());
    this.#loadCard(this.#view);
    this.#countSoon();
  }

  #paint(style: MarkStyle): void {
    this.#style = style;
    this.#view?.marks.paint(this.#answers.isKnown, style);
    this.#countSoon();
  }

  #place(reason: Reason): Placement {
    if (!this.#view || this.#view.marks.isEmpty) return { moved: false, unfinished: false };
    if (reason === 'changed') this.#raise(this.#view);
    return this.#view.marks.place(reason);
  }

  /** Numbers in a dialog or in full screen have their boxes above it. */
  #raise(view: View): void {
    const tops = topLayersAround(view.marks.elements());
    if (tops.size === view.tops.size && [...tops].every((top) => view.tops.has(top))) return;
    view.tops = tops;
    view.card?.leave();
    view.layer.raise(tops.size > 0);
  }

  #openView(): View {
    if (this.#view) return this.#view;
    const { signal } = this.#controller;
    const layer = new Layer(signal);
    const marks = new Marks(layer);
    marks.paint(this.#answers.isKnown, this.#style);
    this.#view = { layer, marks, card: undefined, isCardWanted: false, tops: new Set() };
    return this.#view;
  }

  /** Where any number is: that the card's script is there must not tell which are known. */
  #loadCard(view: View): void {
    if (view.isCardWanted) return;
    view.isCardWanted = true;
    const { signal } = this.#controller;
    const { layer, marks } = view;
    const cardToken = (text: string): Promise<string | undefined> => this.#runtime.cardToken(text);
    offerCard((attach) => {
      const parts = { marks, holder: layer.card, address: this.#runtime.card, cardToken };
      const card = (view.card = attach(parts));
      signal.addEventListener('abort', () => card.leave(), { once: true });
      if (this.#listening) card.attach(this.#listening);
    }, signal);
    this.#runtime.loadCard();
  }

  #countSoon(): void {
    clearTimeout(this.#countTimer);
    if (this.#view?.marks.knownCount === this.#counted) return;
    this.#countTimer = setTimeout(() => {
      this.#counted = this.#view?.marks.knownCount ?? 0;
      this.#runtime.count(this.#counted);
    }, COUNT_MS);
  }
}

/**
 * The new blocks, where a change is nothing else: a list that grows is not read again for that.
 *
 * @returns `undefined` where lines that were there before may have changed
 */
function blocksAdded({ type, addedNodes, removedNodes }: MutationRecord): Element[] | undefined {
  if (type !== 'childList' || addedNodes.length === 0) return undefined;
  const isBlock = (node: Node): boolean => ownBlock(node) === node;
  if (![...addedNodes, ...removedNodes].every(isBlock)) return undefined;
  return [...addedNodes].filter(isElement);
}
