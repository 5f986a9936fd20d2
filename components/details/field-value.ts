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

/** As many digits as a double holds exactly. */
const EXACT_DIGITS = 15;

/**
 * A decimal string in the user's locale. One that is rather a code than an amount (a leading
 * zero, more digits than are exact) stays as it is, as does what is no finite number.
 */
export function formatNumberValue(value: string): string {
  const text = value.trim();
  const isAmount =
    /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text) &&
    text.replace(/\D/gu, '').length <= EXACT_DIGITS;
  if (!isAmount) return value;
  const decimals = text.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(userLocale(), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Number(text));
}

/** A calendar date, `YYYY-MM-DD`, in the user's locale; `undefined` if there is no such day. */
export function formatDateValue(value: string): string | undefined {
  const { year, month, day } =
    /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/u.exec(value.trim())?.groups ?? {};
  if (year === undefined) return undefined;
  // A day, not an instant: formatted in the zone it is made in, it cannot slip to the day before.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.toISOString().slice(0, 10) !== value.trim()) return undefined;
  return new Intl.DateTimeFormat(userLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
