import { bodyElement, fontsOfPage, rootElement } from './safe-document.ts';

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

/** Attributes that change what is read, and those that change only where and whether it is seen. */
const READ = ['href', 'value', 'readonly', 'disabled', 'contenteditable', 'aria-label', 'title'];
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

const OBSERVED = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [...READ, ...PLACED],
};

/** Whether a change can have changed what is written. */
export function changesText({ type, attributeName }: MutationRecord): boolean {
  return type !== 'attributes' || READ.includes(attributeName ?? '');
}

/**
 * Listens to a page until the signal aborts: to what changes its text, and, when there is something
 * that has to move with it, to whatever can move it.
 */
export class PageWatch {
  readonly #listener: PageListener;
  readonly #signal: AbortSignal;
  readonly #observer: MutationObserver;
  readonly #resizes: ResizeObserver;
  #shadowRoots = new WeakSet<ShadowRoot>();
  #hearsMoves = false;
  #root: Element | null = null;
  #listening: AbortController | undefined;

  constructor(listener: PageListener, signal: AbortSignal) {
    this.#listener = listener;
    this.#signal = signal;
    this.#observer = new MutationObserver((records) => this.#onMutations(records));
    this.#resizes = new ResizeObserver(() => this.#moved());
    signal.addEventListener(
      'abort',
      () => {
        this.#observer.disconnect();
        this.#resizes.disconnect();
        this.#listening?.abort();
      },
      { once: true },
    );
  }

  start(): void {
    // On `document`, as its observers survive `document.open`; listeners do not.
    this.#observer.observe(document, OBSERVED);
    this.#listen();
  }

  /**
   * There is a number: whatever can move it is listened to from now on, in shadow roots when they
   * are added again.
   */
  hearMoves(): void {
    this.#hearsMoves = true;
    this.#shadowRoots = new WeakSet();
    this.#listen();
  }

  /** Events and mutations do not leave shadow roots: each is listened to by itself. */
  addShadowRoot(root: ShadowRoot): void {
    if (this.#shadowRoots.has(root) || this.#signal.aborted) return;
    this.#shadowRoots.add(root);
    this.#observer.observe(root, OBSERVED);
    if (!this.#hearsMoves) return;
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
    if (!this.#hearsMoves) return;
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
