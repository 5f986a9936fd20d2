/** A stretch of text that could be a phone number. */
export interface Candidate {
  /** Offsets into the text that was searched, in UTF-16 code units. */
  start: number;
  end: number;
}

/** Western, full-width, Arabic-Indic and extended Arabic-Indic digits. */
const DIGIT = '[0-9\\uFF10-\\uFF19\\u0660-\\u0669\\u06F0-\\u06F9]';

/**
 * What people put between the digits of one number: spaces of every kind but line breaks, dots,
 * slashes, dashes of every kind, parentheses, and characters that cannot be seen.
 */
const BETWEEN =
  '[ \\t\\u00A0\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2064\\u2066-\\u2069\\u3000\\uFEFF()./\\-\\u2010-\\u2015\\u2212\\uFF08\\uFF09\\uFF0D-\\uFF0F]';

/**
 * One number: 7 to 15 digits, at most 4 characters between two of them. Every quantifier is
 * bounded and no two can match the same character, so the time is linear in the text.
 */
const NUMBER = new RegExp(
  `(?:[+\\uFF0B]${BETWEEN}{0,2}|\\(${BETWEEN}{0,2}[+\\uFF0B]?)?${DIGIT}(?:${BETWEEN}{0,4}${DIGIT}){6,17}`,
  'gu',
);

const HAS_DIGIT = new RegExp(DIGIT, 'u');

/** What must not touch a number: then it is part of a longer number, a word, a date or a price. */
const GLUED_BEFORE = /[\p{L}\p{N}_.,/@#$€£=&%-]$/u;
const GLUED_AFTER = /^(?:[\p{L}\p{N}_@=%]|[.,/-]\p{N})/u;

/** Years, hours and prices written with separators that no phone number has. */
const LOOK_ALIKES = [
  // 05.10.1986, 2026-11-22, 22/11/2026, also with a time behind it
  /^\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?:\D|$)/u,
  /^(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?:\D|$)/u,
  // 1.234.567,00
  /^\d{1,3}(?:\.\d{3})+$/u,
  // 0.1234567
  /^\d\.\d+$/u,
  // 192.168.1.10, but not 347.123.45.67
  /^(?:1?\d{1,2}|2[0-5]\d)(?:\.(?:1?\d{1,2}|2[0-5]\d)){3}$/u,
];

/** A cheap first look: most text of most pages has no digit at all. */
export function hasDigit(text: string): boolean {
  return HAS_DIGIT.test(text);
}

/**
 * Finds the stretches of text that could be phone numbers. Whether they are somebody's is decided
 * by who has the contacts; this only has to miss none and to leave dates, prices and parts of
 * longer codes alone.
 */
export function findCandidates(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const start = match.index;
    const end = start + match[0].length;
    if (GLUED_BEFORE.test(text.slice(Math.max(0, start - 2), start))) continue;
    if (GLUED_AFTER.test(text.slice(end, end + 2))) continue;
    if (LOOK_ALIKES.some((pattern) => pattern.test(match[0]))) continue;
    found.push({ start, end });
  }
  return found;
}

/** `wa.me/391234567`, and the parameter of WhatsApp's longer addresses. */
const WHATSAPP_PATH = /^\/\+?(?<number>\d{7,15})\/?$/u;
const NUMBER_SCHEMES = new Set(['tel:', 'sms:', 'callto:']);

/**
 * Reads the phone number out of a link that is one: `tel:`, `sms:`, `callto:`, `whatsapp:`,
 * `wa.me/…`, `api.whatsapp.com/send?phone=…`, `web.whatsapp.com/send?phone=…`.
 *
 * @returns the number as written there, `undefined` for any other link
 */
export function numberOfLink(href: string): string | undefined {
  // Most links of a page: not worth parsing.
  if (!/^(?:tel|sms|callto|whatsapp):|wa\.me\/|whatsapp\.com\//iu.test(href)) return undefined;
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (NUMBER_SCHEMES.has(url.protocol)) return plausible(decoded(url.pathname));
  const phone = url.searchParams.get('phone');
  if (url.protocol === 'whatsapp:') return international(phone);
  if (/^(?:api|web)\.whatsapp\.com$/u.test(url.hostname)) return international(phone);
  if (url.hostname !== 'wa.me') return undefined;
  return international(WHATSAPP_PATH.exec(url.pathname)?.groups?.['number'] ?? null);
}

/** WhatsApp's links hold the number with its country code and mostly without the `+`. */
function international(phone: string | null): string | undefined {
  const digits = phone?.replace(/\D/gu, '') ?? '';
  return plausible(`+${digits}`);
}

function plausible(number: string): string | undefined {
  const digits = number.replace(/\D/gu, '').length;
  return digits >= 7 && digits <= 15 ? number : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
