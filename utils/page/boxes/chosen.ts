/** A number that is near, as far as it matters for whether it gets boxes. */
export interface Near {
  /** Whether any of it is in the window and not cut off. */
  isInView: boolean;
  /** How far from the window it is, in CSS pixels; 0 in it. */
  distance: number;
}

/**
 * Which of the numbers that are near get boxes: those in view, as they follow one another on the
 * page, then the others, the nearest first. Whose they are is not known to it.
 *
 * @param near in the document's order
 * @param most at most so many
 */
export function chosen<T extends Near>(near: readonly T[], most: number): T[] {
  const inView = near.filter(({ isInView }) => isInView);
  const others = near.filter(({ isInView }) => !isInView);
  others.sort((a, b) => a.distance - b.distance);
  return [...inView, ...others].slice(0, most);
}
