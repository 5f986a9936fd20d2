import { type MatchAnswer, MAX_TEXTS_PER_MATCH } from '../messages/page-protocol.ts';
import { type CardAddress, CardFrame } from './card-frame.ts';
import { findNumbers } from './find-numbers.ts';
import { Hover } from './hover.ts';
import { type Layer, insertLayer } from './layer.ts';
import { Marks } from './marks.ts';
import { isInPage } from './safe-dom.ts';
import { ownBlock } from './text-runs.ts';

/** What the page's part needs of the extension. */
export interface LensRuntime {
  /** For each written number whether it is a contact's; `undefined` if that cannot be told now. */
  match(texts: string[]): Promise<MatchAnswer | undefined>;
  /** A one-time token for the card of a known number. */
  cardToken(text: string): Promise<string | undefined>;
  card: CardAddress;
}

/** Changes are gathered for so long before they are looked at. */
const GATHER_MS = 150;
/** More changed places than this at once, and the whole page is read again. */
const MAX_ROOTS = 50;
/** So often the layer is put back into a page that takes it out. */
const MAX_REVIVALS = 10;
/** Time for one stretch of reading, well below what a user notices. */
const SLICE_MS = 8;

/**
 * Recognises numbers on this page until the signal aborts. Nothing is put into the page before a
 * number was found on it, and everything is taken out again at the end.
 */
export class Lens {
  private readonly runtime: LensRuntime;
  private readonly signal: AbortSignal;
  private readonly answers = new Map<string, boolean>();
  private readonly changed = new Set<Element>();
  private revivals = 0;
  private view: { layer: Layer; marks: Marks; hover: Hover } | undefined;
  private gathering = false;
  private placing = false;

  constructor(runtime: LensRuntime, signal: AbortSignal) {
    this.runtime = runtime;
    this.signal = signal;
  }

  start(): void {
    const observer = new MutationObserver((records) => this.onMutations(records));
    // On `document`, as its observers survive `document.open`.
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['href', 'class', 'style', 'hidden', 'open'],
    });
    this.signal.addEventListener('abort', () => observer.disconnect(), { once: true });

    const { signal } = this;
    const place = (): void => this.placeSoon();
    addEventListener('scroll', place, { capture: true, passive: true, signal });
    addEventListener('resize', place, { passive: true, signal });
    addEventListener('load', place, { capture: true, passive: true, signal });
    addEventListener('transitionend', place, { capture: true, passive: true, signal });
    void document.fonts.ready.then(place);
    // What makes the page longer or shorter has moved its text: a larger font, an image, a fold.
    const resizes = new ResizeObserver(place);
    resizes.observe(document.documentElement);
    if (document.body instanceof HTMLElement) resizes.observe(document.body);
    signal.addEventListener('abort', () => resizes.disconnect(), { once: true });

    this.changed.add(document.documentElement);
    this.gather();
  }

  /** The contacts have changed: asks about every number again. */
  askAgain(): void {
    this.answers.clear();
    if (this.view) void this.ask(this.view.marks);
  }

  private onMutations(records: readonly MutationRecord[]): void {
    const host = this.view?.layer.host;
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes' && !(target instanceof HTMLAnchorElement)) continue;
      if (addedNodes.length === 1 && addedNodes[0] === host) continue;
      this.changed.add(ownBlock(target));
    }
    if (this.changed.size > 0) this.gather();
    this.placeSoon();
  }

  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    setTimeout(() => {
      requestIdleCallback(() => {
        this.gathering = false;
        if (!this.signal.aborted) void this.readChanged();
      });
    }, GATHER_MS);
  }

  private async readChanged(): Promise<void> {
    const roots =
      this.changed.size > MAX_ROOTS ? [document.documentElement] : outermost([...this.changed]);
    this.changed.clear();
    this.revive();
    this.view?.marks.removeIn(roots);
    for (const root of roots) await this.read(root);
    if (!this.view) return;
    this.view.marks.place();
    await this.ask(this.view.marks);
  }

  private async read(root: Element): Promise<void> {
    let end = performance.now() + SLICE_MS;
    for (const found of findNumbers(root)) {
      if (found) {
        const mark = this.openView().marks.add(found);
        if (mark) mark.known = this.answers.get(found.text) ?? false;
      }
      if (performance.now() < end) continue;
      await new Promise((resolve) => requestIdleCallback(resolve));
      if (this.signal.aborted) return;
      end = performance.now() + SLICE_MS;
    }
  }

  private async ask(marks: Marks): Promise<void> {
    const texts = marks.texts().filter((text) => !this.answers.has(text));
    for (let start = 0; start < texts.length; start += MAX_TEXTS_PER_MATCH) {
      const batch = texts.slice(start, start + MAX_TEXTS_PER_MATCH);
      const reply = await this.runtime.match(batch);
      if (this.signal.aborted) return;
      batch.forEach((text, index) => {
        const answer = reply?.known[index] ?? undefined;
        if (answer === undefined) return;
        this.answers.set(text, answer);
        marks.setKnown(text, answer);
      });
    }
  }

  /** Puts the layer back after the page has replaced its document; a page that insists wins. */
  private revive(): void {
    if (!this.view || isInPage(this.view.layer.host) || this.revivals >= MAX_REVIVALS) return;
    this.revivals += 1;
    document.documentElement.append(this.view.layer.host);
  }

  private openView(): { marks: Marks } {
    if (this.view) return this.view;
    const layer = insertLayer(this.signal);
    const marks = new Marks(layer.boxes);
    const card = new CardFrame(layer.card, this.runtime.card, {
      onEnter: () => hover.keep(),
      onLeave: () => hover.release(),
      onClose: () => hover.leave(),
    });
    const hover: Hover = new Hover(marks, card, (text) => this.runtime.cardToken(text));
    hover.attach(this.signal);
    this.view = { layer, marks, hover };
    return this.view;
  }

  private placeSoon(): void {
    if (this.placing || !this.view || this.view.marks.isEmpty) return;
    this.placing = true;
    requestAnimationFrame(() => {
      this.placing = false;
      if (this.signal.aborted) return;
      this.view?.marks.removeIn([]);
      this.view?.marks.place();
    });
  }
}

/** Without those that are in another one, or no longer in the page. */
function outermost(elements: Element[]): Element[] {
  return elements.filter(
    (element) =>
      isInPage(element) &&
      !elements.some((other) => other !== element && Node.prototype.contains.call(other, element)),
  );
}
