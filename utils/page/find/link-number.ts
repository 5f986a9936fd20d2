import { countDigits } from './digits.ts';

/** `wa.me/391234567`, and the parameter of WhatsApp's longer addresses. */
const WHATSAPP_PATH = /^\/\+?(?<number>\d{7,15})\/?$/u;
const NUMBER_SCHEME = /^(?:tel|sms|callto):(?<path>[^?#]*)/u;
const MAX_HREF_LENGTH = 2_000;

/**
 * Reads the phone number out of a link that is one: `tel:`, `sms:`, `callto:`, `whatsapp:`,
 * `wa.me/…`, `api.whatsapp.com/send?phone=…`, `web.whatsapp.com/send?phone=…`.
 *
 * @returns the number as written there, `undefined` for any other link
 */
export function numberOfLink(href: string): string | undefined {
  if (href.length > MAX_HREF_LENGTH) return undefined;
  // Most number links are these, and parsing an address costs more than all the rest.
  const path = NUMBER_SCHEME.exec(href)?.groups?.['path'];
  if (path !== undefined) return firstNumber(decoded(path));
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  const phone = url.searchParams.get('phone');
  if (url.protocol === 'whatsapp:') return international(phone);
  if (!/^https?:$/u.test(url.protocol)) return undefined;
  if (/^(?:api\.|web\.|www\.)?whatsapp\.com$/u.test(url.hostname)) return international(phone);
  if (!/^(?:www\.)?wa\.me$/u.test(url.hostname)) return undefined;
  return international(WHATSAPP_PATH.exec(decoded(url.pathname))?.groups?.['number'] ?? null);
}

/** `tel:+39347…;ext=12`, `sms:+1…,+1…`, `callto://+39…`: the first number and no parameters. */
function firstNumber(path: string): string | undefined {
  return plausible(path.replace(/^\/*/u, '').split(/[;,?]/u, 1)[0] ?? '');
}

/** WhatsApp's links hold the number with its country code and mostly without the `+`. */
function international(phone: string | null): string | undefined {
  const digits = phone?.replace(/\D/gu, '') ?? '';
  return plausible(`+${digits.replace(/^00/u, '')}`);
}

function plausible(number: string): string | undefined {
  const digits = countDigits(number);
  return digits >= 7 && digits <= 17 ? number : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
