import { browser } from 'wxt/browser';
import type { Overview } from '../../components/popup/Popup.tsx';
import type { LiveSource } from '../../components/use-live.ts';
import { grantedSites, onSiteAccessChange, siteOf } from '../../utils/browser/site-access.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { onStoreChange } from '../../utils/store/changes.ts';
import { activeGeneration } from '../../utils/store/contacts.ts';
import { getAccount, getSyncStatus } from '../../utils/store/state.ts';

/** How things stand, from the store and the tab behind the popup. */
export const overview: LiveSource<Overview> = {
  read: async () => {
    const [account, sync, generation, offeredSite] = await Promise.all([
      getAccount(),
      getSyncStatus(),
      activeGeneration(),
      readOfferedSite(),
    ]);
    return { account, sync, generation, offeredSite };
  },
  onChange: (listener, signal) => {
    onStoreChange(listener, signal);
    onSiteAccessChange(listener, signal);
  },
};

async function readOfferedSite(): Promise<Overview['offeredSite']> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const site = siteOf(tab?.url);
  // Callbell itself is always granted and never searched for numbers: nothing to switch on.
  if (!site || dashboardUrl(tab?.url) !== undefined) return undefined;
  const granted = await grantedSites();
  return granted.all || granted.origins.includes(site.origin) ? undefined : site;
}
