import { browser } from 'wxt/browser';
import type { SidebarAction } from 'webextension-polyfill';

/** Firefox's own, which WXT's types, being Chrome's, do not have. */
const { sidebarAction } = browser as typeof browser & { sidebarAction?: SidebarAction.Static };

/**
 * Opens the side panel. Call it directly in the handler of what the user did: browsers refuse
 * otherwise.
 */
export async function openSidePanel(windowId: number): Promise<void> {
  if (sidebarAction) await sidebarAction.open();
  else await browser.sidePanel.open({ windowId });
}
