import { browser } from 'wxt/browser';
import { ASK_AGAIN, type PageCommand, STOP_PAGE } from '../messages/page-protocol.ts';
import { ALL_SITES, grantedSites } from './site-access.ts';

const ID = 'page';
const FILE = '/page.js';

/**
 * Makes what runs in pages follow what the user has enabled: registers the content script for
 * those sites, starts it in tabs that show them already, and stops it everywhere else.
 */
export function followSiteAccess(): Promise<void> {
  return navigator.locks.request('page-script', async () => {
    const { all, origins } = await grantedSites();
    const matches = all ? ALL_SITES : origins;
    await register(matches);
    await stopEverywhereBut(matches);
    await startIn(matches);
  });
}

async function register(matches: string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
  if (matches.length === 0) return;
  await browser.scripting.registerContentScripts([
    { id: ID, matches, js: [FILE], runAt: 'document_idle', allFrames: false },
  ]);
}

async function startIn(matches: string[]): Promise<void> {
  if (matches.length === 0) return;
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.allSettled(
    tabs.map(async ({ id, discarded }) => {
      if (id === undefined || discarded) return;
      await browser.scripting.executeScript({ target: { tabId: id }, files: [FILE] });
    }),
  );
}

async function stopEverywhereBut(matches: string[]): Promise<void> {
  const [every, enabled] = await Promise.all([
    browser.tabs.query({}),
    matches.length === 0 ? [] : browser.tabs.query({ url: matches }),
  ]);
  const stays = new Set(enabled.map(({ id }) => id));
  await tell(
    { type: STOP_PAGE },
    every.map(({ id }) => id).filter((id) => !stays.has(id)),
  );
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
