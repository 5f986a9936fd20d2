/**
 * Listens to what the user really does, before the page hears of it: a page can make events, but
 * none that are trusted (security T6).
 */
export function onTrusted<K extends keyof WindowEventMap>(
  type: K,
  handle: (event: WindowEventMap[K]) => void,
  { signal, passive = true }: { signal: AbortSignal; passive?: boolean },
): void {
  const trusted = (event: WindowEventMap[K]): void => {
    if (event.isTrusted) handle(event);
  };
  addEventListener(type, trusted, { capture: true, passive, signal });
}

/** This key or press was for the card: the page, and a dialog of it, does not hear of it. */
export function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
