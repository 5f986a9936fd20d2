import { activeElement } from '../safe-document.ts';

/**
 * Remembers what has the focus on the page.
 *
 * @returns gives the focus back to it
 */
export function rememberFocus(): () => void {
  let focused = activeElement();
  for (let inner = focused; inner; inner = activeIn(inner)) {
    focused = inner;
  }
  return () => {
    if (focused instanceof HTMLElement) {
      HTMLElement.prototype.focus.call(focused, { preventScroll: true });
    }
  };
}

/** What has the focus in an element's open shadow root; a form's field may be called that, too. */
function activeIn({ shadowRoot }: Element): Element | null {
  return shadowRoot instanceof ShadowRoot ? shadowRoot.activeElement : null;
}
