import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { attachLookUps } from '../../utils/browser/look-ups.ts';
import { attachNumberCommands } from '../../utils/browser/number-commands.ts';
import { attachOmnibox } from '../../utils/browser/omnibox.ts';
import { refreshPages } from '../../utils/browser/page-script.ts';
import { onSiteAccessChange } from '../../utils/browser/site-access.ts';
import { attachSync } from '../../utils/browser/sync-service.ts';
import { attachToolbar } from '../../utils/browser/toolbar.ts';
import { serve } from '../../utils/messages/serve.ts';
import { onStoreChange } from '../../utils/store/changes.ts';
import { findContact } from '../../utils/store/contacts.ts';
import { currentDirectory } from '../../utils/store/directory.ts';
import { getAccount, getSettings } from '../../utils/store/state.ts';
import { accountHandlers } from './account.ts';
import { cardHandlers } from './card.ts';
import { contactHandlers, openConversationOf } from './contacts.ts';
import { pageHandlers } from './page.ts';
import { settingsHandlers } from './settings.ts';
import { followSites, followSitesOnLoad } from './sites.ts';
import { syncHandlers } from './sync.ts';

export default defineBackground(() => {
  serve({
    ...accountHandlers,
    ...cardHandlers,
    ...contactHandlers,
    ...pageHandlers,
    ...settingsHandlers,
    ...syncHandlers,
  });

  attachLookUps();
  attachOmnibox({
    openDirectory: currentDirectory,
    readFields: async () => (await getSettings()).cardFields,
    isContact: async (uuid) => (await findContact(uuid)) !== undefined,
    openConversation: (uuid, background, isPrivate) =>
      openConversationOf(uuid, background, !isPrivate),
  });
  attachSync();
  attachToolbar();
  attachNumberCommands();
  onStoreChange((changes) => {
    if (changes.includes('contacts')) void refreshPages();
  }, new AbortController().signal);
  onSiteAccessChange(() => void followSites());
  void followSitesOnLoad();
  // Only wakes the worker: its first turn does what is to be done.
  browser.runtime.onStartup.addListener(() => undefined);
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void openOptionsIfNew();
  });
});

/** A new user has to enter a key first; who installs anew over a kept profile has one. */
async function openOptionsIfNew(): Promise<void> {
  if ((await getAccount()) === undefined) await browser.runtime.openOptionsPage();
}
