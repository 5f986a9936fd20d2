import { type Browser, browser } from 'wxt/browser';
import type { ShowCommand, WordMessage } from '../messages/frame-protocol.ts';
import { ASK_AGAIN, type PageCommand, STOP_PAGE } from '../messages/page-protocol.ts';
import { ALL_SITES, grantedSites, sitePattern } from './site-access.ts';
import { clearCounts } from './toolbar.ts';

const ID = 'page';
const FILE = '/page.js';
const LENS_FILE = '/lens.js';

/** Where the content script runs, as match patterns. */
interface Sites {
  matches: string[];
  /** These are left alone although they match. */
  excludeMatches: string[];
}

/**
 * Makes what runs in pages follow what the user has enabled: registers the content script for
 * those sites, starts it in tabs that show them already, and stops it everywhere else.
 *
 * @param sitesOff reads the host names of sites that are left alone although access was granted
 */
export function followSiteAccess(sitesOff: () => Promise<readonly string[]>): Promise<void> {
  return navigator.locks.request('page-script', async () => {
    // Read here, one after another: an older choice must not be carried out after a newer one.
    const [{ all, origins }, off] = await Promise.all([grantedSites(), sitesOff()]);
    const excludeMatches = off.map(sitePattern).filter((pattern) => pattern !== undefined);
    const sites = { matches: all ? ALL_SITES : origins, excludeMatches };
    await register(sites);
    const tabs = await tabsOf(sites);
    await stopEverywhereBut(tabs);
    await startIn(tabs);
  });
}

async function register({ matches, excludeMatches }: Sites): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
  if (matches.length === 0) return;
  await browser.scripting.registerContentScripts([
    {
      id: ID,
      matches,
      excludeMatches,
      js: [FILE],
      runAt: 'document_idle',
      // Frames too, also those without an address of their own, where their site is enabled.
      allFrames: true,
      matchOriginAsFallback: true,
    },
  ]);
}

type Tab = Browser.tabs.Tab;

async function tabsOf({ matches, excludeMatches }: Sites): Promise<Tab[]> {
  if (matches.length === 0) return [];
  const [enabled, off] = await Promise.all([
    browser.tabs.query({ url: matches }),
    excludeMatches.length === 0 ? [] : browser.tabs.query({ url: excludeMatches }),
  ]);
  const leftAlone = new Set(off.map(({ id }) => id));
  return enabled.filter(({ id }) => !leftAlone.has(id));
}

async function startIn(tabs: readonly Tab[]): Promise<void> {
  await Promise.allSettled(
    tabs.map(async ({ id, discarded }) => {
      if (id === undefined || discarded) return;
      await browser.scripting.executeScript({
        target: { tabId: id, allFrames: true },
        files: [FILE],
      });
    }),
  );
}

async function stopEverywhereBut(enabled: readonly Tab[]): Promise<void> {
  const stays = new Set(enabled.map(({ id }) => id));
  const every = (await browser.tabs.query({})).map(({ id }) => id);
  const ended = every.filter((id) => id !== undefined).filter((id) => !stays.has(id));
  await tell({ type: STOP_PAGE }, ended);
  await clearCounts(ended);
}

/**
 * Ends the content script of one frame. A site that is switched off may be shown by a frame in a tab
 * of another site, which nobody knows of until it asks.
 */
export async function stopInFrame(tabId: number | undefined, frameId = 0): Promise<void> {
  if (tabId === undefined) return;
  await tellFrame(tabId, frameId, { type: STOP_PAGE });
}

/** Puts Lens beside the content script in one frame, if that is still there. */
export async function injectLens(tabId: number, frameId: number): Promise<void> {
  await putInFrame(tabId, frameId, LENS_FILE);
}

/**
 * Has the head of a page rendered as long as there is an empty `div` in it, which is where what we
 * put into a page is (`utils/page/host.ts`): nothing else of it is seen, and it has no box. As a
 * rule of the user's it is no style sheet of the page, and stronger than all of them.
 */
const HEAD_RULES = `
  :root > head:has(> div:empty) { display: contents !important; }
  :root > head:has(> div:empty) > :not(div:empty) { display: none !important; }
`;

/** Puts a script into one frame, now. @returns whether the browser lets us in */
export async function putInFrame(
  tabId: number,
  frameId: number,
  file: '/lens.js' | '/outer-card.js',
): Promise<boolean> {
  const target = { tabId, frameIds: [frameId] };
  const scripting = { target, injectImmediately: true };
  try {
    const [head] = await browser.scripting.executeScript({ ...scripting, func: isHeadUnseen });
    if (head?.result === true) await insertCss(target);
    await browser.scripting.executeScript({ ...scripting, files: [file] });
    return true;
  } catch {
    return false;
  }
}

/** Where it is refused, what we put into the page goes under `<html>`. */
async function insertCss(target: Browser.scripting.InjectionTarget): Promise<void> {
  try {
    await browser.scripting.insertCSS({ target, origin: 'USER', css: HEAD_RULES });
  } catch {
    // The script finds out by itself.
  }
}

/** Whether a page leaves its head unseen, as browsers do by themselves. Runs in the page. */
function isHeadUnseen(): boolean {
  // As in utils/page/safe-dom.ts; what runs in the page has nothing from around it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const head = Document.prototype.querySelector.call(document, ':root > head');
  return head !== null && getComputedStyle(head).display === 'none';
}

/** Tells one frame of a tab. @returns whether there was a script of ours to hear it */
export async function tellFrame(
  tabId: number,
  frameId: number,
  message: PageCommand | ShowCommand | WordMessage,
): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tabId, message, { frameId });
    return true;
  } catch {
    return false;
  }
}

/** Tells every frame of a tab. */
export function tellTab(tabId: number, command: PageCommand): Promise<void> {
  return tell(command, [tabId]);
}

/** Has every page that is open ask about its numbers again. */
export async function refreshPages(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await tell(
    { type: ASK_AGAIN },
    tabs.map(({ id }) => id),
  );
}

/** Tabs without the script have nobody to hear it: that is no error. */
async function tell(command: PageCommand, tabIds: (number | undefined)[]): Promise<void> {
  await Promise.allSettled(
    tabIds.filter((id) => id !== undefined).map((id) => browser.tabs.sendMessage(id, command)),
  );
}
