/** The content script's sign in its isolated world, which the page cannot see. */
export const RUNNING = Symbol.for('lens-for-callbell');

/** Whether the user has Lens in this frame: its content script is there, and has not been ended. */
export function isRunning(): boolean {
  return (globalThis as { [RUNNING]?: () => boolean })[RUNNING]?.() === true;
}
