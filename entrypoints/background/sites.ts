import { type Browser, browser } from 'wxt/browser';
import { followSiteAccess } from '../../utils/browser/page-script.ts';
import { likelyCountries, type NumberPlace } from '../../utils/phone/country.ts';
import { numberCountry } from '../../utils/store/country.ts';
import type { MatchPlace } from '../../utils/store/not-here.ts';
import { getSettings } from '../../utils/store/state.ts';

/** In `storage.session`, which is emptied with each load of the extension. */
const LOADED = 'loaded';

/** Puts the script into the pages of enabled sites, and into no other. */
export function followSites(): Promise<void> {
  return followSiteAccess(async () => (await getSettings()).sitesOff);
}

/**
 * Follows sites once after each load of the extension: the browser was started, or the extension
 * was installed, updated or switched on. Only some of these have an event of their own. Call it in
 * the worker's first turn; one that is killed meanwhile leaves it to the next.
 */
export async function followSitesOnLoad(): Promise<void> {
  const stored = await browser.storage.session.get(LOADED);
  if (stored[LOADED] !== undefined) return;
  await followSites();
  await browser.storage.session.set({ [LOADED]: true });
}

/** The countries to read a page's numbers with. */
async function countriesFor(place: NumberPlace): Promise<string[]> {
  const { countryBySite } = await getSettings();
  return likelyCountries(place, await numberCountry(), countryBySite);
}

type Sender = Browser.runtime.MessageSender;

/**
 * Where a content script's numbers stand. A frame without an address is part of the page that has
 * made it, and says so unless it is sandboxed; then it counts as the tab's.
 */
export async function placeOf(lang: string, { url, origin, tab }: Sender): Promise<MatchPlace> {
  const host = hostOf({ url }) || hostOf({ url: origin }) || hostOf({ url: tab?.url });
  return matchPlaceOf({ lang, host });
}

/** Whether a content script's site is left alone, also where a sandbox has taken its origin. */
export function isLeftAlone({ origin, url }: Sender, sitesOff: readonly string[]): boolean {
  return sitesOff.includes(hostOf({ url: origin }) || hostOf({ url }));
}

/** The same of a place that is known already. */
export async function matchPlaceOf(place: NumberPlace): Promise<MatchPlace> {
  const [{ notHere }, countries] = await Promise.all([getSettings(), countriesFor(place)]);
  return { countries, host: place.host, notHere };
}

/** The host name of a content script's page, as a hint only: it proves nothing. */
function hostOf({ url }: { url?: string | undefined }): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
}
