import { userLocale } from '../../utils/i18n.ts';

/**
 * A value that is an address on the web.
 *
 * @returns `undefined` for anything that a browser would not open as a web page, and for one with
 *   user info, which only makes a foreign host look like a known one
 */
export function webAddress(value: string): URL | undefined {
  const text = value.trim();
  if (!/^https?:\/\//iu.test(text) || /\s/u.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url : undefined;
}

/** @returns a `mailto:` link to exactly this address, `undefined` if it is none */
export function mailLink(value: string): string | undefined {
  const text = value.trim();
  const [local = '', host = '', ...more] = text.split('@');
  const isAddress =
    local !== '' && more.length === 0 && /[^.]\.[^.]/u.test(host) && !/[\s<>"]/u.test(text);
  // Encoded, so that a `?` in it cannot add recipients or a body.
  return isAddress ? `mailto:${encodeURIComponent(local)}@${encodeURIComponent(host)}` : undefined;
}

/**
 * A number in the groups of digits that a reader tells apart. Joined they are the value as it is
 * stored, so what is shown is what is found and copied. Only an amount has groups: a number with
 * decimals or a minus. `100234` may be an order, `20121` a postal code, `2024` a year.
 */
export function digitGroups(value: string): string[] {
  const parts = /^(?<whole>[+-]?[1-9]\d{3,14})(?<fraction>(?:[.,]\d+)?)$/u.exec(value)?.groups;
  const { whole = value, fraction = '' } = parts ?? {};
  if (!parts || (fraction === '' && !whole.startsWith('-'))) return [value];
  const groups = whole.split(/(?<=\d)(?=(?:\d{3})+$)/u);
  return [...groups.slice(0, -1), `${groups.at(-1) ?? ''}${fraction}`];
}

/** `YYYY-MM-DD`, with or without a time, which may say its zone. */
const DATE =
  /^(?<day>[1-9]\d{3}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?\s?(?<zone>Z|UTC|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * A date in the user's locale, with its time if it has one, as they are stored: moved into the
 * user's zone, it could be another day than the one that a search finds. Midnight is how systems
 * write a day without a time.
 *
 * @returns `undefined` if there is no such day or time
 */
export function formatDateValue(value: string): string | undefined {
  const { day, time = '00:00', zone } = DATE.exec(value.trim())?.groups ?? {};
  if (day === undefined) return undefined;
  // Formatted in the zone it is made in, it cannot slip to the day before.
  const date = new Date(`${day}T${time}Z`);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}T${time}`);
  if (!isReal) return undefined;
  const style = time === '00:00' ? { dateStyle: 'long' as const } : DAY_AND_TIME;
  const shown = new Intl.DateTimeFormat(userLocale(), { ...style, timeZone: 'UTC' }).format(date);
  return time === '00:00' || zone === undefined ? shown : `${shown} (${zoneName(zone)})`;
}

const DAY_AND_TIME = { dateStyle: 'long', timeStyle: 'short' } as const;

/** `UTC`, `UTC+02:00`. */
function zoneName(zone: string): string {
  const offset = zone.replace(/^(?:Z|UTC)$/u, '').replace(/^(.\d\d):?/u, '$1:');
  return `UTC${/^[+-]00:00$/u.test(offset) ? '' : offset}`;
}
