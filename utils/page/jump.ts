import type { Anchor } from './boxes/mark.ts';
import { ownRoot } from './own-root.ts';
import { isElement, isInPage, parentOf } from './safe-dom.ts';
import { newDiv, rootElement } from './safe-document.ts';
import { setStyle } from './style.ts';

/** Long enough to be found by the eye after the popup has closed. */
const SHOWN_MS = 2_500;
const AROUND_PX = 4;

/**
 * Scrolls to a number and rings it for a moment. The page can see both. That is no leak of ours:
 * the user has asked to be taken to this one number, as with the browser's own search, and the
 * page is told nothing of all the others.
 */
export function jumpTo(anchor: Anchor): void {
  const element = isElement(anchor.node) ? anchor.node : parentOf(anchor.node);
  if (!isElement(element)) return;
  // Scrolls nested scrollers and the frames around this one too.
  const center = { block: 'center', inline: 'nearest', behavior: 'instant' } as const;
  Element.prototype.scrollIntoView.call(element, center);
  const [line] = anchor.rects();
  // In a text longer than the window its middle is not where the number is.
  if (line && (line.top < 0 || line.bottom > innerHeight)) {
    scrollBy({ top: line.top - innerHeight / 2, behavior: 'instant' });
  }
  ring(anchor);
}

/** Draws a ring that stays with its number and goes by itself; in a closed root, as all we draw. */
function ring(anchor: Anchor): void {
  const root = rootElement();
  if (!root) return;
  const host = newDiv();
  setStyle(host, { all: 'initial', position: 'absolute', left: '0', top: '0' });
  const ringBox = newDiv();
  setStyle(ringBox, {
    position: 'fixed',
    'box-sizing': 'border-box',
    'border-radius': '6px',
    outline: '3px solid #0b6470',
    // A light line outside the dark one: seen on every ground.
    'box-shadow': '0 0 0 6px #ffffff',
    'pointer-events': 'none',
  });
  ownRoot(host).append(ringBox);
  // The top layer: above every z-index, and `fixed` means the window there whatever is around.
  ringBox.popover = 'manual';
  Element.prototype.append.call(root, host);
  ringBox.showPopover();

  const end = performance.now() + SHOWN_MS;
  const follow = (now: number): void => {
    const rect = anchor.bounds();
    if (now > end || !isInPage(host) || !rect) {
      host.remove();
      return;
    }
    setStyle(ringBox, {
      inset: 'auto',
      margin: '0',
      padding: '0',
      border: '0',
      background: 'none',
      left: `${rect.left - AROUND_PX}px`,
      top: `${rect.top - AROUND_PX}px`,
      width: `${rect.width + 2 * AROUND_PX}px`,
      height: `${rect.height + 2 * AROUND_PX}px`,
    });
    requestAnimationFrame(follow);
  };
  requestAnimationFrame(follow);
}
