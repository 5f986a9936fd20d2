import { z } from '../zod.ts';
import type { Contact } from '../contact.ts';

const tagCountsSchema = z.array(z.object({ tag: z.string(), count: z.number() })).catch([]);

/** How many contacts carry a tag. */
export type TagCount = z.infer<typeof tagCountsSchema>[number];

const recordSchema = z.object({ tags: tagCountsSchema });

/** Exact counts of what contacts can be narrowed down by. */
export class Facets {
  /** By the folded tag: tags that differ only in case are one tag to Callbell. */
  private readonly byTag: Map<string, TagCount>;

  private constructor(tags: TagCount[]) {
    this.byTag = new Map(tags.map((counted) => [counted.tag.toLowerCase(), counted]));
  }

  static from(stored: unknown): Facets {
    return new Facets(recordSchema.safeParse(stored).data?.tags ?? []);
  }

  /** The first writing of a tag names it. */
  add({ tags }: Contact): void {
    for (const [key, tag] of distinct(tags)) {
      const counted = this.byTag.get(key);
      if (counted) counted.count += 1;
      else this.byTag.set(key, { tag, count: 1 });
    }
  }

  /** Takes back what `add` has counted. */
  remove({ tags }: Contact): void {
    for (const [key] of distinct(tags)) {
      const counted = this.byTag.get(key);
      if (!counted) continue;
      counted.count -= 1;
      if (counted.count <= 0) this.byTag.delete(key);
    }
  }

  /** Every tag with how many contacts carry it, most used first. */
  tags(): TagCount[] {
    return [...this.byTag.values()].toSorted(
      (a, b) => b.count - a.count || a.tag.localeCompare(b.tag),
    );
  }

  toRecord(): unknown {
    return { tags: [...this.byTag.values()] };
  }
}

/** A later entry of a Map replaces an earlier one: so the first writing wins here, too. */
function distinct(tags: readonly string[]): Map<string, string> {
  return new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag]));
}
