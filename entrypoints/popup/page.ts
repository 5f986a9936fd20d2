import { type Browser, browser } from 'wxt/browser';
import type { ReadPage } from '../../components/popup/use-page-contacts.ts';
import { send } from '../../utils/messages/send.ts';
import { getSettings } from '../../utils/store/state.ts';

/** How many pages have been loaded in this process's tabs: what was read of one is over then. */
let loads = 0;

/** The tab that the popup was opened over, or that stands beside the panel. */
export async function tabBehind(): Promise<Browser.tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** What tells a page from the one that was there before. */
export function pageId(tab: Browser.tabs.Tab | undefined): string {
  return `${tab?.id ?? ''} ${loads}`;
}

/** Calls back when another tab or page is there, until the signal aborts. */
export function onPageChange(listener: () => void, signal: AbortSignal): void {
  const onUpdated = (_: number, { status }: Browser.tabs.OnUpdatedInfo, tab: Browser.tabs.Tab) => {
    if (status !== 'complete' || !tab.active) return;
    loads += 1;
    listener();
  };
  const { tabs, windows } = browser;
  tabs.onActivated.addListener(listener);
  tabs.onUpdated.addListener(onUpdated);
  windows.onFocusChanged.addListener(listener);
  signal.addEventListener('abort', () => {
    tabs.onActivated.removeListener(listener);
    tabs.onUpdated.removeListener(onUpdated);
    windows.onFocusChanged.removeListener(listener);
  });
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
