import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import {
  type ShowCommand,
  type ShowRequest,
  type WordMessage,
  SHOW_CARD,
} from '../messages/frame-protocol.ts';
import { putInFrame, tellFrame } from './page-script.ts';
import { type PlacedFrame, MAX_FRAMES, roomiestAround } from '../page/card/frames-around.ts';

const VIEW_FILE = '/frame-view.js';
const CARD_FILE = '/outer-card.js';

/** A frame that never answers is not waited for: then the card is shown where its number is. */
const PATIENCE_MS = 1_000;

/** Which two frames share a tab's card, and which card that is. */
const PAIR = 'outer-card:';
const pairSchema = z.lazy(() =>
  z.object({ inner: z.number(), outer: z.number(), turn: z.number() }),
);
type Pair = z.infer<typeof pairSchema>;

const size = z.number().check(z.minimum(0));
/** Data of a page: what comes back is what that page's process says. */
const viewSchema = z.lazy(() =>
  z.object({
    path: z.array(z.int()).check(z.maxLength(20)),
    width: size,
    height: size,
    isOn: z.boolean(),
    frames: z
      .array(z.nullable(z.object({ left: z.number(), top: z.number(), width: size, height: size })))
      .check(z.maxLength(MAX_FRAMES)),
  }),
);

/**
 * Has the card of a number in a small frame shown by a frame around it, where the user has Lens as
 * well: the nearest one with room for a whole card, else the one with most room.
 *
 * @param innerId the frame with the number
 * @param show the card; without it, its page is only loaded there
 * @returns whether there is such a frame
 */
export async function openOuterCard(
  tabId: number,
  innerId: number,
  show?: ShowRequest,
): Promise<boolean> {
  const outer = roomiestAround(await framesOf(tabId), innerId, show?.line);
  if (!outer) return false;
  const { frameId, ...place } = outer;
  if (!(await putInFrame(tabId, frameId, CARD_FILE))) return false;
  if (!show) return true;
  await share(tabId, { inner: innerId, outer: frameId, turn: show.turn });
  const command: ShowCommand = { ...show, type: SHOW_CARD, ...place };
  return tellFrame(tabId, frameId, command);
}

/** Hands a word about a tab's card from one of its two frames to the other; from others, none. */
export async function handOn(
  tabId: number,
  fromId: number,
  word: Omit<WordMessage, 'type'>,
): Promise<void> {
  const pair = await sharedIn(tabId);
  if (pair?.turn !== word.turn || (fromId !== pair.inner && fromId !== pair.outer)) return;
  const toId = fromId === pair.inner ? pair.outer : pair.inner;
  await tellFrame(tabId, toId, { type: 'page.card-word', ...word });
}

/** Two frames have the tab's card from now on; those that had the last one hear that it is gone. */
async function share(tabId: number, pair: Pair): Promise<void> {
  const last = await sharedIn(tabId);
  await browser.storage.session.set({ [PAIR + String(tabId)]: pair });
  if (!last) return;
  const { inner, outer, turn } = last;
  const about = { type: 'page.card-word', turn } as const;
  if (inner !== pair.inner) await tellFrame(tabId, inner, { ...about, word: 'gone' });
  if (outer !== pair.outer) await tellFrame(tabId, outer, { ...about, word: 'leave' });
}

async function sharedIn(tabId: number): Promise<Pair | undefined> {
  const key = PAIR + String(tabId);
  const stored: Record<string, unknown> = await browser.storage.session.get(key);
  return pairSchema.safeParse(stored[key]).data;
}

/** What the frames of a tab say of themselves, as far as the browser lets us in. */
async function framesOf(tabId: number): Promise<PlacedFrame[]> {
  const looking = browser.scripting
    .executeScript({
      target: { tabId, allFrames: true },
      files: [VIEW_FILE],
      injectImmediately: true,
    })
    .catch(() => []);
  const late = new Promise<[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_MS));
  const results = await Promise.race([looking, late]);
  return results.flatMap(({ frameId, result }) => {
    const view = viewSchema.safeParse(result).data;
    return view ? [{ ...view, frameId }] : [];
  });
}
