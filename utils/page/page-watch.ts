import { bodyElement, fontsOfPage, rootElement } from './safe-document.ts';
import { TextWatch } from './text-watch.ts';

/** What happens on a page that can concern its numbers. */
export interface PageListener {
  /** Nodes have come, gone or changed. */
  onMutations(records: readonly MutationRecord[]): void;
  /** What is there may be somewhere else, or not be seen any more. */
  onMove(reason: 'scrolled' | 'changed'): void;
  /** The page is shown again after it was in the browser's back/forward cache. */
  onReturn(): void;
  /** Listeners on the window were lost: others have to listen again too, until the signal aborts. */
  onListen(signal: AbortSignal): void;
}

/** Attributes that change only where something is and whether it is seen. */
const PLACED = [
  'class',
  'style',
  'hidden',
  'open',
  'width',
  'height',
  'dir',
  'src',
  'rel',
  'media',
];

/** Any of these can be when something moves for which there is no event of its own. */
const MOVES = (
  'resize load loadedmetadata toggle fullscreenchange visibilitychange ' +
  'transitionrun transitionend animationstart animationend ' +
  'pointerover click input change focusin focusout'
).split(' ');

/**
 * Listens to a page until the signal aborts: to what changes its text, and to whatever can move it.
 */
export class PageWatch {
  readonly #listener: PageListener;
  readonly #signal: AbortSignal;
  readonly #texts: TextWatch;
  readonly #resizes: ResizeObserver;
  #root: Element | null = null;
  #listening: AbortController | undefined;

  constructor(listener: PageListener, signal: AbortSignal) {
    this.#listener = listener;
    this.#signal = signal;
    this.#texts = new TextWatch((records) => this.#onMutations(records), signal, PLACED);
    this.#resizes = new ResizeObserver(() => this.#moved());
    signal.addEventListener(
      'abort',
      () => {
        this.#resizes.disconnect();
        this.#listening?.abort();
      },
      { once: true },
    );
  }

  start(): void {
    this.#texts.start();
    this.#listen();
  }

  /** Events do not leave shadow roots either. */
  addShadowRoot(root: ShadowRoot): void {
    if (!this.#texts.addShadowRoot(root)) return;
    const options = { capture: true, passive: true, signal: this.#signal };
    for (const type of MOVES) root.addEventListener(type, this.#moved, options);
    root.addEventListener('scroll', this.#scrolled, options);
  }

  #onMutations(records: readonly MutationRecord[]): void {
    if (rootElement() !== this.#root) this.#listen();
    this.#listener.onMutations(records);
  }

  #listen(): void {
    this.#root = rootElement();
    this.#listening?.abort();
    const { signal } = (this.#listening = new AbortController());
    const options = { capture: true, passive: true, signal };
    const onShow = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) this.#listener.onReturn();
    };
    addEventListener('pageshow', onShow, options);
    for (const type of MOVES) addEventListener(type, this.#moved, options);
    addEventListener('scroll', this.#scrolled, options);
    fontsOfPage()?.addEventListener('loadingdone', this.#moved, { signal });
    // What makes the page longer or shorter has moved its text: a larger font, an image, a fold.
    this.#resizes.disconnect();
    for (const element of [this.#root, bodyElement()]) {
      if (element instanceof Element) this.#resizes.observe(element);
    }
    this.#listener.onListen(signal);
  }

  readonly #moved = (): void => this.#listener.onMove('changed');
  readonly #scrolled = (): void => this.#listener.onMove('scrolled');
}
