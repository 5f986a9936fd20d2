import type { Box } from './geometry.ts';

export interface Size {
  width: number;
  height: number;
}

/** Between the card and its number, and between the card and the window's edges. */
const GAP = 6;
const MARGIN = 5;

/** Whether a window, which may be a small frame's, can show a whole card. */
export function fitsCard(card: Size, viewport: Size): boolean {
  const margins = 2 * MARGIN;
  return viewport.width >= card.width + margins && viewport.height >= card.height + margins;
}

/**
 * Where a card goes: below the line of its number, above it where there is no room below, and
 * where neither has room on the side with more of it. It never covers the number; sideways it
 * starts where the number starts and is pushed into the window.
 *
 * @returns the card's top left corner in CSS pixels of the viewport
 */
export function placeCard(anchor: Box, card: Size, viewport: Size): { left: number; top: number } {
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - card.height;
  const roomBelow = viewport.height - MARGIN - below - card.height;
  const roomAbove = above - MARGIN;
  const goesBelow = roomBelow >= 0 || roomBelow >= roomAbove;
  const rightmost = viewport.width - MARGIN - card.width;
  return {
    left: Math.max(MARGIN, Math.min(anchor.left, rightmost)),
    top: goesBelow ? below : above,
  };
}
