import { browser } from 'wxt/browser';
import { dashboardUrl } from '../callbell-url.ts';
import type { Contact } from '../contact.ts';

/**
 * Opens a contact's conversation: in the tab that already shows it, else in a new one. Only a
 * stored link to Callbell's dashboard is ever opened.
 *
 * @param background leaves the user where they are
 * @returns whether there was such a link
 */
export async function openConversation(contact: Contact, background: boolean): Promise<boolean> {
  const url = dashboardUrl(contact.conversationHref);
  if (url === undefined) return false;
  const [shown] = await browser.tabs.query({ url: [url, `${url}/*`, `${url}?*`] });
  if (shown?.id === undefined) {
    await browser.tabs.create({ url, active: !background });
  } else if (!background) {
    await browser.tabs.update(shown.id, { active: true });
    await browser.windows.update(shown.windowId, { focused: true });
  }
  return true;
}
