import * as z from 'zod/mini';
import { dashboardUrl } from '../callbell-url.ts';
import type { Contact, CustomField } from '../contact.ts';
import { clip, isBlank } from '../text.ts';

/** No field of a real contact is longer (a note has 1,000); a hostile one is cut here. */
const MAX_TEXT = 4_000;
const MAX_ITEMS = 500;

/** Half of an emoji, which a system before us has cut, is nothing that anybody wrote. */
const clamp = (text: string): string => clip(text, MAX_TEXT).replace(/\p{Surrogate}/gu, '');
const firstItems = (items: string[]): string[] => items.slice(0, MAX_ITEMS);

/** A string, or what can honestly be written as one; anything else counts as missing. */
const text = z.lazy(() =>
  z.catch(
    z.union([
      z.pipe(z.string(), z.transform(clamp)),
      z.pipe(z.number(), z.transform(String)),
      z.pipe(z.boolean(), z.transform(String)),
    ]),
    '',
  ),
);
const optionalText = z.lazy(() =>
  z.pipe(
    z.nullish(text),
    z.transform((value) => (value === '' ? null : (value ?? null))),
  ),
);
const textList = z.lazy(() => z.catch(z.pipe(z.array(text), z.transform(firstItems)), []));

/** No field of a real contact has lists in lists in lists; a hostile one is read no further. */
const MAX_DEPTH = 4;

const tagList = z.lazy(() =>
  z.union([
    z.pipe(
      textList,
      z.transform((tags) => tags.filter((tag) => !isBlank(tag))),
    ),
    z.pipe(
      z.null(),
      z.transform(() => []),
    ),
  ]),
);

/**
 * The documentation types `tags` as a string in one place and as a list in another: both are read.
 */
const tags = z.lazy(() =>
  z.catch(
    z.pipe(
      z.pipe(
        z.unknown(),
        z.transform((value) =>
          typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : value,
        ),
      ),
      tagList,
    ),
    [],
  ),
);

const metadata = z.lazy(() => z.object({ value: z.unknown(), type: z.catch(z.string(), 'text') }));

const contactJson = z.lazy(() =>
  z.object({
    uuid: z.string().check(z.minLength(1), z.maxLength(64)),
    name: optionalText,
    phoneNumber: optionalText,
    avatarUrl: optionalText,
    createdAt: optionalText,
    closedAt: optionalText,
    blockedAt: optionalText,
    source: optionalText,
    href: optionalText,
    conversationHref: optionalText,
    assignedUser: optionalText,
    tags,
    customFields: z.optional(z.unknown()),
    customFieldsMetadata: z.optional(z.unknown()),
    team: z.catch(z.nullish(z.object({ uuid: text, name: text })), null),
    channel: z.catch(z.nullish(z.object({ uuid: text, title: text, type: text })), null),
    funnelId: optionalText,
    bsuid: optionalText,
    note: optionalText,
  }),
);

/**
 * Makes a {@link Contact} of Callbell's JSON. Unknown fields are left out, fields of another shape
 * count as missing, links that do not lead to Callbell's dashboard are dropped.
 *
 * @returns `undefined` if it has no uuid, so that nothing can be done with it
 */
export function parseContact(json: unknown): Contact | undefined {
  const parsed = contactJson.safeParse(json);
  if (!parsed.success) return undefined;
  const { customFields, customFieldsMetadata, ...contact } = parsed.data;
  return {
    ...contact,
    name: contact.name ?? '',
    source: contact.source ?? '',
    note: contact.note ?? '',
    href: dashboardUrl(contact.href) ?? null,
    conversationHref: dashboardUrl(contact.conversationHref) ?? null,
    team: unlessEmpty(contact.team),
    channel: unlessEmpty(contact.channel),
    fields: parseFields(customFields, customFieldsMetadata),
  };
}

/** `{}` is how Callbell says that a contact has no team. */
function unlessEmpty<T extends object>(value: T | null | undefined): T | null {
  return value && Object.values(value).some((part) => part !== '') ? value : null;
}

function entriesOf(value: unknown): [string, unknown][] {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.entries(value).slice(0, MAX_ITEMS) : [];
}

/** The metadata knows types and real lists; a field that only `customFields` has is text. */
function parseFields(plain: unknown, withTypes: unknown): CustomField[] {
  const fields = new Map<string, CustomField>();
  for (const [name, value] of entriesOf(plain)) fields.set(name, fieldOf(name, 'text', value));
  for (const [name, entry] of entriesOf(withTypes)) {
    const parsed = metadata.safeParse(entry);
    if (parsed.success) fields.set(name, fieldOf(name, parsed.data.type, parsed.data.value));
  }
  return [...fields.values()].filter((field) =>
    field.type === 'checkbox' ? field.values.length > 0 : field.value !== '',
  );
}

function fieldOf(fieldName: string, type: string, value: unknown): CustomField {
  const name = clamp(fieldName);
  const list = listOf(value);
  if (type === 'checkbox') return { name, type, values: list ?? nonEmpty([textOf(value)]) };
  switch (type) {
    case 'email':
    case 'number':
    case 'date':
    case 'dropdown':
      return { name, type, value: clamp(list?.join(', ') ?? textOf(value)) };
    default:
      return list
        ? { name, type: 'checkbox', values: list }
        : { name, type: 'text', value: textOf(value) };
  }
}

/**
 * What a value of any shape says: of an object `name: value, name: value`, as much as there is in it
 * that is text.
 */
function textOf(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return text.parse(value);
  if (depth === MAX_DEPTH) return '';
  const parts = Array.isArray(value)
    ? value.slice(0, MAX_ITEMS).map((item) => textOf(item, depth + 1))
    : entriesOf(value).map(([name, item]) => {
        const said = textOf(item, depth + 1);
        return said && `${name}: ${said}`;
      });
  return clamp(nonEmpty(parts).join(', '));
}

/** A list, or the JSON of one in a string: that is how checkbox values come without metadata. */
function listOf(value: unknown): string[] | undefined {
  if (Array.isArray(value)) {
    return nonEmpty(value.slice(0, MAX_ITEMS).map((item) => textOf(item)));
  }
  if (typeof value !== 'string' || !value.startsWith('[')) return undefined;
  try {
    const parsed = z.array(z.string()).safeParse(JSON.parse(value));
    return parsed.data && nonEmpty(firstItems(parsed.data).map(clamp));
  } catch {
    return undefined;
  }
}

const nonEmpty = (values: string[]): string[] => values.filter((value) => value !== '');
