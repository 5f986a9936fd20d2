import { type Browser, browser } from 'wxt/browser';

type Tab = Browser.tabs.Tab;

/** The tab that the user has before them; none where that is no tab of a usual window. */
export async function currentTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({
    active: true,
    lastFocusedWindow: true,
    windowType: 'normal',
  });
  return tab;
}

/**
 * Whether two tabs have their cookies from one place. In another container of Firefox, or in a
 * private window, the user may be somebody else to a site, or nobody.
 */
export function hasSameCookies(tab: Tab, other: Tab | undefined): boolean {
  return other === undefined || cookieStoreOf(tab) === cookieStoreOf(other);
}

/**
 * Opens an address in a new tab, in the container of Firefox that `current` is in. A tab gets the
 * container of its opener; to name the container would take the permission to read cookies.
 */
export async function openTab(
  url: string,
  options: { active: boolean },
  current: Tab | undefined,
): Promise<void> {
  const isInContainer = cookieStoreOf(current)?.startsWith('firefox-container-') === true;
  const opener =
    isInContainer && current?.id !== undefined
      ? { openerTabId: current.id, windowId: current.windowId }
      : {};
  await browser.tabs.create({ url, ...options, ...opener });
}

/** Firefox names the place that a tab's cookies are in; the types are Chrome's. */
function cookieStoreOf(tab: Tab | undefined): string | undefined {
  return tab && 'cookieStoreId' in tab && typeof tab.cookieStoreId === 'string'
    ? tab.cookieStoreId
    : undefined;
}
