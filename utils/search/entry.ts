import { bsuidForPhone, type Contact, type ContactState, contactState } from '../contact.ts';
import { visible } from '../text.ts';
import { fold, foldTag, otherWritings, withoutSigns } from './fold.ts';
import { KIND } from './items.ts';

const DAY_MS = 86_400_000;

/** By their number in a packed text's column. */
export const STATES: readonly ContactState[] = ['open', 'closed', 'blocked'];

/** A longer text is no company's name, in UTF-16 code units. */
const LONGEST_NAME = 80;

/** What of one contact is searched. */
export interface Entry {
  /** Folded. */
  name: string;
  /** Each with its kind before it, in the order of what a match in them is worth. */
  items: string[];
  id: number;
  day: number;
  state: number;
  /** The id of the contact's funnel, folded; `''` for none. */
  funnel: string;
}

/** @param phoneKeys the number's keys in E.164 digits, so that any writing of it is found */
export function entryOf(contact: Contact, phoneKeys: readonly number[]): Entry {
  const items = (kind: string, texts: readonly string[]): string[] =>
    texts.filter((text) => text !== '').map((text) => kind + text);
  return {
    name: fold(visible(contact.name)),
    items: [
      ...items(KIND.spelling, otherWritings(contact.name)),
      ...items(KIND.tag, contact.tags.map(foldTag)),
      ...items(KIND.phone, writingsOf(contact.phoneNumber ?? '', phoneKeys)),
      ...items(KIND.bsuid, [fold(bsuidForPhone(contact))]),
      ...contact.fields.flatMap((field) => {
        const values = (field.type === 'checkbox' ? field.values : [field.value]).map(fold);
        const shown = items(KIND.value, values);
        if (shown.length === 0) return [];
        const others =
          field.type === 'text' ? withoutSigns(field.value.slice(0, LONGEST_NAME)) : [];
        return [KIND.field + fold(field.name), ...shown, ...items(KIND.valueSpelling, others)];
      }),
      ...items(KIND.note, [fold(contact.note)]),
      ...items(KIND.assignee, [fold(contact.assignedUser ?? '')]),
      ...items(KIND.team, [fold(contact.team?.name ?? '')]),
      ...items(KIND.channel, [fold(contact.channel?.title ?? '')]),
      ...items(KIND.source, [fold(contact.source)]),
    ],
    id: shortId(contact.uuid),
    day: dayOf(contact.createdAt),
    state: STATES.indexOf(contactState(contact)),
    funnel: fold(contact.funnelId ?? ''),
  };
}

/** 32 bits of a uuid: two contacts share one once in four billion pairs. */
export function shortId(uuid: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < uuid.length; at += 1) {
    hash = Math.imul(hash ^ uuid.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The day on which it was at the user's place, as a number of days since 1970.
 *
 * @param date ISO 8601; one without a time is that day everywhere
 */
export function dayOf(date: string | null): number {
  const at = new Date(date ?? '');
  const hasTime = (date ?? '').length > 10;
  const time = hasTime ? Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) : at.getTime();
  const day = Math.floor(time / DAY_MS);
  return day > 0 && day < 0xffff ? day : 0;
}

/** The digits of a number as it was written and of each of its keys, without those within others. */
function writingsOf(written: string, keys: readonly number[]): string[] {
  const all = [written.replace(/\D/gu, ''), ...keys.map(String)].flatMap(withOtherWritings);
  const distinct = [...new Set(all)];
  return distinct.filter((one) => !distinct.some((other) => other !== one && other.includes(one)));
}

/**
 * Mobile numbers that numbering plans write in two ways are kept in both, so that any part of
 * either is found: Brazil with and without the 9, Mexico the 1, Argentina the 9 (see
 * `utils/phone/canonical.ts`, which takes them out).
 */
function withOtherWritings(digits: string): string[] {
  const longer = digits
    .replace(/^(55\d\d)([016-9]\d{7})$/u, '$19$2')
    .replace(/^(52)(\d{10})$/u, '$11$2')
    .replace(/^(54)(\d{10})$/u, '$19$2');
  return [digits, longer];
}
