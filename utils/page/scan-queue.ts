import { shownBlock } from './find/flow.ts';
import { isInPage } from './safe-dom.ts';
import { rootElement } from './safe-document.ts';
import { isAround } from './flat-tree.ts';

/** Changes are gathered for so long before they are looked at: at most seven readings a second. */
const GATHER_MS = 150;
/** More changed places than this at once, and the whole page is read again. */
const MAX_ROOTS = 200;
/** Time for one stretch of reading, well below what a user notices. */
const SLICE_MS = 8;
/** Between two readings there are so many times the time that the last one took. */
const REST_RATIO = 9;
const MAX_REST_MS = 5_000;
/** A page that is never idle is read all the same. */
const IDLE_TIMEOUT_MS = 500;

/** Reads what has changed, piece by piece; an unanswered `yield` is a place to pause. */
export type Reading = (roots: Element[]) => Iterable<unknown>;

/**
 * Decides when what is read: changes are gathered, readings follow one another with rests between
 * them, and none holds up the page for more than a slice. However much a page changes, reading it
 * takes a tenth of the time.
 */
export class ScanQueue {
  readonly #read: Reading;
  readonly #onEnd: () => void;
  readonly #signal: AbortSignal;
  readonly #changed = new Set<Element>();
  #isAll = false;
  #isBusy = false;
  #notBefore = 0;

  constructor(read: Reading, onEnd: () => void, signal: AbortSignal) {
    this.#read = read;
    this.#onEnd = onEnd;
    this.#signal = signal;
  }

  /** Whether the whole page will be read anyway: nobody needs to say what has changed. */
  get willReadAll(): boolean {
    return this.#isAll;
  }

  add(element: Element): void {
    if (this.#isAll) return;
    this.#changed.add(element);
    if (this.#changed.size > MAX_ROOTS) this.addAll();
    else this.#begin();
  }

  addAll(): void {
    this.#isAll = true;
    this.#changed.clear();
    this.#begin();
  }

  #begin(): void {
    if (this.#isBusy || this.#signal.aborted) return;
    this.#isBusy = true;
    const delay = Math.max(GATHER_MS, this.#notBefore - performance.now());
    setTimeout(() => void this.#run(), delay);
  }

  async #run(): Promise<void> {
    await idle();
    if (this.#isOver()) return;
    const roots = this.#take();
    let busy = 0;
    let start = performance.now();
    const reading = this.#read(roots)[Symbol.iterator]();
    while (reading.next().done !== true) {
      const now = performance.now();
      if (now - start < SLICE_MS) continue;
      busy += now - start;
      await idle();
      if (this.#isOver()) return;
      start = performance.now();
    }
    busy += performance.now() - start;
    this.#notBefore = performance.now() + Math.min(busy * REST_RATIO, MAX_REST_MS);
    this.#isBusy = false;
    this.#onEnd();
    if (this.#isAll || this.#changed.size > 0) this.#begin();
  }

  #isOver(): boolean {
    return this.#signal.aborted;
  }

  #take(): Element[] {
    const root = rootElement();
    const roots = this.#isAll && root ? [root] : outermost([...this.#changed].map(shownBlock));
    this.#isAll = false;
    this.#changed.clear();
    return roots;
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: IDLE_TIMEOUT_MS }));
}

/** Without those that are in another one, or no longer in the page. */
function outermost(elements: Element[]): Element[] {
  return elements.filter(
    (element) =>
      isInPage(element) && !elements.some((other) => other !== element && isAround(other, element)),
  );
}
