import { DATE, DAY, MARK, YEAR, YEARS } from './date-pattern.ts';
import { LatePattern } from './late-pattern.ts';

/**
 * What has as many digits as a phone number and is none. What is left out here is never asked
 * about, so each rule needs a shape that phone numbers do not have; an extra box does no harm.
 */

const MONTH = `(?:0?[1-9]|1[0-2])[./]${YEAR}`;

/** At a group of digits: stretches that end a number before them and start none. */
const STRETCHES = [
  // 05.10.1986, 22/11/2026, 2026-11-22, 22. 11. 2026, and ranges of them
  new RegExp(`${DATE}(?: ?[\\-\\u2010-\\u2015/] ?${DATE})?(?![./\\-]?\\d)`, 'uy'),
  // 03/2015 – 03/2016
  new RegExp(`${MONTH} ?[\\-\\u2010-\\u2015] ?${MONTH}(?!\\d)`, 'uy'),
  // 22/11/26, but not 06.12.34.56.78 or 06/12/34 56 78
  new RegExp(`${DAY}${MARK}${DAY}${MARK}\\d\\d(?![./\\-]?\\d)(?! \\d\\d(?![\\d:.h]))`, 'uy'),
  // The card number 4111 1111 1111 1111
  /\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?![ -]?\d{4})/uy,
  /3[47]\d\d([ -])\d{6}\1\d{5}(?!\d)/uy,
  // Brazil's CNPJ
  /\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d(?!\d)/uy,
];

/** @returns where a stretch that is no number ends, if one starts at this offset */
export function endOfOther(text: string, start: number): number | undefined {
  for (const stretch of STRETCHES) {
    stretch.lastIndex = start;
    if (stretch.test(text)) return stretch.lastIndex;
  }
  return undefined;
}

const BYTE = '(?:1?\\d{1,2}|2[0-4]\\d|25[0-5])';
const HOUR = '(?:[01]?\\d|2[0-4])[.:][0-5]\\d';

/** Whole numbers, as they are written, that are something else in any surroundings. */
const SHAPES = [
  // 22 11 2026, 2019-2024
  new RegExp(`^(?:${DAY} ${DAY} ${YEAR}|${YEAR} ${DAY} ${DAY}|${YEARS})$`, 'u'),
  // 9.00-13.00, also with the afternoon
  new RegExp(`^${HOUR}(?: ?[\\-–/] ?${HOUR}){1,3}$`, 'u'),
  // 1.234.567, 12.345.678, 1.234.567.890, but not 612.345.678
  /^(?:\d{1,2}(?:\.\d{3}){2}|\d{1,3}(?:\.\d{3}){3,4})$/u,
  // 3.14159265, 1234567.89
  /^(?:\d\.\d+|\d{4,13}\.\d{1,2})$/u,
  // 192.168.1.10, but neither 22.33.44.55 nor 93.123.45.67
  new RegExp(
    `^(?!\\d\\d(?:\\.\\d\\d){3}$|[89]\\d\\.\\d{3}\\.\\d\\d\\.\\d\\d$|0\\d)${BYTE}(?:\\.${BYTE}){3}$`,
    'u',
  ),
  // Versions: 10.0.19045.3803
  /^\d{1,4}\.(?:\d{1,5}\.)?\d\.(?:\d{1,8}\.)?\d{1,8}$/u,
  // Brazil's CPF, Argentina's CUIT
  /^(?:\d{3}\.\d{3}\.\d{3}-\d\d|\d\d-\d{8}-\d)$/u,
];

const SIGN = '[$€£¥₹₽₩₪₫₺₦₴₱฿円元]';
/** Only in capitals: `try`, `all` and `Ron` are words. */
const CODE =
  'EUR|USD|GBP|CHF|BRL|MXN|ARS|CLP|COP|PEN|UYU|PLN|CZK|HUF|RON|BGN|SEK|NOK|DKK|RUB|UAH|TRY|ILS|SAR|AED|EGP|MAD|TND|NGN|KES|ZAR|GHS|INR|PKR|BDT|THB|VND|IDR|MYR|SGD|PHP|CNY|HKD|TWD|JPY|KRW|AUD|NZD|CAD|XOF|XAF|F?CFA';
const MONEY_BEFORE = new LatePattern(`(?:^|[^\\d\\s])\\s?(?:${SIGN}|${CODE}|R[sp]\\.?)\\s?$`, 'u');
/** What is counted in: not `lei` and `ha`, which are words elsewhere. */
const UNIT =
  'euros?|d[oó]l+ar(?:es|s)?|pesos?|reais|soles|dirhams?|kr|zł|kč|ft|руб|грн|[km]wh|[kmgt]b|bytes?|k[mg]|m[²³23q]|habitant(?:s|es)?|abitanti|inhabitants|einwohner|inwoners|invånare|views|followers';
