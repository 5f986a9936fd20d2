import type { MarkStyle, MatchAnswer } from '../messages/page-protocol.ts';
import { Answers } from './answers.ts';
import { findNumbers } from './find-numbers.ts';
import { ownBlock } from './lines.ts';
import { PageWatch, changesText } from './page-watch.ts';
import { isElement } from './safe-dom.ts';
import { ScanQueue } from './scan-queue.ts';
import { type View, type ViewParts, offerView } from './view-offer.ts';

/** What the page's part needs of the extension. */
export interface LensRuntime extends Pick<ViewParts, 'card' | 'cardToken'> {
  /** For each written number whether it is a contact's; `undefined` if that cannot be told now. */
  match(texts: string[]): Promise<MatchAnswer | undefined>;
  /** So many different known numbers are here now. */
  count(known: number): void;
  /** Has the view's script put beside this one. */
  loadView(): void;
  /** Looks whether the extension is still there, and ends everything here if not. */
  checkAlive(): void;
}

/** More changes than this in one turn, and it is cheaper to read the page than to read them. */
const MANY_RECORDS = 2_000;
/** The count of known numbers is told when it has settled. */
const COUNT_MS = 400;
/** A view that has not come is asked for again after so long, when there is a number again. */
const VIEW_RETRY_MS = 5_000;

/**
 * Recognises numbers on this page until the signal aborts. Nothing is put into the page before a
 * number was found on it, and everything is taken out again at the end.
 */
export class Lens {
  readonly #runtime: LensRuntime;
  readonly #controller = new AbortController();
  readonly #answers: Answers;
  readonly #queue: ScanQueue;
  readonly #watch: PageWatch;
  #view: View | undefined;
  #viewAskedAt = -VIEW_RETRY_MS;
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
    this.#watch = new PageWatch(
      {
        onMutations: (records) => this.#onMutations(records),
        onMove: (reason) => {
          runtime.checkAlive();
          this.#view?.moved(reason);
        },
        onReturn: () => this.#onReturn(),
        onListen: (listening) => this.#view?.listen(listening),
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
    if (this.#view?.revive() === false) this.#stop();
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
    this.#view?.moved('changed');
  }

  /** Our own host coming and going is no news. */
  #isOurs({ addedNodes, removedNodes }: MutationRecord): boolean {
    const node = addedNodes[0] ?? removedNodes[0];
    const isOne = addedNodes.length + removedNodes.length === 1;
    return isOne && node !== undefined && this.#view?.isOwn(node) === true;
  }

  /** Shown again after the back/forward cache: whoever shows the count has forgotten it. */
  #onReturn(): void {
    this.#counted = 0;
    this.#queue.addAll();
    this.#view?.moved('changed');
  }

  *#read(roots: Element[]): Generator<void, void, undefined> {
    const watch = (inner: ShadowRoot): void => this.#watch.addShadowRoot(inner);
    const view = this.#view;
    view?.beginReading(roots);
    for (const root of roots) {
      for (const found of findNumbers(root, watch)) {
        // Where any number is, known or not. Everything is read again when the view is there.
        if (found && !view) {
          this.#loadView();
          return;
        }
        if (found) view?.meet(found);
        yield;
      }
    }
    if (view?.endReading()) this.#queue.addAll();
  }

  #onRead(): void {
    if (!this.#view) return;
    this.#view.moved('changed');
    this.#answers.want(this.#view.texts());
    this.#countSoon();
  }

  #loadView(): void {
    const now = performance.now();
    if (this.#view || now - this.#viewAskedAt < VIEW_RETRY_MS) return;
    this.#viewAskedAt = now;
    const { card, cardToken } = this.#runtime;
    const { isKnown } = this.#answers;
    const { signal } = this.#controller;
    offerView((open) => {
      this.#view = open({ card, cardToken, isKnown, signal });
      this.#view.paint(this.#style);
      this.#watch.hearMoves();
      this.#queue.addAll();
    }, signal);
    this.#runtime.loadView();
  }

  #paint(style: MarkStyle): void {
    this.#style = style;
    this.#view?.paint(style);
    this.#countSoon();
  }

  #countSoon(): void {
    clearTimeout(this.#countTimer);
    if (this.#view?.knownCount === this.#counted) return;
    this.#countTimer = setTimeout(() => {
      this.#counted = this.#view?.knownCount ?? 0;
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
