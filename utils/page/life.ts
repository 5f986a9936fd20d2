/** So long is seen what has had no sign of life. */
const LIFE_MS = 6_000;
const SIGN_MS = 2_000;

/** Either is enough; the boxes and the frame have styles of their own that win over one of them. */
const GONE: Keyframe = { visibility: 'hidden', display: 'none' };

/**
 * Hides elements by themselves when the script that has put them there is no more: Firefox ends
 * the scripts of an extension that is disabled or removed without a word to them, and what they
 * have put into a page stays. An animation waits to hide it, and has to wait anew as long as there
 * is a script that says so.
 */
export function hideWithoutScript(elements: readonly HTMLElement[], signal: AbortSignal): void {
  const ends = elements.map((element) =>
    element.animate([GONE, GONE], { delay: LIFE_MS, duration: 1, fill: 'forwards' }),
  );
  const live = (): void => ends.forEach((end) => (end.currentTime = 0));
  const timer = setInterval(live, SIGN_MS);
  // A tab in the background has few timers, one that was frozen has none.
  const options = { capture: true, passive: true, signal };
  Document.prototype.addEventListener.call(document, 'visibilitychange', live, options);
  addEventListener('pageshow', live, options);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
