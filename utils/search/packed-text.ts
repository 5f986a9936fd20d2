import { z } from '../zod.ts';
import type { Contact } from '../contact.ts';
import { fold, foldTag } from './fold.ts';

/** Between the fields of an entry; {@link fold} leaves no control character in a value. */
export const FIELD = '\u001F';
/** Around each item of a list. */
export const ITEM = '\u001E';
/** Behind an entry. */
const END = '\n';

/**
 * All contacts as one folded text, an entry each:
 * `name FIELD ITEM digits ITEM … FIELD ITEM tag ITEM … FIELD everything else END`.
 *
 * A packed text is read, not built: a cold popup searches 100,000 contacts as soon as one binary
 * record has been read, where an engine of objects would have to be built anew each time.
 */
export interface PackedText {
  text: string;
  /** Where each entry starts in `text`, in UTF-16 code units, and behind them the text's length. */
  starts: Uint32Array;
  /** Where each entry's contact lies in the store. */
  locators: Uint32Array;
}

/** The form that is stored: the text as UTF-8, which is half the size of what a string costs. */
export const packedRecordSchema = z.object({
  utf8: z.instanceof(Uint8Array),
  starts: z.instanceof(Uint32Array),
  locators: z.instanceof(Uint32Array),
});

export type PackedRecord = z.infer<typeof packedRecordSchema>;

export const EMPTY_PACKED_TEXT: PackedText = {
  text: '',
  starts: new Uint32Array(1),
  locators: new Uint32Array(),
};

/**
 * One contact as an entry.
 *
 * @param phoneKeys the number's keys in E.164 digits, so that any writing of it is found
 */
export function packEntry(contact: Contact, phoneKeys: readonly number[]): string {
  const written = contact.phoneNumber?.replace(/\D/gu, '') ?? '';
  const digits = new Set([written, ...phoneKeys.map(String)]);
  digits.delete('');
  return [
    fold(contact.name),
    list([...digits]),
    list(contact.tags.map(foldTag)),
    list([
      ...contact.fields.flatMap((field) =>
        field.type === 'checkbox'
          ? [fold(field.name), ...field.values.map(fold)]
          : [fold(field.name), fold(field.value)],
      ),
      fold(contact.note),
      fold(contact.assignedUser ?? ''),
      fold(contact.team?.name ?? ''),
      fold(contact.channel?.title ?? ''),
      fold(contact.source),
    ]),
  ].join(FIELD);
}

function list(items: string[]): string {
  const present = items.filter((item) => item !== '');
  return present.length === 0 ? '' : `${ITEM}${present.join(ITEM)}${ITEM}`;
}

/** Puts entries together. `entries[i]` belongs to `locators[i]`. */
export function pack(entries: readonly string[], locators: readonly number[]): PackedRecord {
  const starts = new Uint32Array(entries.length + 1);
  let length = 0;
  entries.forEach((entry, index) => {
    starts[index] = length;
    length += entry.length + END.length;
  });
  starts[entries.length] = length;
  const text = entries.map((entry) => entry + END).join('');
  return {
    utf8: new TextEncoder().encode(text),
    starts,
    locators: Uint32Array.from(locators),
  };
}

export function unpack({ utf8, starts, locators }: PackedRecord): PackedText {
  return { text: new TextDecoder().decode(utf8), starts, locators };
}
