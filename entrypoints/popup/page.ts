import { type Browser, browser } from 'wxt/browser';
import type { ReadPage } from '../../components/popup/use-page-contacts.ts';
import { send } from '../../utils/messages/send.ts';
import { getSettings } from '../../utils/store/state.ts';

/** The tab that the popup was opened over. */
export async function tabBehind(): Promise<Browser.tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}

export const readPage: ReadPage = async () => {
  const tab = await tabBehind();
  return tab?.id === undefined ? null : send('tab.contacts', { tabId: tab.id });
};

export async function jumpTo(text: string): Promise<void> {
  const tab = await tabBehind();
  if (tab?.id !== undefined) await send('tab.jump', { tabId: tab.id, text });
}

/** Puts a site's marks in or takes them out; access to it stays. */
export async function switchSite(host: string, on: boolean): Promise<void> {
  const { sitesOff } = await getSettings();
  const others = sitesOff.filter((other) => other !== host);
  await send('settings.change', { settings: { sitesOff: on ? others : [...others, host] } });
}

export async function setSiteCountry(host: string, country: string | null): Promise<void> {
  const { countryBySite: before } = await getSettings();
  const others = Object.entries(before).filter(([other]) => other !== host);
  const chosen: [string, string][] = country === null ? [] : [[host, country]];
  const countryBySite = Object.fromEntries([...others, ...chosen]);
  await send('settings.change', { settings: { countryBySite } });
}

/** Comes only when it is wanted: the numbering plans behind it are larger than the popup. */
export async function countries(): Promise<readonly string[]> {
  const { phoneCountries } = await import('../../utils/phone/country.ts');
  return phoneCountries();
}
