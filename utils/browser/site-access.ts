import { browser } from 'wxt/browser';

/** Match patterns for every web page. */
export const ALL_SITES = ['https://*/*', 'http://*/*'];

/** Callbell's own hosts: required by the extension, and no site that the user has enabled. */
const CALLBELL_SITES = ['https://api.callbell.eu/*', 'https://dash.callbell.eu/*'];

/** The sites on which numbers are recognised. */
export interface SiteAccess {
  /** Every web page. */
  all: boolean;
  /** Match patterns of the sites enabled one by one. */
  origins: string[];
}

/**
 * Asks the user for access to sites. Call it directly in a click's handler: browsers show their
 * prompt only there.
 *
 * @param origins match patterns
 * @returns whether the user agreed
 */
export function requestSiteAccess(origins: string[]): Promise<boolean> {
  return browser.permissions.request({ origins });
}

/** Gives access to sites back. */
export async function removeSiteAccess(origins: string[]): Promise<void> {
  await browser.permissions.remove({ origins });
}

export async function grantedSites(): Promise<SiteAccess> {
  const { origins = [] } = await browser.permissions.getAll();
  const all = await browser.permissions.contains({ origins: ALL_SITES });
  const sites = origins.filter(
    (origin) => ![...ALL_SITES, ...CALLBELL_SITES, '<all_urls>', '*://*/*'].includes(origin),
  );
  return { all, origins: sites };
}

/** Calls back after access to a site was given or taken, here or in the browser's own settings. */
export function onSiteAccessChange(listener: () => void, signal?: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(listener);
  onRemoved.addListener(listener);
  signal?.addEventListener('abort', () => {
    onAdded.removeListener(listener);
    onRemoved.removeListener(listener);
  });
}

/** @returns the match pattern and host of a web page; `undefined` for a page no extension may read */
export function siteOf(url: string | undefined): { origin: string; host: string } | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, host } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  // Match patterns have no ports: they stand for every port.
  return { origin: `${protocol}//${hostname}/*`, host };
}

/**
 * @param host a host name, without a port
 * @returns the match pattern of its pages; `undefined` for what is no host: one bad pattern would
 *   make the browser refuse all others with it
 */
export function sitePattern(host: string): string | undefined {
  return /^(?:[\p{L}\p{N}._-]+|\[[\da-f:.]+\])$/iu.test(host) ? `*://${host}/*` : undefined;
}

/** @returns the host name of a match pattern for one site, as settings name it: without a port */
export function hostOfPattern(origin: string): string {
  return /^[^:]+:\/\/(?<host>.*)\/\*$/u.exec(origin)?.groups?.['host'] ?? origin;
}
