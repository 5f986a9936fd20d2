/** Where Callbell's users work. The only place a contact's links may lead to. */
const DASHBOARD_ORIGIN = 'https://dash.callbell.eu';

/** Where a user makes an API key. */
export const API_KEYS_URL = `${DASHBOARD_ORIGIN}/settings/api_settings/keys`;

/** Where a user looks through and adds contacts. */
export const CONTACTS_URL = `${DASHBOARD_ORIGIN}/contacts`;

/**
 * Reads a link to Callbell's dashboard. A contact's links come from outside, so anything but an
 * `https://dash.callbell.eu/` address without user info is refused: `javascript:`, look-alike
 * hosts and `https://dash.callbell.eu@evil.test` among them.
 *
 * @returns the address in its normal form, or `undefined` if it leads anywhere else
 */
export function dashboardUrl(link: string | null | undefined): string | undefined {
  if (!link || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  // A blob's origin is that of the page that made it.
  const leadsThere = url.protocol === 'https:' && url.origin === DASHBOARD_ORIGIN;
  return leadsThere && url.username === '' && url.password === '' ? url.href : undefined;
}
