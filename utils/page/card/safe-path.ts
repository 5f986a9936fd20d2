import { type Box, contains } from '../geometry.ts';

/** A place in the viewport, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Whether a pointer that has left a number is on its way to the card: in the smallest convex shape
 * around the point where it left and the card. Whoever goes straight to any part of the card stays
 * in it.
 */
export function isOnPath(from: Point, card: Box, at: Point): boolean {
  if (contains(card, at.x, at.y)) return true;
  const right = card.left + card.width;
  const bottom = card.top + card.height;
  const corners: Point[] = [
    { x: card.left, y: card.top },
    { x: right, y: card.top },
    { x: right, y: bottom },
    { x: card.left, y: bottom },
  ];
  return corners.some((a, index) =>
    corners.slice(index + 1).some((b) => isInTriangle(from, a, b, at)),
  );
}

/** Whether a pointer has come nearer to a card, or is in it. */
export function isNearer(card: Box, before: Point, at: Point): boolean {
  return distance(card, at) < distance(card, before) || contains(card, at.x, at.y);
}

function distance({ left, top, width, height }: Box, { x, y }: Point): number {
  return Math.hypot(
    Math.max(left - x, 0, x - left - width),
    Math.max(top - y, 0, y - top - height),
  );
}

function isInTriangle(a: Point, b: Point, c: Point, at: Point): boolean {
  // A triangle without area would have all of its line in it.
  if (turn(a, b, c) === 0) return false;
  const sides = [turn(a, b, at), turn(b, c, at), turn(c, a, at)];
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** On which side of the line from one point to another a third one lies. */
function turn(a: Point, b: Point, at: Point): number {
  return (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
}
