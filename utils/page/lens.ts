import type { MarkStyle, MatchAnswer } from '../messages/page-protocol.ts';
import { Answers } from './answers.ts';
import { queueChanged } from './changed-blocks.ts';
import { findNumbers } from './find/find-numbers.ts';
import { NumberView, type ViewParts } from './boxes/number-view.ts';
import type { Life } from './page-offer.ts';
import { LateValues } from './late-values.ts';
import { PageWatch } from './page-watch.ts';
import type { Question } from './question.ts';
import { isInDesignMode } from './safe-dom.ts';
import { ScanQueue } from './scan-queue.ts';

/** What the page's part needs of the extension. */
export interface LensRuntime extends Pick<ViewParts, 'attachCard' | 'card' | 'cardToken'> {
  /**
   * For each number whether it is a contact's; `undefined` if that cannot be told now.
   *
   * @param questions all of one language
   * @param isAhead whether they are out of view, and can wait
   */
  match(questions: Question[], isAhead: boolean): Promise<MatchAnswer | undefined>;
  /** So many different known numbers are here now. */
  count(known: number): void;
}

/** The count of known numbers is told when it has settled. */
const COUNT_MS = 400;
/** Between two looks for what no event tells of; where nothing happens, the boxes' are rarer. */
const LOOK_MS = 900;

/**
 * Recognises numbers on this page until its life ends. Nothing is put into the page before a number
 * was found on it, and everything is taken out again at the end.
 */
export class Lens {
  readonly #runtime: LensRuntime;
  readonly #checkAlive: () => void;
  readonly #controller = new AbortController();
  readonly #answers: Answers;
  readonly #queue: ScanQueue;
  readonly #watch: PageWatch;
  #view: NumberView | undefined;
  /** Ends when listeners were lost, and others have to listen again. */
  #listening = AbortSignal.abort();
  #isDesigned = false;
  readonly #lateValues = new LateValues();
  #lookAt = 0;
  #counted = 0;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(runtime: LensRuntime, { signal, check }: Life) {
    this.#runtime = runtime;
    this.#checkAlive = check;
    // Ends with the signal, or before it where the page does not want us.
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    const own = this.#controller.signal;
    this.#answers = new Answers(
      {
        match: (questions, isAhead) => runtime.match(questions, isAhead),
        onChange: (style) => this.#paint(style),
        ahead: (most) => this.#view?.openQuestions(most) ?? [],
      },
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
          check();
          this.#look();
          this.#view?.moved(reason);
        },
        onReturn: () => this.#onReturn(),
        onListen: (listening) => {
          this.#listening = listening;
          this.#view?.listen(listening);
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
    this.#checkAlive();
    if (this.#view?.revive() === false) this.#stop();
    if (this.#controller.signal.aborted) return;
    queueChanged(records, this.#queue, (record) => this.#isOurs(record));
    this.#view?.renew(new Set(records.flatMap(({ addedNodes }) => [...addedNodes])));
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

  /** Looks for what no event tells of: a document that is to be written in, the values of fields. */
  #look(): void {
    const now = performance.now();
    if (now < this.#lookAt) return;
    this.#lookAt = now + LOOK_MS;
    const wasDesigned = this.#isDesigned;
    this.#isDesigned = isInDesignMode();
    if (this.#isDesigned !== wasDesigned) this.#queue.addAll();
    this.#lateValues.changed().forEach((field) => this.#queue.add(field));
  }

  *#read(roots: Element[]): Generator<void, void, undefined> {
    const watch = (inner: ShadowRoot): void => this.#watch.addShadowRoot(inner);
    if (this.#view) yield* this.#view.numbers.begin();
    for (const root of roots) {
      for (const found of findNumbers(root, watch)) {
        // Where any number is, known or not.
        if (found) (this.#view ??= this.#newView()).numbers.meet(found);
        yield;
      }
      if (this.#view) yield* this.#view.numbers.settle(root);
    }
  }

  #newView(): NumberView {
    const view = new NumberView({
      ...this.#runtime,
      isKnown: this.#answers.isKnown,
      isOpen: this.#answers.isOpen,
      onLook: () => this.#look(),
      onNear: () => this.#answers.want(view.nearQuestions()),
      signal: this.#controller.signal,
    });
    view.listen(this.#listening);
    return view;
  }

  #onRead(): void {
    if (!this.#view) return;
    this.#view.moved('changed');
    this.#answers.lookAhead();
    this.#countSoon();
  }

  #paint(style: MarkStyle): void {
    this.#view?.paint(style);
    this.#countSoon();
  }

  #countSoon(): void {
    clearTimeout(this.#countTimer);
    this.#countTimer = setTimeout(() => {
      const count = this.#view?.knownCount ?? 0;
      if (count !== this.#counted) this.#runtime.count(count);
      this.#counted = count;
    }, COUNT_MS);
  }
}
