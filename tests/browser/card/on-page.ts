import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, type Scope, type Tab, until } from '../harness/driver.ts';
import { hasText } from '../harness/stage.ts';
import { readPng } from '../leak/png.ts';

/** The card's document in a page. */
export function cardIn(tab: Tab, timeout = PATIENCE_MS): Promise<Scope> {
  return tab.frame((url) => url.includes('card.html'), { timeout, what: 'the card' });
}

/** Where the line of an element's number is. */
export function lineOf(tab: Tab, selector: string): Promise<{ x: number; y: number; end: number }> {
  return tab.evaluate((wanted: string) => {
    const range = new Range();
    range.selectNodeContents(document.querySelector(wanted) ?? document.body);
    const { left, top, height, bottom } = range.getBoundingClientRect();
    return { x: left + 30, y: top + height / 2, end: bottom };
  }, selector);
}

/** Whether the card is what the pointer would meet there. */
export function isCardAt(tab: Tab, x: number, y: number): Promise<boolean> {
  return tab.evaluate(
    ([left, top]: [number, number]) => {
      const found = document.elementFromPoint(left, top);
      return found?.tagName === 'DIV' && found.parentElement === document.head;
    },
    [x, y],
  );
}

/** Waits until the card is there, or gone. */
export function cardIs(tab: Tab, isThere: boolean, at: { x: number; y: number }): Promise<unknown> {
  return until(async () => ((await isCardAt(tab, at.x, at.y)) === isThere ? true : undefined), {
    what: `the card to be ${isThere ? 'there' : 'gone'}`,
  });
}

/**
 * Rests the real pointer on an element's number until its card shows somebody; moves it a little
 * again and again, since before the page is read there is nothing to rest on.
 *
 * @returns a place below the number where the card is then
 */
export async function rest(
  tab: Tab,
  selector: string,
  name: string,
): Promise<{ x: number; y: number }> {
  const { x, y, end } = await lineOf(tab, selector);
  const inside = { x: x + 40, y: end + 40 };
  let turn = 0;
  await until(
    async () => {
      turn += 1;
      await tab.moveMouse(x + (turn % 3), y);
      if (!(await isCardAt(tab, inside.x, inside.y))) return undefined;
      await hasText(await cardIn(tab), name);
      return true;
    },
    { what: `the card of ${name}` },
  );
  return inside;
}

/**
 * The same for a number in a modal dialog: there the card is seen, and the pointer does not meet it.
 */
export async function restUnderDialog(
  tab: Tab,
  selector: string,
  name: string,
): Promise<{ x: number; y: number }> {
  const { x, y, end } = await lineOf(tab, selector);
  const inside = { x: x + 40, y: end + 60 };
  let turn = 0;
  await until(
    async () => {
      turn += 1;
      await tab.moveMouse(x + (turn % 3), y);
      // The pointer may have come before the page was read: then it has to move again.
      await hasText(await cardIn(tab, 700), name, 700);
      return (await inkAt(tab, inside)) > 100 ? true : undefined;
    },
    { what: `the card of ${name} to be seen` },
  );
  return inside;
}

/** Waits until the numbers of a page have been asked about, as a resting pointer shows. */
export async function isRead(tab: Tab, selector: string, name: string): Promise<void> {
  const inside = await rest(tab, selector, name);
  await tab.press('Escape');
  await cardIs(tab, false, inside);
  await tab.moveMouse(1, 1);
}

/** Presses Tab until an element of that text has the focus in the card. */
export async function tabTo(tab: Tab, card: Scope, text: string): Promise<void> {
  await until(
    async () => {
      const focused = await card.evaluate(() => document.activeElement?.textContent ?? '');
      if (focused.includes(text)) return true;
      await tab.press('Tab');
      return undefined;
    },
    { what: `the focus on "${text}"` },
  );
}

/** Clicks a button of the card by its accessible name or its text, without the pointer. */
export async function clickInCard(card: Scope, name: string): Promise<void> {
  await card.waitFor(
    (wanted: string) => {
      const all = [...document.querySelectorAll<HTMLElement>('button, a')];
      const named = all.find((one) => (one.ariaLabel ?? one.textContent).startsWith(wanted));
      named?.click();
      return named !== undefined;
    },
    { argument: name, what: `"${name}" in the card` },
  );
}

/** Where the card stands in its window, as far as the page can tell: its left top corner. */
export function cardCorner(tab: Tab): Promise<[number, number] | null> {
  return tab.evaluate(() => {
    const isCard = (x: number, y: number): boolean => {
      const found = document.elementFromPoint(x, y);
      return found?.tagName === 'DIV' && found.parentElement === document.head;
    };
    for (let top = 0; top < innerHeight; top += 5) {
      for (let left = 0; left < innerWidth; left += 5) {
        if (isCard(left, top)) return [left, top];
      }
    }
    return null;
  });
}

/** How much is written around a place, as the user sees it: dark pixels. */
export function inkAt(tab: Tab, at: { x: number; y: number }): Promise<number> {
  return pixelsAt(tab, at, (colour) => Math.max(...colour) < 160);
}

/** How much is coloured around a place, as the user sees it: what is neither black, grey nor white. */
export function colourAt(tab: Tab, at: { x: number; y: number }): Promise<number> {
  return pixelsAt(tab, at, (colour) => Math.max(...colour) - Math.min(...colour) > 60);
}

async function pixelsAt(
  tab: Tab,
  { x, y }: { x: number; y: number },
  isCounted: (colour: readonly number[]) => boolean,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-view-'));
  try {
    const path = join(folder, 'view.png');
    await tab.screenshot(path);
    const { at } = readPng(await readFile(path));
    let count = 0;
    for (let down = -30; down < 30; down += 1) {
      for (let right = -40; right < 160; right += 1) {
        if (isCounted(at(Math.round(x) + right, Math.round(y) + down))) count += 1;
      }
    }
    return count;
  } finally {
    await rm(folder, { recursive: true });
  }
}
