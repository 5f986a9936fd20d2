import { countDigits } from './digits.ts';

/** The number that stands right in the address; what a phone dials after it, or a host, follows. */
const NUMBER_SCHEME =
  /^(?<scheme>tel|sms|callto|skype|sips?|facetime|facetime-audio):\/*(?<path>[^?]*)/u;
const FIRST_NUMBER = /^\s*(?<number>[+(\d][^\p{L};,?@#]*)/u;
/** `viber://chat?number=…`, `whatsapp://send?phone=…`, `tg://resolve?phone=…`. */
const APP_SCHEME = /^(?:viber|whatsapp|tg):$/u;
/** `/39347…`, `/39-347-…`, a catalogue's `/c/39347…`, a product's `/p/4711/39347…`. */
const WHATSAPP_PATH = /^\/(?:c\/|catalog\/|p\/\d+\/)?(?<number>\+?\d[\d ().-]{5,24})\/?$/u;
/** Telegram's invitations look the same, with letters. */
const TELEGRAM_PATH = /^\/(?<number>\+\d{7,15})\/?$/u;
const MAX_HREF_LENGTH = 2_000;

/**
 * Reads the phone number out of a link that is one: `tel:`, `sms:`, `callto:`, `skype:`, `sip:`,
 * `facetime:`, `whatsapp:`, `viber:`, `tg:`, `wa.me/…`, `api.whatsapp.com/send?phone=…`,
 * `web.whatsapp.com/send?phone=…`, `t.me/+…`.
 *
 * @returns the number as written there, `undefined` for any other link
 */
export function numberOfLink(href: string): string | undefined {
  if (href.length > MAX_HREF_LENGTH) return undefined;
  // Most number links are these, and parsing an address costs more than all the rest.
  const { scheme, path } = NUMBER_SCHEME.exec(href)?.groups ?? {};
  if (scheme !== undefined) return firstNumber(scheme, decoded(path ?? ''));
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (APP_SCHEME.test(url.protocol)) {
    return international(url.searchParams.get('phone') ?? url.searchParams.get('number'));
  }
  if (!/^https?:$/u.test(url.protocol)) return undefined;
  const host = url.hostname.replace(/^(?:api|web|www)\./u, '');
  if (host === 't.me') return numberOfPath(TELEGRAM_PATH, url);
  if (host !== 'wa.me' && host !== 'whatsapp.com') return undefined;
  const phone = international(url.searchParams.get('phone'));
  return phone ?? numberOfPath(WHATSAPP_PATH, url);
}

function numberOfPath(pattern: RegExp, { pathname }: URL): string | undefined {
  return international(pattern.exec(decoded(pathname))?.groups?.['number'] ?? null);
}

/**
 * `tel:+39347…;ext=12`, `tel:+1323…p22`, `sms:+1…,+1…`, `sip:+39…@host`: the first number and no
 * parameters. What has a name instead is none: `skype:mario1234567`, `facetime:1234567@example.com`.
 */
function firstNumber(scheme: string, path: string): string | undefined {
  const match = FIRST_NUMBER.exec(path);
  const number = match?.groups?.['number'] ?? '';
  const rest = path.slice(match?.[0].length);
  if (/^(?:skype|facetime)/u.test(scheme) && /^[@\p{L}]/u.test(rest)) return undefined;
  if (scheme.startsWith('sip') && /^\p{L}/u.test(rest)) return undefined;
  return plausible(number.trim());
}

/** These links hold the number with its country code and mostly without the `+`. */
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
