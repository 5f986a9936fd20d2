/** How people of a country write amounts and days. */
export interface Writing {
  /** What stands before an amount's fraction. */
  decimal: '.' | ',';
  /** Whether `03/09/2024` is a day in March. */
  isMonthFirst: boolean;
}

/** As most of the world writes days, and as computers write numbers. */
export const PLAIN_WRITING: Writing = { decimal: '.', isMonthFirst: false };

/** @param country as ISO 3166-1 alpha-2; what is none is written as {@link PLAIN_WRITING} */
export function writingOf(country: string): Writing {
  const locale = localeOf(country);
  if (locale === undefined) return PLAIN_WRITING;
  const signs = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(0.5);
  const day = new Intl.DateTimeFormat(locale, { calendar: 'gregory' }).formatToParts(0);
  const order = day.map(({ type }) => type).filter((type) => type === 'month' || type === 'day');
  return {
    decimal: signs.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.',
    isMonthFirst: order[0] === 'month' && day[0]?.type === 'month',
  };
}

/** The country's own language, as far as the browser knows. */
function localeOf(country: string): string | undefined {
  try {
    const { language, region } = new Intl.Locale('und', { region: country }).maximize();
    // Without its script: browsers know `en-GB`, and take `en-Latn-GB` for American.
    return `${language}-${region}`;
  } catch {
    return undefined;
  }
}

/** What may stand before or behind an amount. */
const CURRENCY =
  /^(?:\p{Sc}|r\$|eur|usd|gbp|chf|brl|mxn)\s*|\s*(?:\p{Sc}|euros?|eur|usd|gbp|chf|brl|mxn)$/gu;

/** Digits, alone or in groups of three, with a fraction or without. */
const AMOUNT = /^-?(?:\d+|\d{1,3}(?:[ '.,]\d{3})+)(?:[.,]\d+)?$/u;

/**
 * Reads an amount: `1500`, `1.234,56`, `€ 1,500`, `1'500.5`. Where one sign may be either, it is
 * what the country takes it for: `1.500` is one and a half only where a point begins the fraction.
 *
 * @param text folded
 * @returns `undefined` if it is none
 */
export function readAmount(text: string, { decimal }: Writing): number | undefined {
  const plain = text.trim().replace(CURRENCY, '').trim();
  if (!AMOUNT.test(plain)) return undefined;
  const signs = plain.replace(/[^.,]/gu, '');
  const last = signs.at(-1);
  const digits = plain.replace(/[ ']/gu, '');
  if (last === undefined) return Number(digits);
  const isGroup = isGroupSign(digits, signs, last, decimal);
  const [whole = '', fraction = ''] = isGroup ? [digits] : splitAtLast(digits, last);
  return Number(`${whole.replace(/[.,]/gu, '')}.${fraction || '0'}`);
}

/** Whether the last sign stands between groups, and not before a fraction. */
function isGroupSign(digits: string, signs: string, last: string, decimal: string): boolean {
  // `1.234,56`: of two kinds the last one begins the fraction; `1.234.567` has none.
  if (new Set(signs).size > 1) return signs.indexOf(last) !== signs.length - 1;
  if (signs.length > 1) return true;
  return last !== decimal && /^-?[1-9]\d{0,2}[.,]\d{3}$/u.test(digits);
}

function splitAtLast(text: string, sign: string): string[] {
  const at = text.lastIndexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Reads a day or a month as people write it: `12/03/2024`, `12.3.2024`, `03/2024`.
 *
 * @returns it as `YYYY-MM-DD` or `YYYY-MM`; `undefined` if it is none, or has no such month or day
 */
export function readDay(text: string, { isMonthFirst }: Writing): string | undefined {
  const parts = /^(?:(?<first>\d{1,2})[./-])?(?<second>\d{1,2})[./-](?<year>\d{4})$/u.exec(text);
  const { first, second = '', year = '' } = parts?.groups ?? {};
  if (!parts) return undefined;
  if (first === undefined) return isIn(second, 12) ? `${year}-${padded(second)}` : undefined;
  // Where there is no such month, it can only be the other way round.
  const isTurned = isMonthFirst ? isIn(first, 12) : !isIn(second, 12);
  const [day, month] = isTurned ? [second, first] : [first, second];
  return isIn(month, 12) && isIn(day, 31) ? `${year}-${padded(month)}-${padded(day)}` : undefined;
}

function isIn(text: string, most: number): boolean {
  return Number(text) >= 1 && Number(text) <= most;
}

function padded(text: string): string {
  return text.padStart(2, '0');
}
