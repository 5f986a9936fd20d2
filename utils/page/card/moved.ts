import type { Box } from '../geometry.ts';

/** Who scrolls farther has turned away, in CSS pixels. */
const SCROLLED_PX = 8;

/** Whether a number's line is no longer where it was, or no longer seen. */
export function hasMoved(before: Box, now: Box | undefined): boolean {
  return !now || Math.hypot(now.left - before.left, now.top - before.top) > SCROLLED_PX;
}
