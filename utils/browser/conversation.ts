import { browser } from 'wxt/browser';
import { dashboardUrl } from '../callbell-url.ts';
import type { Contact } from '../contact.ts';
import { currentTab, hasSameCookies, openTab } from './tabs.ts';

/**
 * Opens a contact's conversation: in the tab that already shows it to the same user of Callbell,
 * else in a new one. Only a stored link to Callbell's dashboard is ever opened.
 *
 * @param background leaves the user where they are
 * @returns whether there was such a link
 */
export async function openConversation(contact: Contact, background: boolean): Promise<boolean> {
  const url = dashboardUrl(contact.conversationHref);
  if (url === undefined) return false;
  const current = await currentTab();
  const shown = await browser.tabs.query({ url: [url, `${url}/*`, `${url}?*`] });
  const same = shown.find((tab) => hasSameCookies(tab, current));
  if (same?.id === undefined) {
    await openTab(url, { active: !background }, current);
  } else if (!background) {
    await browser.tabs.update(same.id, { active: true });
    await browser.windows.update(same.windowId, { focused: true });
  }
  return true;
}
