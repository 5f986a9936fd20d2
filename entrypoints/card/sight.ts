/** The part of IntersectionObserver's second version that TypeScript does not know yet. */
interface SightOptions extends IntersectionObserverInit {
  trackVisibility: boolean;
  /** Milliseconds between two looks; browsers want at least 100. */
  delay: number;
}

interface SightEntry extends IntersectionObserverEntry {
  /** Nothing lies over it, and it is not seen through. Chromium only. */
  isVisible?: boolean;
}

/**
 * Lets no click through while something of the page lies over the card or has made it transparent:
 * a page could have its visitors click the card without seeing it (security T7). Only Chromium can
 * tell; in Firefox the card's place in the top layer has to do, and that nothing in it can harm.
 */
export function watchSight(root: HTMLElement): void {
  let isSeen = true;
  const options: SightOptions = { threshold: 1, trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries: SightEntry[]) => {
    const last = entries.at(-1);
    isSeen = last?.isVisible ?? true;
  }, options);
  observer.observe(root);
  root.ownerDocument.defaultView?.addEventListener(
    'click',
    (event) => {
      // Keys are pressed by who knows where the focus is.
      const isByPointer = event.isTrusted && event.detail > 0;
      if (isSeen || !isByPointer) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
