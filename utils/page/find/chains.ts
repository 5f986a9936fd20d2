import { DAY, YEAR } from './date-pattern.ts';
import { Gap, type Group } from './groups.ts';
import { LatePattern } from './late-pattern.ts';
import { endOfOther } from './look-alikes.ts';

/** How far around a number is looked at. */
export const NEAR = 32;

/** What announces a number, also without a space behind it: `Tel:`, `T.`, `Cell.`, `WhatsApp:`. */
const ANNOUNCES = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:[tmfpwcnh]|n[ro]|tel|tél|t[eé]l[eé]f\p{L}{0,4}|cell?|celular|mob|m[oó]vil|mobile?|handy|fax|ph|phone|wa|whatsapp|tlf|tfno|tlm|call|sms|viber|contact)[.:/-]?$`,
  'iu',
);
/** `0xx11` is how Brazil writes that a carrier's code goes there. */
const ANNOUNCES_AT_ONCE = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:tel|cell?|fax|phone|mob|whatsapp|xx)$`,
  'iu',
);

/** The address of a number in WhatsApp, written out. */
const WHATSAPP_BEFORE = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:wa\.me/(?:c/)?|(?:wa\.me|whatsapp\.com)/send/?\?phone=)$`,
  'iu',
);
/** How WhatsApp's own programs write whose number it is. */
const WHATSAPP_AFTER = new LatePattern(
  String.raw`^@(?:c\.us|s\.whatsapp\.net)(?![\p{L}\p{N}.-])`,
  'iu',
);

const LETTER_BEFORE = new LatePattern(String.raw`\p{LC}$`, 'u');
const MARK_BEFORE = new LatePattern(String.raw`[\p{L}\p{N}/_?=&][./-]$`, 'u');
const GLUED_BEFORE = new LatePattern(String.raw`[\p{No}_@#$€£¥=&%/]$|(?:^|\D)\d{1,3},$`, 'u');
const LETTER_AFTER = new LatePattern(String.raw`^\p{LC}`, 'u');
const GLUED_AFTER = new LatePattern(
  String.raw`^(?:[\p{No}_@=%°]|[.,]\d{1,2}(?![ ./-]?\d)|-(?:rc|alpha|beta|pre|dev)(?!\p{L})|\.(?:pdf|jpe?g|png|gif|webp|heic|svg|docx?|xlsx?|pptx?|csv|txt|eml|vcf|zip|mp[34]|ogg|opus|wav|mov|html?|xml|json|log)(?![\p{L}\p{N}]))`,
  'u',
);

const EXTENSION =
  '[\\s,;./(-]{0,3}(?:ext|extn|extension|x|int|interno|poste|ramal|anexo|dw|durchwahl|apparaat|#)\\.?[:\\s#]{0,2}';
const EXTENSION_BEFORE = new LatePattern(`[\\p{N})]${EXTENSION}$`, 'iu');
const EXTENSION_AFTER = new LatePattern(`^${EXTENSION}\\p{N}{1,6}(?!\\p{N})`, 'iu');

const IBAN_START = new LatePattern(String.raw`(?:^|[^\p{L}\p{N}])[A-Z]{2}$`, 'u');
const IBAN_BEFORE = new LatePattern(
  String.raw`(?:^|[^\p{L}\p{N}])[A-Z]{2}\d\d ?[A-Z]{1,4} ?$`,
  'u',
);

/**
 * Takes out of a chain what is no part of a number: extensions, what is glued to a word, dates and
 * card numbers. What remains on either side of it are chains of their own.
 *
 * @param isCut whether another text node starts at an offset: a word ends there, too
 */
export function cleaned(
  text: string,
  chain: readonly Group[],
  isCut: (offset: number) => boolean,
): Group[][] {
  const chains: Group[][] = [];
  let current: Group[] = [];
  const finish = (): void => {
    if (current.length > 0) chains.push(current);
    current = [];
  };
  const inside = withoutEnds(text, chain, isCut);
  let skipTo = 0;
  for (const group of inside) {
    if (group.start < skipTo) continue;
    if (current.length > 0 && isClosedHere(text, current, group)) finish();
    const end = mayStart(text, group)
      ? (endOfOther(text, group.start) ?? endOfTime(text, current, group))
      : undefined;
    if (end === undefined) {
      current.push(group);
      continue;
    }
    finish();
    skipTo = end;
  }
  finish();
  return chains;
}

/** Dates start behind a space, not in the middle of a number. */
function mayStart(text: string, { start, end, gap, plus }: Group): boolean {
  if (plus || end - start > 4) return false;
  return gap === Gap.Apart || /\s$/u.test(text.slice(start - 1, start));
}

/** Hours, a day or a year behind a whole number, at the end: `347 1234567 9-18`. */
const TIME = new RegExp(
  `(?:${DAY} ?[\\-\\u2010-\\u2015/] ?${DAY}|${YEAR})(?![\\s./\\-\\u2010-\\u2015]{0,3}\\d)`,
  'uy',
);

function endOfTime(text: string, current: readonly Group[], group: Group): number | undefined {
  const [first] = current;
  const digits = current.reduce((sum, { start, end }) => sum + end - start, 0);
  // With fewer digits before it, it is the number's end: `916 123 12-15`, `+86 131 2345 2010`.
  if (!first || digits < (first.plus || first.access > 0 ? 11 : 9)) return undefined;
  TIME.lastIndex = group.start;
  return TIME.test(text) ? TIME.lastIndex : undefined;
}

function withoutEnds(
  text: string,
  chain: readonly Group[],
  isCut: (offset: number) => boolean,
): Group[] {
  const groups = [...chain];
  const [first] = groups;
  const last = groups.at(-1);
  if (!first || !last) return groups;
  const before = text.slice(Math.max(0, first.start - NEAR), first.start);
  const after = text.slice(last.end, last.end + NEAR);
  if (IBAN_BEFORE.test(before) || (IBAN_START.test(before) && chain.length > 3)) return [];
  if (isExtension(before, first) || isMinute(before, first)) groups.shift();
  else if (!first.plus && isGluedBefore(before, isCut(first.start)))
    dropWord(text, groups, 'shift');
  if (isGluedAfter(after, isCut(last.end))) dropWord(text, groups, 'pop');
  else if (/^:\d/u.test(after) && last.end - last.start < 3) groups.pop();
  return groups;
}

function isExtension(before: string, { start, end }: Group): boolean {
  return end - start <= 6 && EXTENSION_BEFORE.test(before);
}

/** The `30` of `14:30`. */
function isMinute(before: string, { start, end }: Group): boolean {
  return end - start < 3 && /\p{N}:$/u.test(before);
}

function isGluedBefore(before: string, isCut: boolean): boolean {
  if (LETTER_BEFORE.test(before)) return !isCut && !ANNOUNCES_AT_ONCE.test(before);
  if (ANNOUNCES.test(before) || WHATSAPP_BEFORE.test(before)) return false;
  return MARK_BEFORE.test(before) || GLUED_BEFORE.test(before);
}

function isGluedAfter(after: string, isCut: boolean): boolean {
  if (LETTER_AFTER.test(after)) return !isCut && !EXTENSION_AFTER.test(after);
  return GLUED_AFTER.test(after) && !WHATSAPP_AFTER.test(after);
}

/** Takes away the group at one end, and all that belongs to the same word. */
function dropWord(text: string, groups: Group[], drop: 'shift' | 'pop'): void {
  for (;;) {
    const dropped = groups[drop]();
    const next = drop === 'shift' ? groups[0] : groups.at(-1);
    if (!dropped || !next || next.plus) return;
    const [left, right] = drop === 'shift' ? [dropped, next] : [next, dropped];
    if (right.gap !== Gap.Close || /\s/u.test(text.slice(left.end, right.start))) return;
  }
}

/**
 * Whether a parenthesis ends the number before it: one that is not around an area code, as in
 * `1) 06 …` and `06 6982 1234 (347 123 4567)`.
 */
function isClosedHere(text: string, current: readonly Group[], group: Group): boolean {
  const last = current.at(-1);
  if (!last) return false;
  const between = text.slice(last.end, group.start);
  if (/[(\uFF08]/u.test(between)) {
    return !/^[^()\uFF08\uFF09]{1,10}[)\uFF09]/u.test(text.slice(group.start, group.start + 12));
  }
  if (!/[)\uFF09]/u.test(between)) return false;
  // Korea's area codes: `02)1234-5678`.
  if (between === ')' && current.length === 1 && isAreaCode(text, last)) return false;
  return !/[(\uFF08][^()\uFF08\uFF09]{1,10}$/u.test(
    text.slice(Math.max(0, last.end - 12), last.end),
  );
}

function isAreaCode(text: string, { start, end }: Group): boolean {
  return end - start >= 2 && end - start <= 4 && text[start] === '0';
}
