import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import {
  type CardPlace,
  type ShowCommand,
  type ShowRequest,
  type WordMessage,
  SHOW_CARD,
} from '../messages/frame-protocol.ts';
import { putInFrame, tellFrame } from './page-script.ts';
import { sandboxedFrames } from './sandboxed.ts';
import {
  type OuterFrame,
  type PlacedFrame,
  MAX_FRAMES,
  isInFrameWithCards,
  roomiestAround,
} from '../page/card/frames-around.ts';

const VIEW_FILE = '/frame-view.js';
const CARD_FILE = '/outer-card.js';

/** A frame that never answers is not waited for: then the card is shown where its number is. */
const PATIENCE_MS = 1_000;

/** A page that loads for longer than that has no frame with cards, until it asks again. */
const LOADING_MS = 20_000;
/** So much later than a document is idle its content script has run. */
const STARTED_MS = 200;

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
 * Whether there can be cards for the numbers of a frame, in it or around it: one that is sandboxed
 * has nowhere else to show them. Without, nothing may look as if there were.
 */
export async function canHaveCards(tabId: number, frameId: number): Promise<boolean> {
  if (!(await sandboxedFrames({ tabId, frameIds: [frameId] })).has(frameId)) return true;
  // The page itself has nothing around it.
  if (frameId === 0) return false;
  const isAround = async (): Promise<boolean> => isInFrameWithCards(await framesOf(tabId), frameId);
  if (await isAround()) return true;
  // The page around may still be loading, and have no content script yet.
  await whenLoaded(tabId);
  return isAround();
}

/**
 * Has the card of a number in a frame shown by a frame around it, where the user has Lens as well:
 * where the frame is small or scaled, by the nearest one with room for a whole card, else by the
 * one with most room; where it is sandboxed, by any that has some.
 *
 * @param innerId the frame with the number
 * @param show the card; without it, its page is only loaded there
 */
export async function openOuterCard(
  tabId: number,
  innerId: number,
  show?: ShowRequest,
): Promise<CardPlace> {
  const frames = await framesOf(tabId);
  const isSandboxed = frames.find(({ frameId }) => frameId === innerId)?.isSandboxed === true;
  const outer = roomiestAround(frames, innerId, show?.line);
  const isAround = outer !== undefined && (await haveShown(tabId, innerId, outer, show));
  if (isAround) return 'around';
  return isSandboxed ? 'nowhere' : 'here';
}

async function haveShown(
  tabId: number,
  innerId: number,
  { frameId, ...place }: OuterFrame,
  show?: ShowRequest,
): Promise<boolean> {
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
  const target = { tabId, allFrames: true };
  const looking = Promise.all([
    browser.scripting
      .executeScript({ target, files: [VIEW_FILE], injectImmediately: true })
      .catch(() => []),
    sandboxedFrames(target),
  ]);
  const seen = await Promise.race([looking, after(PATIENCE_MS)]);
  if (!seen) return [];
  const [results, sandboxed] = seen;
  return results.flatMap(({ frameId, result }) => {
    const view = viewSchema.safeParse(result).data;
    return view ? [{ ...view, frameId, isSandboxed: sandboxed.has(frameId) }] : [];
  });
}

/** Waits until the frames of a tab have been loaded, and their content scripts have run. */
async function whenLoaded(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  const loading = browser.scripting.executeScript({ target, func: () => null }).catch(() => []);
  await Promise.race([loading, after(LOADING_MS)]);
  await after(STARTED_MS);
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
