/** Links that carry a number or an address, in place of which they are taken. */
const PATH_LINK = /^(?:tel|sms|callto|mailto|facetime|facetime-audio|sip|skype):/iu;
const WHATSAPP = /^(?:https?:\/\/)?(?:wa\.me|(?:api|web)\.whatsapp\.com)\//iu;

/** What people write before a number. */
const LABEL =
  /^(?:tel(?:[eé]fono?|[eé]phone)?|phone|mobile?|m[oó]vil|cel(?:l|ular|lulare)?|handy|portable|whats?app|wa|fax|[\u260E\u2706\u{1F4DE}\u{1F4F1}]\uFE0F?)[.:]*$/iu;

const OPENING = /^[\p{Ps}\p{Pi}"'¿¡*_]+/u;
const CLOSING = /[\p{Pe}\p{Pf}\p{Pd}"'.,;:!?…*_]+$/u;

/**
 * The number or e-mail address that a link leads to: with a plus where the link's kind says that a
 * number is a whole one.
 *
 * @returns `undefined` for any other link or text
 */
export function textOfLink(link: string): string | undefined {
  if (PATH_LINK.test(link)) {
    const path = link.slice(link.indexOf(':') + 1).replace(/^\/\//u, '');
    return decoded(path.split(/[;?]/u)[0] ?? '');
  }
  if (!WHATSAPP.test(link)) return undefined;
  const url = /^https?:/iu.test(link) ? link : `https://${link}`;
  if (!URL.canParse(url)) return undefined;
  const { pathname, searchParams } = new URL(url);
  const digits = (searchParams.get('phone') ?? pathname).replace(/\D/gu, '');
  return digits === '' ? undefined : `+${digits}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a word only says that a number follows. */
export function isNumberLabel(word: string): boolean {
  return LABEL.test(word);
}

/**
 * The words of what was typed without a space: `Rossi,Mario` are two, and what a sentence puts
 * around a word is none of it.
 */
export function bareWords(word: string): string[] {
  return word
    .split(/(?<=\p{L})[,;]+(?=\p{L})/u)
    .map((one) => one.replace(OPENING, '').replace(CLOSING, ''))
    .filter((one) => !/^\p{P}*$/u.test(one));
}
