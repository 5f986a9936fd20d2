import { contactAt } from '../../fake-callbell/contacts.ts';
import { COUNTRIES, phoneFromSeed, toE164 } from '../../fake-callbell/phones.ts';
import type { Country, Phone } from '../../fake-callbell/phones.ts';
import { mulberry32 } from '../../fake-callbell/random.ts';
import type { Random } from '../../fake-callbell/random.ts';
import { readPhone } from '../../../utils/phone/keys.ts';
import { COUNTRY } from './approach.ts';

/** One block of the labelled page. */
export interface LabelledCase {
  id: string;
  html: string;
  /** The number's key, if there is a number. */
  key?: number;
  /** Whether the number is a contact's. */
  known: boolean;
}

const NUMBERS_EACH = 24;
const LOOK_ALIKES_EACH = 12;
const ACCOUNT_SIZE = 100_000;

function grouped({ digits }: Phone, separator: string): string {
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].join(separator);
}

function fullWidth(text: string): string {
  return text.replace(/[+\d]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** The ways of writing, and the countries that write so if it is not all of them. */
const WRITINGS: readonly [string, (phone: Phone) => string, Country[]?][] = [
  ['E.164', toE164],
  ['spaces', (phone) => `+${phone.code} ${grouped(phone, ' ')}`],
  ['00', (phone) => `00${phone.code} ${grouped(phone, ' ')}`],
  ['dashes', (phone) => `+${phone.code}-${grouped(phone, '-')}`],
  ['dots', (phone) => `+${phone.code}.${grouped(phone, '.')}`],
  ['brackets', (phone) => `+${phone.code} (${phone.digits.slice(0, 3)}) ${phone.digits.slice(3)}`],
  ['(0)', (phone) => `+${phone.code} (0)${grouped(phone, ' ')}`, ['DE', 'FR']],
  ['national, spaces', (phone) => grouped(phone, ' '), ['IT']],
  ['national, bare', ({ digits }) => digits, ['IT']],
  ['no-break spaces', (phone) => `+${phone.code}\u00A0${grouped(phone, '\u00A0')}`],
  ['thin spaces', (phone) => `+${phone.code}\u2009${grouped(phone, '\u2009')}`],
  ['full-width', (phone) => fullWidth(`+${phone.code} ${grouped(phone, ' ')}`)],
  [
    'split over elements',
    ({ code, digits }) =>
      `<b>+${code}</b> ${digits.slice(0, 3)} <span>${digits.slice(3, 6)}</span>${digits.slice(6)}`,
  ],
];

/** `#` is any digit, `1` to `9` and the rest stand as they are, `~` is 1 or 2 (days, hours). */
const LOOK_ALIKES: readonly [string, string][] = [
  ['date with dots', '~#.0#.20~#'],
  ['date with slashes', '~#/1~/20~#'],
  ['ISO date', '20~#-0#-~#'],
  ['date and time', '20~#-0#-~# 1#:3#:2#'],
  ['hours', '0#:30 - 1#:00, 14:30 - 1#:45'],
  ['price with dots', '€ #.###.###,00'],
  ['price with commas', '$#,###,###.##'],
  ['order id', 'ORD-20~#-######'],
  ['IBAN', 'IT60 X054 2811 1010 0000 0### ###'],
  ['card number', '4### #### #### ####'],
  ['ISBN', 'ISBN 978-3-16-14####-#'],
  ['coordinates', '4#.######, 1#.######'],
  ['IP address', '19~.168.##.1##'],
  ['version', 'v~#.#.####-20~#0###'],
  ['UUID', '########-####-4###-8###-############'],
  ['sets', '6-4 6-3 #-7 7-#'],
  ['parcel', '1Z999AA101########'],
  ['bar code', '80########## #'],
  ['VAT number', 'P. IVA 0##########'],
  ['years', '19## 200# 201# 202#'],
];

function filled(random: Random, template: string): string {
  return template.replace(/[#~]/gu, (mark) =>
    String(mark === '#' ? Math.floor(random() * 10) : 1 + Math.floor(random() * 2)),
  );
}

function keyOf(e164: string): number {
  const [reading] = readPhone(e164);
  if (!reading) throw new Error(`${e164} is no number`);
  return reading.key;
}

/** Numbers in 13 ways of writing, every second one a contact's, and 20 kinds of look-alikes. */
export function labelledCases(): LabelledCase[] {
  const random = mulberry32(11);
  const numbers = WRITINGS.flatMap(([writing, write, countries = COUNTRIES], place) =>
    Array.from({ length: NUMBERS_EACH }, (_, index): LabelledCase => {
      const country = countries[index % countries.length] ?? COUNTRY;
      const phone = phoneFromSeed(900_000 + place * 1_000 + index, country);
      const id = `${writing} ${index}`;
      return { id, html: write(phone), key: keyOf(toE164(phone)), known: index % 2 === 0 };
    }),
  );
  const others = LOOK_ALIKES.flatMap(([kind, template]) =>
    Array.from({ length: LOOK_ALIKES_EACH }, (_, index): LabelledCase => ({
      id: `${kind} ${index}`,
      html: filled(random, template),
      known: false,
    })),
  );
  return [...numbers, ...others];
}

export function labelledPage(cases: readonly LabelledCase[]): string {
  const blocks = cases.map(({ id, html }) => `<p data-case="${id}">Text: ${html} and more.</p>`);
  return `<!doctype html><html lang="it"><meta charset="utf-8">${blocks.join('')}</html>`;
}

/** How good an approach is. */
export interface Quality {
  /** The share of what should be found that was found as the number that it is. */
  recall: number;
  /** The share of what was found that should be. */
  precision: number;
  /** The first of what went wrong, for whoever wants to mend it. */
  missed: string[];
  wrong: string[];
}

interface CaseHit {
  id: string;
  text: string;
}

/** Judges what was found as it is: every number counts, every look-alike is an error. */
export function judge(cases: readonly LabelledCase[], hits: readonly CaseHit[]): Quality {
  return quality(
    cases,
    hits.map(({ id, text }) => ({ id, keys: keysOf(text) })),
    ({ key }) => key !== undefined,
  );
}

/**
 * Judges as the product does: what is nobody's number is not marked. The contacts are the known
 * half of the page and an account of 100,000 others, so that chance gets its chance.
 */
export function judgeKnown(cases: readonly LabelledCase[], hits: readonly CaseHit[]): Quality {
  const contacts = accountKeys();
  for (const { known, key } of cases) if (known && key !== undefined) contacts.add(key);
  const marks = hits
    .map(({ id, text }) => ({ id, keys: keysOf(text).filter((key) => contacts.has(key)) }))
    .filter(({ keys }) => keys.length > 0);
  return quality(cases, marks, ({ known }) => known);
}

function keysOf(text: string): number[] {
  return readPhone(text, COUNTRY).map(({ key }) => key);
}

function accountKeys(): Set<number> {
  const keys = new Set<number>();
  for (let index = 0; index < ACCOUNT_SIZE; index += 1) {
    const { phoneNumber } = contactAt(index, 1);
    for (const { key } of readPhone(phoneNumber ?? '', COUNTRY)) keys.add(key);
  }
  return keys;
}

function quality(
  cases: readonly LabelledCase[],
  hits: readonly { id: string; keys: number[] }[],
  isWanted: (one: LabelledCase) => boolean,
): Quality {
  const keysById = new Map<string, number[]>();
  for (const { id, keys } of hits) keysById.set(id, [...(keysById.get(id) ?? []), ...keys]);
  const wanted = cases.filter(isWanted);
  const right = new Set(
    wanted.filter(({ id, key }) => keysById.get(id)?.includes(key ?? NaN)).map(({ id }) => id),
  );
  const wrong = [...keysById.keys()].filter((id) => !right.has(id));
  return {
    recall: right.size / wanted.length,
    precision: right.size / (right.size + wrong.length),
    missed: wanted.filter(({ id }) => !right.has(id)).map(({ id }) => id),
    wrong,
  };
}