/** Behind `347 123 4567` a sign with digits belongs to them: `347 123 4567 € 15`. */
const COUNTED = new LatePattern(
  `^(?:[.,]\\d{1,2})?\\s?(?:${SIGN}|(?:${UNIT})(?![\\p{L}\\p{N}]))(?!\\s?\\d)`,
  'iu',
);
const CODE_AFTER = new LatePattern(
  `^(?:[.,]\\d{1,2})?\\s?(?:${CODE})(?![\\p{L}\\p{N}])(?!\\s?\\d)`,
  'u',
);
/** No amount starts with a zero. */
const AMOUNT = /^[1-9]\d{0,2}(?:[. ]\d{3})+$|^[1-9]\d*$/u;

/** `n.`, `n.º`, `Nr.`, `-nummer` between what something is and its number. */
const NUMBER_WORD = String.raw`\P{L}{0,3}(?:(?:n|n\.?º|nr|no|num|number|nummer|id)\P{L}{0,3})?`;

/** What is called by its name: `ISBN 978-3-16-148410-0`, `P. IVA 01234567890`, `pp. 1234-1267`. */
const NAMED = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:isbn(?:-1[03])?|issn|ean|doi|iban|imei|p\. ?iva|iva|vat|nif|nipc|contribuinte|cif|siret|siren|cnpj|cpf|cuit|rfc|regon|kvk|c[eé]dula(?: de \p{L}{2,12})?|pp|pagg|versi[oó]ne?|versão|build|release)${NUMBER_WORD}$`,
  'iu',
);
/** The same, where the word in small letters is a name or means something else: `Rut`, `ein`. */
const NAMED_IN_CAPITALS = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:RUT|R\.U\.T|NIT|NIP|NIE|EIN|DNI|BSN|SSN|C\.C)${NUMBER_WORD}$`,
  'u',
);
/** Orders and the like are only left alone where they are one piece: `Order 800 123 4567` is a call. */
const NAMED_CODE = new LatePattern(
  String.raw`(?:^|[^\p{L}])(?:order|ordine|pedido|commande|bestellung|ticket|tracking|sku|id|invoice|fattura|factura|facture|rechnung|asin|protocollo|prot|pratica|matricola|expediente|aktenzeichen)${NUMBER_WORD}$`,
  'iu',
);
/** Seconds or milliseconds since 1970, and what a field of them is called. */
const EPOCH = /^1\d{9}(?:\d{3})?$/u;
const EPOCH_NAMED = new LatePattern(
  String.raw`(?:[Tt]ime|[Ss]tamp|[Ee]poch|[Uu]nix|[Dd]ate|_at|[a-z]At|(?:^|[^\p{L}])(?:ts|iat|exp))\P{L}{0,3}$`,
  'u',
);
/** A part of a name with colons: `arn:aws:iam::123456789012:role`. */
const COLONS = { before: /[\d:]:$/u, after: /^:[a-z]/u };

const ONE_PIECE = /^\d+(?:-\d+)?$/u;

const DEGREES = '(?:0|[1-9]\\d?|1[0-7]\\d)\\.\\d{4,15}';
const IS_DEGREES = new RegExp(`^${DEGREES}$`, 'u');
const DEGREES_BEFORE = new LatePattern(`(?:^|[^\\d.])${DEGREES}°?\\s?[NSEWO]?[,;\\s]\\s?-?$`, 'u');
const DEGREES_AFTER = new RegExp(`^(?:°|\\s?[NSEWO]?[,;\\s]\\s?-?${DEGREES})`, 'u');

const INTERNATIONAL = /^\D{0,3}(?:\+|00)/u;

/**
 * Whether a number-like text is something else.
 *
 * @param written its {@link plainText}
 */
export function isLookAlike(written: string, before: string, after: string): boolean {
  if (INTERNATIONAL.test(written)) return false;
  return (
    SHAPES.some((shape) => shape.test(written)) ||
    isScoreOrList(written) ||
    NAMED.test(before) ||
    NAMED_IN_CAPITALS.test(before) ||
    (EPOCH.test(written) && EPOCH_NAMED.test(before)) ||
    (before.endsWith('{') && after.startsWith('}')) ||
    (COLONS.before.test(before) && COLONS.after.test(after)) ||
    (ONE_PIECE.test(written) && NAMED_CODE.test(before)) ||
    (AMOUNT.test(written) && MONEY_BEFORE.test(before)) ||
    (/^[1-9]/u.test(written) && (COUNTED.test(after) || CODE_AFTER.test(after))) ||
    (IS_DEGREES.test(written) && (DEGREES_BEFORE.test(before) || DEGREES_AFTER.test(after)))
  );
}

/** `6-4 7-5 6-3 7-6` and `1 2 3 4 5 6 7 8 9`, but not the spelled `3 4 7 1 2 3 4 5 6 7`. */
function isScoreOrList(written: string): boolean {
  const groups = written.split(/\D+/u).filter((group) => group !== '');
  if (groups.length < 4) return false;
  if (
    groups.every((group, index) => index === 0 || Number(group) === Number(groups[index - 1]) + 1)
  )
    return true;
  const digits = groups.join('').length;
  return digits / groups.length < 1.6 && new Set(written.match(/\D+/gu)).size > 1;
}
