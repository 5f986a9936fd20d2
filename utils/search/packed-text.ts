import { z } from '../zod.ts';
import { type Contact, type ContactState, contactState } from '../contact.ts';
import { fold, foldTag, otherSpellings } from './fold.ts';

/**
 * What begins each item of an entry: a control character, which {@link fold} leaves in no value.
 * An item ends where the next one, or the entry, does. The name stands first and needs none.
 */
export const KIND = {
  /** The name once more, as others spell it. */
  spelling: '\u0001',
  tag: '\u0002',
  /** Digits only; once for each way to write the number. */
  phone: '\u0003',
  /** A custom field's name; its values follow. */
  field: '\u0004',
  value: '\u0005',
  note: '\u0006',
  assignee: '\u0007',
  team: '\u000E',
  channel: '\u000F',
  source: '\u0010',
} as const;

/** Behind an entry. */
export const END = '\n';

/** As many entries as fit into so many UTF-16 code units are searched in one go. */
const BLOCK_LENGTH = 1 << 19;

/** What a browser cannot keep in one byte a letter. */
const WIDE = /[\u0100-\u{10ffff}]/u;

const DAY_MS = 86_400_000;

/** By their number in {@link PackedText.states}. */
export const STATES: readonly ContactState[] = ['open', 'closed', 'blocked'];

const uint32 = z.instanceof(Uint32Array);

/** A packed text as it is stored. */
export const packedTextSchema = z.object({
  /**
   * Some entries each, one behind the other: `name`, then items in the order of what a match in
   * them is worth, then {@link END}. `starts` says where each begins, in UTF-16 code units, and
   * behind the last one the text's length. A browser keeps and stores a text without letters
   * beyond Latin-1 at a byte each, so those that have some are kept apart.
   */
  blocks: z.array(z.object({ text: z.string(), starts: uint32 })),
  /** Where each entry's contact lies in the store. */
  locators: uint32,
  /** What tells contacts apart well enough for ranking: see {@link shortId}. */
  ids: uint32,
  /** The day each contact was made on, counted from 1 January 1970; 0 if unknown. */
  days: z.instanceof(Uint16Array),
  /** Places in {@link STATES}. */
  states: z.instanceof(Uint8Array),
});

/**
 * Contacts as one folded text and a few columns, which are searched as they are.
 *
 * It is read, not built: a cold popup searches 100,000 contacts as soon as the record has been
 * read, where an engine of objects would have to be built anew each time. Never changed once made:
 * what changes goes into a further one, and the old entry's locator is dead.
 */
export type PackedText = z.infer<typeof packedTextSchema>;

/** One contact, ready for {@link pack}. */
export interface PackedEntry {
  text: string;
  id: number;
  day: number;
  state: number;
}

/** @param phoneKeys the number's keys in E.164 digits, so that any writing of it is found */
export function packEntry(contact: Contact, phoneKeys: readonly number[]): PackedEntry {
  const digits = new Set([
    contact.phoneNumber?.replace(/\D/gu, '') ?? '',
    ...phoneKeys.map(String),
  ]);
  const items = (kind: string, texts: Iterable<string>): string =>
    [...texts].map((text) => (text === '' ? '' : kind + text)).join('');
  const text = [
    fold(contact.name),
    items(KIND.spelling, otherSpellings(contact.name)),
    items(KIND.tag, contact.tags.map(foldTag)),
    items(KIND.phone, [...digits].flatMap(withOtherWritings)),
    ...contact.fields.map((field) => {
      const values = (field.type === 'checkbox' ? field.values : [field.value]).map(fold);
      const shown = items(KIND.value, values);
      return shown === '' ? '' : KIND.field + fold(field.name) + shown;
    }),
    items(KIND.note, [fold(contact.note)]),
    items(KIND.assignee, [fold(contact.assignedUser ?? '')]),
    items(KIND.team, [fold(contact.team?.name ?? '')]),
    items(KIND.channel, [fold(contact.channel?.title ?? '')]),
    items(KIND.source, [fold(contact.source)]),
  ].join('');
  return {
    text: text + END,
    id: shortId(contact.uuid),
    day: dayOf(contact.createdAt),
    state: STATES.indexOf(contactState(contact)),
  };
}

/**
 * Puts entries together. `entries[i]` belongs to `locators[i]`; their order is not kept: those with
 * letters beyond Latin-1 (an emoji in one name of fifty) come last, in blocks of their own.
 */
export function pack(entries: readonly PackedEntry[], locators: readonly number[]): PackedText {
  const places = entries.map((_, place) => place);
  const isWide = entries.map(({ text }) => WIDE.test(text));
  const order = [
    ...places.filter((place) => !isWide[place]),
    ...places.filter((place) => isWide[place]),
  ];
  const blocks = new BlockBuilder();
  const packed = {
    locators: new Uint32Array(order.length),
    ids: new Uint32Array(order.length),
    days: new Uint16Array(order.length),
    states: new Uint8Array(order.length),
  };
  order.forEach((place, index) => {
    const entry = entries[place];
    if (!entry) return;
    blocks.add(entry.text, isWide[place] === true);
    packed.locators[index] = locators[place] ?? 0;
    packed.ids[index] = entry.id;
    packed.days[index] = entry.day;
    packed.states[index] = entry.state;
  });
  return { blocks: blocks.build(), ...packed };
}

class BlockBuilder {
  private readonly blocks: PackedText['blocks'] = [];
  private texts: string[] = [];
  private length = 0;
  private isWide = false;

  add(text: string, isWide: boolean): void {
    const isOther = isWide !== this.isWide || this.length + text.length > BLOCK_LENGTH;
    if (isOther && this.texts.length > 0) this.end();
    this.isWide = isWide;
    this.texts.push(text);
    this.length += text.length;
  }

  build(): PackedText['blocks'] {
    if (this.texts.length > 0) this.end();
    return this.blocks;
  }

  private end(): void {
    const starts = new Uint32Array(this.texts.length + 1);
    this.texts.forEach((text, index) => (starts[index + 1] = (starts[index] ?? 0) + text.length));
    this.blocks.push({ text: this.texts.join(''), starts });
    this.texts = [];
    this.length = 0;
  }
}

/** 32 bits of a uuid: two contacts share one once in four billion pairs. */
export function shortId(uuid: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < uuid.length; at += 1) {
    hash = Math.imul(hash ^ uuid.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** @param date ISO 8601, with or without a time */
export function dayOf(date: string | null): number {
  const day = Math.floor(Date.parse(date ?? '') / DAY_MS);
  return day > 0 && day < 0xffff ? day : 0;
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
  return longer === digits ? [digits] : [digits, longer];
}

export const EMPTY_PACKED_TEXT: PackedText = pack([], []);
