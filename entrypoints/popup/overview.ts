import { type Browser, browser } from 'wxt/browser';
import type { Overview, SiteState } from '../../components/popup/contract.ts';
import type { LiveSource } from '../../components/use-live.ts';
import {
  grantedSites,
  hostOfPattern,
  onSiteAccessChange,
  siteOf,
} from '../../utils/browser/site-access.ts';
import { wasErased } from '../../utils/browser/erased.ts';
import { syncStatusOrTrouble } from '../../utils/browser/storage-trouble.ts';
import { takeAsked } from '../../utils/browser/asked.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { onStoreChange } from '../../utils/store/changes.ts';
import { readManifest } from '../../utils/store/contacts.ts';
import { readFunnels } from '../../utils/store/funnels.ts';
import { getAccount, getSettings } from '../../utils/store/state.ts';
import { readOffered } from './offered.ts';
import { onPageChange, pageId, tabBehind } from './page.ts';
import { type AppName, readSession } from './session.ts';

/** How things stand, from the store and the tab behind the popup or beside the panel. */
export function overviewOf(app: AppName): LiveSource<Overview> {
  // As it was when this page was opened: what is kept from then on is this page's own doing.
  const opened = Promise.all([readSession(app), takeAsked()]);
  return {
    read: async () => {
      const [account, erased, sync, settings, manifest, funnels, tab, offered, [session, asked]] =
        await Promise.all([
          getAccount(),
          wasErased(),
          syncStatusOrTrouble(Date.now()),
          getSettings(),
          readManifest(),
          readFunnels(),
          tabBehind(),
          readOffered(),
          opened,
        ]);
      const site = await readSite(tab);
      return {
        account,
        wasErased: erased,
        sync,
        generation: manifest?.generation,
        stored: manifest?.contacts ?? 0,
        site,
        page: `${pageId(tab)} ${settings.notHere.length}`,
        ...offered,
        view: { fields: settings.cardFields, avatars: settings.avatars, funnels },
        session,
        asked,
      };
    },
    onChange: (listener, signal) => {
      onStoreChange(listener, signal);
      onSiteAccessChange(listener, signal);
      if (app === 'panel') onPageChange(listener, signal);
    },
  };
}

async function readSite(tab: Browser.tabs.Tab | undefined): Promise<SiteState | undefined> {
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
