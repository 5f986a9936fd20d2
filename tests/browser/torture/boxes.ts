import { type ChromiumTab, type PiercedNode, closedShadowTree } from '../harness/chromium.ts';
import { until } from '../harness/driver.ts';

export interface SeenBox {
  left: number;
  top: number;
  width: number;
  height: number;
  isColoured: boolean;
}

/** The boxes in a page, in coordinates of its document. Only Chromium lets us look in. */
export async function boxesIn(tab: ChromiumTab): Promise<SeenBox[]> {
  return boxesOf(await closedShadowTree(tab.page));
}

/** Waits until the boxes are as wanted. */
export async function boxesWhen(
  tab: ChromiumTab,
  what: string,
  isWanted: (boxes: SeenBox[]) => boolean,
): Promise<SeenBox[]> {
  let last: SeenBox[] = [];
  try {
    return await until(
      async () => {
        last = await boxesIn(tab);
        return isWanted(last) ? last : undefined;
      },
      { what },
    );
  } catch (cause) {
    throw new Error(`${what}: there are ${JSON.stringify(last)}`, { cause });
  }
}

/** Waits until each of these elements' text has its box, to a pixel. */
export async function eachHasItsBox(tab: ChromiumTab, selectors: string[]): Promise<void> {
  let failure = '';
  await until(async () => {
    const boxes = await boxesIn(tab);
    const texts = await tab.evaluate(visibleTexts, selectors);
    const missing = texts.filter((text) => !boxes.some((box) => isSame(box, text)));
    failure = `${JSON.stringify(missing)} of ${JSON.stringify(boxes)}`;
    return missing.length === 0 && texts.length === selectors.length ? true : undefined;
  }).catch((cause: unknown) => {
    throw new Error(`no box at ${failure}`, { cause });
  });
}

/** What of a text its scrollers show, in coordinates of the document. */
function visibleTexts(selectors: string[]): Omit<SeenBox, 'isColoured'>[] {
  return selectors.flatMap((selector) => {
    const element = document.querySelector(selector);
    if (!element) return [];
    const range = document.createRange();
    range.selectNodeContents(element);
    let { left, top, right, bottom } = range.getBoundingClientRect();
    for (let node = element.parentElement; node && node !== document.body;) {
      if (getComputedStyle(node).overflowY !== 'visible') {
        const clip = node.getBoundingClientRect();
        [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
        [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
      }
      node = node.parentElement;
    }
    return [
      { left: left + scrollX, top: top + scrollY, width: right - left, height: bottom - top },
    ];
  });
}

function isSame(box: SeenBox, text: Omit<SeenBox, 'isColoured'>): boolean {
  return (['left', 'top', 'width', 'height'] as const).every(
    (side) => Math.abs(box[side] - text[side]) <= 1,
  );
}

function boxesOf(node: PiercedNode): SeenBox[] {
  const root = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
  // Spare ones, which are used again, have no size.
  if (root) return (root.children?.[0]?.children ?? []).map(boxOf).filter(({ width }) => width > 0);
  const frames = node.contentDocument ? [node.contentDocument] : [];
  return [...(node.children ?? []), ...(node.shadowRoots ?? []), ...frames].flatMap(boxesOf);
}

function boxOf({ attributes = [] }: PiercedNode): SeenBox {
  const style = attributes[attributes.indexOf('style') + 1] ?? '';
  const pixels = (name: string): number =>
    Number(new RegExp(`(?:^|; )${name}: (-?[\\d.]+)px`, 'u').exec(style)?.[1] ?? Number.NaN);
  return {
    left: pixels('left'),
    top: pixels('top'),
    width: pixels('width'),
    height: pixels('height'),
    isColoured: style.includes('rgb'),
  };
}

/** How many of our hosts a document has. Sent as text into pages and frames. */
export function hostCount(): number {
  return [...document.head.children].filter(({ tagName }) => tagName === 'DIV').length;
}
