import type { ChromiumTab } from '../harness/chromium.ts';
import { until } from '../harness/driver.ts';
import { boxesIn } from './boxes.ts';

/** The texts below boxes, as a reader sees them there. */
export interface Marked {
  text: string;
  isKnown: boolean;
}

/** Waits until these texts have boxes and no others, and so many of them are known. */
export async function markedAre(tab: ChromiumTab, texts: string[], known: number): Promise<void> {
  let last: Marked[] = [];
  await until(async () => {
    last = await markedIn(tab);
    const isSame = last.map(({ text }) => text).join('|') === texts.join('|');
    return isSame && last.filter(({ isKnown }) => isKnown).length === known ? true : undefined;
  }).catch((cause: unknown) => {
    const wanted = `${known} known of ${JSON.stringify(texts)}`;
    throw new Error(`wanted are ${wanted}, marked are ${JSON.stringify(last)}`, { cause });
  });
}

/** What is marked on a page now, from top to bottom and left to right. */
export async function markedIn(tab: ChromiumTab): Promise<Marked[]> {
  const boxes = (await boxesIn(tab)).toSorted((a, b) => a.top - b.top || a.left - b.left);
  const texts = await tab.evaluate(textsIn, boxes);
  return boxes.map(({ isColoured }, index) => ({ text: texts[index] ?? '', isKnown: isColoured }));
}

/** Sent as text into the page. */
function textsIn(boxes: { left: number; top: number; width: number; height: number }[]): string[] {
  const texts = boxes.map(() => '');
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const range = new Range();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent } = node;
    const isSeen =
      parent !== null &&
      getComputedStyle(parent).visibility === 'visible' &&
      (getComputedStyle(parent).display === 'contents' || parent.getBoundingClientRect().width > 1);
    const { length } = node.textContent ?? '';
    for (let offset = 0; isSeen && offset < length; offset += 1) {
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      const [x, y] = [left + width / 2 + scrollX, top + height / 2 + scrollY];
      const index = boxes.findIndex(
        (box) =>
          width > 0 &&
          x > box.left &&
          x < box.left + box.width &&
          y > box.top &&
          y < box.top + box.height,
      );
      if (index >= 0) texts[index] = (texts[index] ?? '') + range.toString();
    }
  }
  return texts.map((text) => text.replace(/\s+/gu, ' ').trim());
}
