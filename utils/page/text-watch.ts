/** Attributes that change what is read, or how. */
const READ = 'href value readonly disabled contenteditable aria-label title lang'.split(' ');

/** Whether a change can have changed what is written. */
export function changesText({ type, attributeName }: MutationRecord): boolean {
  return type !== 'attributes' || READ.includes(attributeName ?? '');
}

/** Watches a page and its shadow roots for changes until the signal aborts. */
export class TextWatch {
  readonly #observer: MutationObserver;
  readonly #options: MutationObserverInit;
  readonly #shadowRoots = new WeakSet<ShadowRoot>();
  readonly #signal: AbortSignal;

  /** @param placing attributes to be told of as well, as they change where things are */
  constructor(
    onMutations: (records: readonly MutationRecord[]) => void,
    signal: AbortSignal,
    placing: readonly string[] = [],
  ) {
    this.#observer = new MutationObserver(onMutations);
    this.#signal = signal;
    this.#options = {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...READ, ...placing],
    };
    signal.addEventListener('abort', () => this.#observer.disconnect(), { once: true });
  }

  start(): void {
    // On `document`, as its observers survive `document.open`; listeners do not.
    this.#observer.observe(document, this.#options);
  }

  /**
   * Mutations do not leave shadow roots: each is watched by itself.
   *
   * @returns whether it was not watched before
   */
  addShadowRoot(root: ShadowRoot): boolean {
    if (this.#shadowRoots.has(root) || this.#signal.aborted) return false;
    this.#shadowRoots.add(root);
    this.#observer.observe(root, this.#options);
    return true;
  }
}
