import type { Box } from '../geometry.ts';

export interface Size {
  width: number;
  height: number;
}

/** The same for every contact: a size would tell the page how much there is to show. */
export const CARD: Size = { width: 360, height: 360 };
/** In a window or frame with less room than that nothing could be read. */
const LEAST: Size = { width: 200, height: 140 };

/** Between the card and its number, and between the card and the window's edges. */
const GAP = 6;
const MARGIN = 5;

/** Whether a window, which may be a small frame's, has room for any card at all. */
export function hasRoom({ width, height }: Size): boolean {
  return width >= LEAST.width + 2 * MARGIN && height >= LEAST.height + 2 * MARGIN;
}

/** Whether a whole card has its place beside a number in a window. */
export function hasWholeRoom(anchor: Box, viewport: Size): boolean {
  return roomsAround(anchor, viewport, false).some((room) => fits(CARD, room));
}

/**
 * Where a card goes: below the line of its number, else above it, else beside it; where none of
 * these has room for a whole card, it is made smaller on the side with the most room. It never
 * covers the number and is always whole in the window. Sideways it starts where the number starts
 * and is pushed into the window.
 *
 * @param anchor the number's line, in CSS pixels of the viewport
 * @param isRtl whether the number's text runs from right to left
 * @returns `undefined` if no side has room for a card that could be read
 */
export function placeCard(anchor: Box, viewport: Size, isRtl = false): Box | undefined {
  const rooms = roomsAround(anchor, viewport, isRtl);
  const room = rooms.find((candidate) => fits(CARD, candidate)) ?? largest(rooms);
  if (!room || !fits(LEAST, room)) return undefined;
  const width = Math.min(CARD.width, room.width);
  const height = Math.min(CARD.height, room.height);
  const start = isRtl ? anchor.left + anchor.width - width : anchor.left;
  // Pushed into its room, the card lies against the number on the one axis, beside it on the other.
  return {
    left: clamp(start, room.left, room.left + room.width - width),
    top: clamp(anchor.top + anchor.height, room.top, room.top + room.height - height),
    width,
    height,
  };
}

/** Keeps a box that the user moves in the window. */
export function moveInto({ left, top, width, height }: Box, viewport: Size): Box {
  return {
    left: clamp(left, MARGIN, viewport.width - MARGIN - width),
    top: clamp(top, MARGIN, viewport.height - MARGIN - height),
    width,
    height,
  };
}

/** The next corner of the window, clockwise, for who cannot drag. */
export function nextCorner(box: Box, viewport: Size): Box {
  const isRight = box.left + box.width / 2 > viewport.width / 2;
  const isLow = box.top + box.height / 2 > viewport.height / 2;
  const [toRight, toLow] = isRight ? [!isLow, true] : [!isLow, false];
  const left = toRight ? Infinity : -Infinity;
  const top = toLow ? Infinity : -Infinity;
  return moveInto({ ...box, left, top }, viewport);
}

/** What the number leaves free of the window: below, above, at the text's end, at its start. */
function roomsAround(anchor: Box, viewport: Size, isRtl: boolean): Box[] {
  const right = viewport.width - MARGIN;
  const bottom = viewport.height - MARGIN;
  const below = Math.max(MARGIN, anchor.top + anchor.height + GAP);
  const above = Math.min(bottom, anchor.top - GAP);
  const rightwards = Math.max(MARGIN, anchor.left + anchor.width + GAP);
  const leftwards = Math.min(right, anchor.left - GAP);
  const sides = [box(rightwards, MARGIN, right, bottom), box(MARGIN, MARGIN, leftwards, bottom)];
  return [
    box(MARGIN, below, right, bottom),
    box(MARGIN, MARGIN, right, above),
    ...(isRtl ? sides.reverse() : sides),
  ];
}

function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, width: right - left, height: bottom - top };
}

function largest(rooms: readonly Box[]): Box | undefined {
  const area = ({ width, height }: Box): number =>
    width < LEAST.width || height < LEAST.height
      ? 0
      : Math.min(width, CARD.width) * Math.min(height, CARD.height);
  return rooms.reduce((best, room) => (area(room) > area(best) ? room : best));
}

function fits(size: Size, room: Size): boolean {
  return room.width >= size.width && room.height >= size.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
