import { type Browser, browser } from 'wxt/browser';
import * as z from 'zod/mini';
import {
  LOOK_UP,
  NEXT_NUMBER,
  type LookUpCommand,
  type NextCommand,
} from '../messages/page-protocol.ts';
import { sayNoNumber } from './no-number.ts';
import { countedFrames } from './toolbar.ts';

/** The keys' names in the manifest. */
const NEXT = 'next-number';
const LOOK = 'look-up';

const CURSOR = 'number-cursor:';
const WISH = 'look-up-wish:';

/** Long enough for a frame to ask for its card. */
const WISH_MS = 10_000;

const wishSchema = z.lazy(() => z.object({ wish: z.string(), until: z.number() }));

/** Carries out the keys that the user presses. Call it in the worker's first turn. */
export function attachNumberCommands(): void {
  browser.commands.onCommand.addListener((command: string, tab?: Browser.tabs.Tab) => {
    void (async () => {
      const tabId = tab?.id ?? (await activeTab());
      if (tabId === undefined) return;
      if (command === NEXT && !(await goToNextNumber(tabId))) await sayNoNumber(tabId);
      if (command === LOOK) await lookUpInTab(tabId);
    })();
  });
}

/**
 * Goes to the next known number of a tab, frame by frame and round again, and opens its card. Which
 * frames have known numbers is what they have counted for the toolbar.
 *
 * @returns whether there was one
 */
export async function goToNextNumber(tabId: number): Promise<boolean> {
  const key = CURSOR + String(tabId);
  const stored: Record<string, unknown> = await browser.storage.session.get(key);
  const last = z.number().safeParse(stored[key]).data;
  const frames = await countedFrames(tabId);
  const start = Math.max(0, frames.indexOf(last ?? -1));
  const order = [...frames.slice(start), ...frames.slice(0, start)];
  const tries = order.map((frameId, index) => ({
    frameId,
    fromStart: index > 0 || frameId !== last,
  }));
  // Round again: the first frame was only asked for what comes after its last one.
  if (tries[0]?.fromStart === false) tries.push({ ...tries[0], fromStart: true });
  for (const { frameId, fromStart } of tries) {
    const command: NextCommand = { type: NEXT_NUMBER, fromStart };
    if (!(await askFrame(tabId, frameId, command))) continue;
    await browser.storage.session.set({ [key]: frameId });
    return true;
  }
  return false;
}

/**
 * Has a tab open the card of the number that is selected or pointed at, also where it is nobody's.
 *
 * @param frameId the frame with the selection; without it, every frame is asked, the page first
 * @returns whether there was a number
 */
export async function lookUpInTab(tabId: number, frameId?: number): Promise<boolean> {
  const wish = crypto.randomUUID();
  await browser.storage.session.set({
    [WISH + String(tabId)]: { wish, until: Date.now() + WISH_MS },
  });
  const command: LookUpCommand = { type: LOOK_UP, wish };
  const frames = frameId === undefined ? await framesOf(tabId) : [frameId];
  for (const frame of frames) {
    if (await askFrame(tabId, frame, command)) return true;
  }
  return false;
}

/** Whether the user has just asked this tab to look a number up; says so once. */
export async function takeWish(tabId: number, wish: string | undefined): Promise<boolean> {
  if (wish === undefined) return false;
  const key = WISH + String(tabId);
  return navigator.locks.request(key, async () => {
    const stored: Record<string, unknown> = await browser.storage.session.get(key);
    const last = wishSchema.safeParse(stored[key]).data;
    if (last?.wish !== wish) return false;
    await browser.storage.session.remove(key);
    return last.until > Date.now();
  });
}

/** A frame that is gone, or has no script of ours, has nothing. */
async function askFrame(
  tabId: number,
  frameId: number,
  command: NextCommand | LookUpCommand,
): Promise<boolean> {
  try {
    return (await browser.tabs.sendMessage(tabId, command, { frameId })) === true;
  } catch {
    return false;
  }
}

async function framesOf(tabId: number): Promise<number[]> {
  try {
    const target = { tabId, allFrames: true };
    const results = await browser.scripting.executeScript({ target, func: () => null });
    return results.map(({ frameId }) => frameId).sort((a, b) => a - b);
  } catch {
    return [0];
  }
}

async function activeTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}
