import { type Scope, type Tab, until } from '../harness/driver.ts';
import { hasText } from '../harness/stage.ts';
import { cardIn, cardIs, isCardAt } from './on-page.ts';

const HEAD = `<!doctype html><html lang="it"><meta charset="utf-8"><title>Ordini</title>
  <link rel="icon" href="data:,"><style>
    body { margin: 20px; font: 16px/20px sans-serif }
    iframe { display: block; border: 3px solid; padding: 4px }
  </style>`;

const around = (id: string, size: string, url: string): string => `${HEAD}
  <p><a id="before" href="#">Before</a></p>
  <iframe id="${id}" style="${size}"></iframe>
  <p style="height: 2000px"></p>
  <script>document.querySelector('iframe').src = ${url}</script>`;

const SMALL = 'width: 240px; height: 50px';
/** The same server under its other name is another site. */
const OTHER_SITE = '`http://localhost:${location.port}';

/** Pages with a number in a frame that is far smaller than its card. */
export const SMALL_FRAMES: Readonly<Record<string, string>> = {
  '/number': `${HEAD}<style>body { margin: 5px }</style>
    <span id="giulia">+39 347 123 4567</span> <a id="link" href="#">Link</a>
    <p style="height: 300px"></p>`,
  '/own-origin': around('small', SMALL, "'/number'"),
  '/another-site': around('small', SMALL, `${OTHER_SITE}/number\``),
  '/middle': around('small', SMALL, `'/number'`),
  '/nested': around('middle', 'width: 400px; height: 180px', `${OTHER_SITE}/middle\``),
  '/shrunk': around(
    'small',
    'width: 900px; height: 900px; transform: scale(0.4); transform-origin: 0 0',
    "'/number'",
  ),
  '/scaled': around('small', `${SMALL}; transform: scale(1.5); transform-origin: 0 0`, "'/number'"),
};

/** Where the number in the frames is seen in the page, and the frame that it is in. */
export interface FramedNumber {
  frame: Scope;
  /** Its left top corner and size. */
  left: number;
  top: number;
  height: number;
}

/** Finds the number in a page's innermost frame. */
export async function framedNumber(tab: Tab, scale = 1): Promise<FramedNumber> {
  const place = { left: 0, top: 0 };
  const step = async (scope: Scope): Promise<void> => {
    const inside = await scope.waitFor(() => {
      const { left, top } = document.querySelector('iframe')?.getBoundingClientRect() ?? {};
      return left === undefined || top === undefined ? null : { left, top };
    });
    place.left += inside.left + 7 * scale;
    place.top += inside.top + 7 * scale;
  };
  await step(tab);
  const path = await tab.evaluate(() => location.pathname);
  if (path === '/nested') await step(await tab.frame((url) => url.endsWith('/middle')));
  const frame = await tab.frame((url) => url.endsWith('/number'));
  const { left, top, height } = await frame.waitFor(() => {
    const range = new Range();
    range.selectNodeContents(document.querySelector('#giulia') ?? document.body);
    const line = range.getBoundingClientRect();
    return line.height > 0 ? { left: line.left, top: line.top, height: line.height } : null;
  });
  return {
    frame,
    left: place.left + left * scale,
    top: place.top + top * scale,
    height: height * scale,
  };
}

/** Rests the real pointer on the number until its card is seen in the page. */
export async function restInFrame(
  tab: Tab,
  { left, top, height }: Pick<FramedNumber, 'left' | 'top' | 'height'>,
): Promise<{ x: number; y: number }> {
  const inside = { x: left + 60, y: top + height + 80 };
  let turn = 0;
  await until(
    async () => {
      turn += 1;
      await tab.moveMouse(left + 20 + (turn % 3), top + height / 2);
      if (!(await isCardAt(tab, inside.x, inside.y))) return undefined;
      await hasText(await cardIn(tab), 'Giulia Bianchi');
      return true;
    },
    { what: 'the card in the page', timeout: 20_000 },
  );
  return inside;
}

/**
 * Moves the real pointer from the number out of its frame and over the page to the card, waits
 * there, and goes elsewhere.
 *
 * @param step how far it goes with each of its first six movements
 * @returns whether the card was still there while the pointer was on it; it is gone afterwards
 */
export async function goToCardAndAway(
  tab: Tab,
  from: { x: number; y: number },
  inside: { x: number; y: number },
  step: { x: number; y: number },
): Promise<boolean> {
  for (let count = 1; count <= 6; count += 1) {
    await tab.moveMouse(from.x + count * step.x, from.y + count * step.y);
  }
  await tab.moveMouse(inside.x, inside.y);
  await new Promise((resolve) => setTimeout(resolve, 900));
  const stayed = await isCardAt(tab, inside.x, inside.y);
  await tab.moveMouse(1100, 700);
  await cardIs(tab, false, inside);
  return stayed;
}
