import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Tab, until } from '../harness/driver.ts';
import { readPng } from './png.ts';

/**
 * What the user sees and the page must not: which numbers are marked with a colour. Read from
 * the pixels, so it is the same proof in both browsers that the answer has arrived and is shown.
 */
export async function markedNumbers(tab: Tab, selector = '.number'): Promise<boolean[]> {
  const places = await tab.evaluate(
    (wanted: string) =>
      [...document.querySelectorAll(wanted)].map((number) => {
        const { left, top, width, height } = number.getBoundingClientRect();
        return { left: Math.floor(left), top: Math.floor(top) - 2, width, height: height + 4 };
      }),
    selector,
  );
  const folder = await mkdtemp(join(tmpdir(), 'lens-view-'));
  try {
    const path = join(folder, 'view.png');
    await tab.screenshot(path);
    const { at } = readPng(await readFile(path));
    return places.map(({ left, top, width, height }) => {
      let coloured = 0;
      for (let y = top; y < top + height; y += 1) {
        for (let x = left; x < left + width; x += 1) {
          const rgb = at(x, y);
          if (Math.max(...rgb) - Math.min(...rgb) > 90) coloured += 1;
        }
      }
      // A line of two pixels under half of a number; the page's own text is black on white.
      return coloured > width;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Waits until the user sees exactly these numbers marked. */
export function isMarked(tab: Tab, wanted: readonly boolean[]): Promise<boolean> {
  return until(
    async () => {
      const marked = await markedNumbers(tab);
      return marked.every((is, index) => is === wanted[index]) ? true : undefined;
    },
    { what: 'the marks of all members' },
  );
}
