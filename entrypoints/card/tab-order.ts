const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/**
 * Whether a key would take the focus over an end of the card. The frame lies before everything of
 * its page: the focus would go to the browser's own controls or to the page's beginning, and not
 * back to where it came from.
 */
export function isLeavingByTab(event: KeyboardEvent, root: HTMLElement): boolean {
  if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return false;
  const order = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    // Of several tabs only the chosen one is in the order.
    ({ tabIndex }) => tabIndex >= 0,
  );
  const at = document.activeElement;
  // Nothing is focused, or the name, which comes before everything: only backwards leads out.
  const isAtStart = at === order[0] || !order.some((element) => element === at);
  return event.shiftKey ? isAtStart : at === order.at(-1);
}
