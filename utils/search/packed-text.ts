import * as z from 'zod/mini';
import type { Entry } from './entry.ts';
import { END, SHARED_LETTERS } from './items.ts';

/** As many entries as fit into so many UTF-16 code units are searched in one go. */
const BLOCK_LENGTH = 1 << 18;

/** What a browser cannot keep in one byte a letter. */
const WIDE = /[\u0100-\u{10ffff}]/u;

const uint32 = z.instanceof(Uint32Array);

/** A packed text as it is stored. */
export const packedTextSchema = z.lazy(() =>
  z.object({
    /**
     * Some entries each, one behind the other: `name`, then items in the order of what a match in
     * them is worth, then {@link END}. `starts` says where each begins, in UTF-16 code units, and
     * behind the last one the text's length. A browser keeps and stores a text without letters
     * beyond Latin-1 at a byte each, so those that have some are kept apart.
     */
    blocks: z.array(z.object({ text: z.string(), starts: uint32 })),
    /** The items that most entries have, each with its kind: one of {@link SHARED_LETTERS} stands for each. */
    shared: z.array(z.string()),
    /** Where each entry's contact lies in the store. */
    locators: uint32,
    /** What tells contacts apart well enough for ranking: see `shortId`. */
    ids: uint32,
    /** The day each contact was made on, counted from 1 January 1970; 0 if unknown. */
    days: z.instanceof(Uint16Array),
    /** Places in `STATES`. */
    states: z.instanceof(Uint8Array),
    /** The ids of the funnels that its contacts are in, folded. */
    funnelIds: z._default(z.array(z.string()), []),
    /**
     * Places in `funnelIds`, counted from 1; 0 for a contact in no funnel. Empty if all are in none,
     * as in a text that was stored before Lens knew of funnels.
     */
    funnels: z._default(z.instanceof(Uint16Array), () => new Uint16Array()),
  }),
);

/**
 * Contacts as one folded text and a few columns, which are searched as they are.
 *
 * It is read, not built: a cold popup searches 100,000 contacts as soon as the record has been
 * read, where an engine of objects would have to be built anew each time. Never changed once made:
 * what changes goes into a further one, and the old entry's locator is dead.
 */
export type PackedText = z.infer<typeof packedTextSchema>;

/**
 * Puts entries together. `entries[i]` belongs to `locators[i]`; their order is not kept: those with
 * letters beyond Latin-1 (an emoji in one name of fifty) come last, in blocks of their own.
 */
export function pack(entries: readonly Entry[], locators: readonly number[]): PackedText {
  const shared = mostShared(entries);
  const letters = new Map(shared.map((item, index) => [item, SHARED_LETTERS[index]]));
  const texts = entries.map(
    ({ name, items }) => name + items.map((item) => letters.get(item) ?? item).join('') + END,
  );
  const isWide = texts.map((text) => WIDE.test(text));
  const places = [...entries.keys()];
  const order = [
    ...places.filter((place) => !isWide[place]),
    ...places.filter((place) => isWide[place]),
  ];
  const blocks = new BlockBuilder();
  for (const place of order) blocks.add(texts[place] ?? END, isWide[place] === true);
  const column = (valueOf: (entry: Entry) => number): number[] =>
    order.map((place) => {
      const entry = entries[place];
      return entry ? valueOf(entry) : 0;
    });
  return {
    blocks: blocks.build(),
    shared,
    locators: Uint32Array.from(order, (place) => locators[place] ?? 0),
    ids: Uint32Array.from(column(({ id }) => id)),
    days: Uint16Array.from(column(({ day }) => day)),
    states: Uint8Array.from(column(({ state }) => state)),
    ...funnelColumn(order.map((place) => entries[place]?.funnel ?? '')),
  };
}

/** No more different ones fit into the column: contacts in others count as being in none. */
const MOST_FUNNELS = 0xffff;

function funnelColumn(ids: readonly string[]): Pick<PackedText, 'funnelIds' | 'funnels'> {
  const distinct = [...new Set(ids)].filter((id) => id !== '').slice(0, MOST_FUNNELS);
  const places = new Map(distinct.map((id, index) => [id, index + 1]));
  const funnels = distinct.length === 0 ? [] : ids.map((id) => places.get(id) ?? 0);
  return { funnelIds: distinct, funnels: Uint16Array.from(funnels) };
}

/** The id of the funnel that an entry's contact is in, folded; `''` for none. */
export function funnelAt({ funnelIds, funnels }: PackedText, entry: number): string {
  return funnelIds[(funnels[entry] ?? 0) - 1] ?? '';
}

/**
 * Tags, the names of fields, their options, teams and so on: most of what contacts have, many have.
 * A letter in place of each makes the text a third as long, to read and to search.
 *
 * @returns those that save most, at most one for each letter
 */
function mostShared(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  for (const { items } of entries) {
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts]
    .map(([item, count]) => ({ item, saved: (count - 1) * (item.length - 1) }))
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved)
    .slice(0, SHARED_LETTERS.length)
    .map(({ item }) => item);
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

export const EMPTY_PACKED_TEXT: PackedText = pack([], []);
