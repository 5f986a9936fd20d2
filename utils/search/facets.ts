import * as z from 'zod/mini';
import { type Contact, type CustomField, contactState } from '../contact.ts';
import { fold, foldTag } from './fold.ts';

/** Something that contacts have, as it is written, and how many have it. */
export interface Count {
  name: string;
  count: number;
}

/** A custom field that contacts have a value in. */
export interface FieldFacet extends Count {
  type: CustomField['type'];
  /** Of a dropdown or a checkbox: what is chosen, most often chosen first. */
  options: Count[];
}

const countsSchema = z.lazy(() =>
  z.array(z.tuple([z.string(), z.object({ name: z.string(), count: z.number() })])),
);

export const facetsSchema = z.lazy(() =>
  z.object({
    tags: countsSchema,
    sources: countsSchema,
    teams: countsSchema,
    assignees: countsSchema,
    funnels: z._default(countsSchema, []),
    filters: z._default(countsSchema, []),
    fields: z.array(
      z.tuple([
        z.string(),
        z.object({
          name: z.string(),
          count: z.number(),
          type: z.enum(['text', 'email', 'number', 'date', 'dropdown', 'checkbox']),
          options: countsSchema,
        }),
      ]),
    ),
  }),
);

type FacetsRecord = z.infer<typeof facetsSchema>;

const EMPTY: FacetsRecord = {
  tags: [],
  sources: [],
  teams: [],
  assignees: [],
  funnels: [],
  filters: [],
  fields: [],
};

/** By folded name: writings that a search does not tell apart are counted as one. */
type Counts = Map<string, Count>;

interface CountedField extends Count {
  type: CustomField['type'];
  options: Counts;
}

/**
 * What the contacts have in common, with exact counts: tags, sources, teams, assignees, funnels,
 * custom fields and their options. Kept up to date with each contact that comes and goes.
 */
export class Facets {
  private readonly counts: Record<Exclude<keyof FacetsRecord, 'fields'>, Counts>;
  private readonly fieldCounts: Map<string, CountedField>;

  private constructor({ fields, ...counts }: FacetsRecord) {
    this.counts = {
      tags: new Map(counts.tags),
      sources: new Map(counts.sources),
      teams: new Map(counts.teams),
      assignees: new Map(counts.assignees),
      funnels: new Map(counts.funnels),
      filters: new Map(counts.filters),
    };
    this.fieldCounts = new Map(
      fields.map(([key, field]) => [key, { ...field, options: new Map(field.options) }]),
    );
  }

  /** @param stored what {@link Facets.toRecord} gave; anything else counts nothing */
  static from(stored: unknown): Facets {
    return new Facets(facetsSchema.safeParse(structuredClone(stored)).data ?? EMPTY);
  }

  add(contact: Contact): void {
    this.change(contact, 1);
  }

  /** Takes back what {@link Facets.add} has counted of the same contact. */
  remove(contact: Contact): void {
    this.change(contact, -1);
  }

  toRecord(): FacetsRecord {
    const { tags, sources, teams, assignees, funnels, filters } = this.counts;
    return {
      tags: [...tags],
      sources: [...sources],
      teams: [...teams],
      assignees: [...assignees],
      funnels: [...funnels],
      filters: [...filters],
      fields: [...this.fieldCounts].map(([key, field]) => [
        key,
        { ...field, options: [...field.options] },
      ]),
    };
  }

  get tags(): Count[] {
    return mostFirst(this.counts.tags);
  }

  get sources(): Count[] {
    return mostFirst(this.counts.sources);
  }

  get teams(): Count[] {
    return mostFirst(this.counts.teams);
  }

  get assignees(): Count[] {
    return mostFirst(this.counts.assignees);
  }

  /** By the funnels' ids. */
  get funnels(): Count[] {
    return mostFirst(this.counts.funnels);
  }

  /** How many a filter finds: one of `is:`, `has:phone`, `has:note`, `has:funnel`, `assigned:none`. */
  countOf(filter: string): number {
    return this.counts.filters.get(filter)?.count ?? 0;
  }

  get fields(): FieldFacet[] {
    return mostFirst(this.fieldCounts).map((field) => ({
      ...field,
      options: mostFirst(field.options),
    }));
  }

  /** The field that is called so, as a search tells names apart. */
  field(name: string): FieldFacet | undefined {
    const field = this.fieldCounts.get(fold(name));
    return field && { ...field, options: mostFirst(field.options) };
  }

  private change(contact: Contact, by: 1 | -1): void {
    const { tags, sources, teams, assignees, funnels, filters } = this.counts;
    countEach(filters, filtersOf(contact), by);
    countEach(tags, contact.tags, by, foldTag);
    countEach(sources, [contact.source], by);
    countEach(teams, [contact.team?.name ?? ''], by);
    countEach(assignees, [contact.assignedUser ?? ''], by);
    countEach(funnels, [contact.funnelId ?? ''], by);
    const counted = new Set<string>();
    for (const field of contact.fields) {
      const values = field.type === 'checkbox' ? field.values : [field.value];
      const key = fold(field.name);
      // Callbell tells such names apart, a search does not: a contact counts once.
      if (key === '' || counted.has(key) || values.every((value) => fold(value) === '')) continue;
      counted.add(key);
      this.changeField(key, field, values, by);
    }
  }

  private changeField(key: string, field: CustomField, values: string[], by: 1 | -1): void {
    const { name, type } = field;
    const options: Counts = new Map();
    const known = this.fieldCounts.get(key) ?? { name, type, count: 0, options };
    known.count += by;
    if (type === 'dropdown' || type === 'checkbox') countEach(known.options, values, by);
    if (known.count > 0) this.fieldCounts.set(key, known);
    else this.fieldCounts.delete(key);
  }
}

/** Those that find a contact, of which every account has the same. */
function filtersOf(contact: Contact): string[] {
  const { phoneNumber, note, assignedUser, funnelId } = contact;
  const filters = [`is:${contactState(contact)}`];
  if (/\d/u.test(phoneNumber ?? '')) filters.push('has:phone');
  if (fold(note) !== '') filters.push('has:note');
  if (fold(funnelId ?? '') !== '') filters.push('has:funnel');
  if (fold(assignedUser ?? '') === '') filters.push('assigned:none');
  return filters;
}

/** Counts each of a contact's names once; the first writing that comes gives it its name. */
function countEach(
  counts: Counts,
  names: readonly string[],
  by: 1 | -1,
  foldName: (name: string) => string = fold,
): void {
  const byKey = new Map(names.toReversed().map((name) => [foldName(name), name]));
  for (const [key, name] of byKey) {
    if (key === '') continue;
    const known = counts.get(key) ?? { name, count: 0 };
    known.count += by;
    if (known.count > 0) counts.set(key, known);
    else counts.delete(key);
  }
}

function mostFirst<T extends Count>(counts: ReadonlyMap<string, T>): T[] {
  return [...counts.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
