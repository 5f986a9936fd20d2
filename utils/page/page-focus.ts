import { activeElement } from './safe-document.ts';
import { openRootOf } from './shadow-roots.ts';

/**
 * Remembers what has the focus on the page.
 *
 * @returns gives the focus back to it
 */
export function rememberFocus(): () => void {
  let focused = activeElement();
  for (let inner = focused; inner; inner = openRootOf(inner)?.activeElement ?? null) {
    focused = inner;
  }
  return () => {
    if (focused instanceof HTMLElement) {
      HTMLElement.prototype.focus.call(focused, { preventScroll: true });
    }
  };
}
