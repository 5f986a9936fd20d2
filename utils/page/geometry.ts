/** A rectangle in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Browsers round the edges of neighbouring inline boxes: so near they touch. */
const TOUCHING = 1;

/** The part that two boxes share; `undefined` if they share none. */
export function intersect(a: Box, b: Box): Box | undefined {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.min(a.left + a.width, b.left + b.width) - left;
  const height = Math.min(a.top + a.height, b.top + b.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}

/** The smallest box around two. */
export function unite(a: Box, b: Box): Box {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
}

/**
 * Joins the boxes of a text that runs over inline elements into one for each line: a browser gives
 * one for every element (`<b>+39</b> 347`), and a reader sees one line.
 *
 * @param boxes in the text's order
 */
export function joinLines(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const line = lines.at(-1);
    if (line && isOneLine(line, box)) lines[lines.length - 1] = unite(line, box);
    else lines.push(box);
  }
  return lines;
}

function isOneLine(a: Box, b: Box): boolean {
  const overlap = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const gap = Math.max(a.left, b.left) - Math.min(a.left + a.width, b.left + b.width);
  return overlap >= Math.min(a.height, b.height) / 2 && gap <= TOUCHING;
}

/** A box with so much more on each side. */
export function enlarge({ left, top, width, height }: Box, across: number, down: number): Box {
  return {
    left: left - across,
    top: top - down,
    width: width + 2 * across,
    height: height + 2 * down,
  };
}

/** Measures how far boxes are from an area, across and down; 0 where they touch it. */
export function distanceTo(area: Box): (box: Box) => number {
  return ({ left, top, width, height }) => {
    const across = Math.max(area.left - left - width, left - area.left - area.width, 0);
    const down = Math.max(area.top - top - height, top - area.top - area.height, 0);
    return across + down;
  };
}

/** Whether a point lies in a box, its edges included. */
export function contains(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
}

export function isSameBox(a: Box, b: Box | undefined): boolean {
  return a.left === b?.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

/**
 * Takes a box to the coordinates around it.
 *
 * @param area where the box's own coordinates are in those
 * @param size how much of its own coordinates that is
 */
export function boxWithin(area: Box, size: Pick<Box, 'width' | 'height'>, box: Box): Box {
  const across = area.width / size.width;
  const down = area.height / size.height;
  return {
    left: area.left + box.left * across,
    top: area.top + box.top * down,
    width: box.width * across,
    height: box.height * down,
  };
}

/** The way back of {@link boxWithin}. */
export function boxOutOf(area: Box, size: Pick<Box, 'width' | 'height'>, box: Box): Box {
  const across = size.width / area.width;
  const down = size.height / area.height;
  return {
    left: (box.left - area.left) * across,
    top: (box.top - area.top) * down,
    width: box.width * across,
    height: box.height * down,
  };
}
