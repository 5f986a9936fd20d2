import { browser } from 'wxt/browser';
import type { Overview, SiteState } from '../../components/popup/Popup.tsx';
import type { LiveSource } from '../../components/use-live.ts';
import {
  grantedSites,
  hostOfPattern,
  onSiteAccessChange,
  siteOf,
} from '../../utils/browser/site-access.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { onStoreChange } from '../../utils/store/changes.ts';
import { readManifest } from '../../utils/store/contacts.ts';
import { getAccount, getSettings, getSyncStatus } from '../../utils/store/state.ts';
import { tabBehind } from './page.ts';

/** How things stand, from the store and the tab behind the popup. */
export const overview: LiveSource<Overview> = {
  read: async () => {
    const [account, sync, manifest, site] = await Promise.all([
      getAccount(),
      getSyncStatus(),
      readManifest(),
      readSite(),
    ]);
    return { account, sync, generation: manifest?.generation, site };
  },
  onChange: (listener, signal) => {
    onStoreChange(listener, signal);
    onSiteAccessChange(listener, signal);
  },
};

async function readSite(): Promise<SiteState | undefined> {
  const tab = await tabBehind();
  const site = siteOf(tab?.url);
  // Callbell itself is always granted and never searched for numbers: nothing to switch on.
  if (!site || dashboardUrl(tab?.url) !== undefined) return undefined;
  const { origin } = site;
  const host = hostOfPattern(origin);
  const [granted, { sitesOff, countryBySite }] = await Promise.all([grantedSites(), getSettings()]);
  const isGranted = granted.all || (await browser.permissions.contains({ origins: [origin] }));
  const marks = !isGranted ? 'not-granted' : sitesOff.includes(host) ? 'off' : 'on';
  return { origin, host, marks, country: countryBySite[host] ?? null };
}
