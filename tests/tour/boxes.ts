/** How many numbers have a box, and how many of those are marked as contacts'. */
export interface Recognised {
  known: number;
  all: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  known: boolean;
}

/**
 * Counts the numbers that the extension's boxes stand for. Every number has the same box; the line
 * below it has a colour only if the number is a contact's. Boxes that touch are one number's: where
 * a number runs over several elements it has a box for each.
 *
 * @param styles the inline styles of everything that the extension has put into a page
 */
export function countNumbers(styles: readonly string[]): Recognised {
  const boxes = styles
    .map(boxOf)
    .filter((box) => box !== undefined)
    .sort((a, b) => a.top - b.top || a.left - b.left);
  const firsts = boxes.filter((box, index) => !goesOn(boxes[index - 1], box));
  return { known: firsts.filter(({ known }) => known).length, all: firsts.length };
}

function boxOf(style: string): Box | undefined {
  const line = /border-bottom(?:-color)?:[^;]*/u.exec(style)?.[0];
  if (line === undefined) return undefined;
  const left = pixels(style, 'left');
  return {
    left,
    right: left + pixels(style, 'width'),
    top: pixels(style, 'top'),
    known: !/transparent|rgba\(0, 0, 0, 0\)/u.test(line),
  };
}

function pixels(style: string, property: string): number {
  return Number(new RegExp(`(?:^|[; ])${property}: (-?[\\d.]+)px`, 'u').exec(style)?.[1] ?? 0);
}

function goesOn(before: Box | undefined, box: Box): boolean {
  return before?.top === box.top && box.left <= before.right + 0.5;
}
