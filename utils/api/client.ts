import * as z from 'zod/mini';
import type { Contact } from '../contact.ts';
import type { Funnel } from '../funnel.ts';
import { clip, visible } from '../text.ts';
import { parseContact } from './contact-json.ts';
import { CallbellError } from './errors.ts';
import { getJson } from './get-json.ts';

const API = 'https://api.callbell.eu/v1';

/** Who a key belongs to. */
export interface Identity {
  email: string;
  name: string;
}

/** An entry of the list that no contact could be made of, with what can be said of it. */
export interface UnreadableEntry {
  /** Its place on the page, from 1. */
  position: number;
  uuid: string | null;
  name: string | null;
}

/** Which contacts a list is to have; all of them unless something is said. */
export interface ContactsFilter {
  /** In whichever case. */
  tag?: string;
}

/**
 * Where a page of the list is: by its number from 1, which Callbell takes up to 500, or behind a
 * cursor, the `next` of the page before it.
 */
export type ListPlace = { page: number } | { after: string };

/** One page of the contact list, which has the most recent conversation first. */
export interface ContactsPage {
  contacts: Contact[];
  /** Entries that no contact could be made of. */
  unreadable: UnreadableEntry[];
  /** How many pages there are, where Callbell says so. */
  pages: number | null;
  /** The cursor of what follows; `null` at the end; `undefined` where Callbell gives no cursors. */
  next: string | null | undefined;
}

/** A channel through which contacts write, such as one WhatsApp number. */
export interface Channel {
  uuid: string;
  /** `whatsapp`, `facebook`, `instagram`, `telegram`, or a newer one. */
  type: string;
}

/** Callbell's API, as far as we use it. Every method throws a {@link CallbellError}. */
export interface CallbellClient {
  identify(): Promise<Identity>;
  contactsPage(place: ListPlace, filter?: ContactsFilter): Promise<ContactsPage>;
  /** Throws the kind `not-found` for one that Callbell does not have. */
  contact(uuid: string): Promise<Contact>;
  channels(): Promise<Channel[]>;
  /** The account's funnels in Callbell's order, at most 500. */
  funnels(): Promise<Funnel[]>;
  /**
   * @param number E.164 digits without the `+`
   * @param channelUuid without it only the main WhatsApp channel is searched
   * @returns `undefined` if the number is nobody's
   */
  contactByPhone(number: string, channelUuid?: string): Promise<Contact | undefined>;
}

const identitySchema = z.lazy(() =>
  z.object({
    user_email: z.string().check(z.minLength(1)),
    user_name: z.nullish(z.string()),
  }),
);

/** What an entry that is no contact may still say of itself. */
const nameless = z.lazy(() =>
  z.object({
    uuid: z.catch(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
    name: z.catch(z.nullable(z.string().check(z.minLength(1), z.maxLength(200))), null),
  }),
);

/** Each part of `meta` may be missing: older releases of Callbell send none, or no cursor. */
const pageSchema = z.lazy(() =>
  z.object({
    contacts: z.array(z.unknown()).check(z.maxLength(10_000)),
    meta: z.catch(
      z.nullish(
        z.object({
          pages: z.catch(z.nullish(z.int().check(z.positive())), null),
          next: z.catch(z.nullish(z.string().check(z.minLength(1), z.maxLength(4_096))), undefined),
        }),
      ),
      null,
    ),
  }),
);

/** One contact: the documentation has it in an array in one place and without in another. */
const singleSchema = z.lazy(() =>
  z.object({
    contact: z.union([z.array(z.unknown()).check(z.maxLength(10)), z.unknown()]),
  }),
);

const channelsSchema = z.lazy(() =>
  z.object({
    channels: z
      .array(z.object({ uuid: z.string().check(z.minLength(1)), type: z.string() }))
      .check(z.maxLength(1_000)),
    meta: z.catch(z.nullish(z.object({ pages: z.int().check(z.positive()) })), null),
  }),
);

/** More funnels than any account has. */
const MAX_FUNNELS = 500;

const funnelJson = z.lazy(() =>
  z.object({
    uuid: z.string().check(z.minLength(1), z.maxLength(64)),
    name: z.pipe(
      z.pipe(
        z.string(),
        z.transform((name) => clip(visible(name), 200)),
      ),
      z.string().check(z.minLength(1)),
    ),
    emoji: z.catch(z.string().check(z.trim(), z.maxLength(64)), ''),
  }),
);

/** An entry that names nothing is left out. */
const funnelsSchema = z.lazy(() =>
  z.object({ funnels: z.array(z.catch(z.nullable(funnelJson), null)) }),
);

/** More pages of channels than any account has. */
const MAX_CHANNEL_PAGES = 10;

/**
 * @param apiKey goes into the `Authorization` header and nowhere else
 * @param fetcher the browser's `fetch`, or a test's
 */
export function createCallbellClient(
  apiKey: string,
  fetcher: typeof fetch = fetch,
): CallbellClient {
  const get = async <T>(path: string, schema: z.ZodMiniType<T>): Promise<T> => {
    const body = await getJson(API + path, apiKey, fetcher);
    const answer = schema.safeParse(body);
    if (!answer.success) throw new CallbellError({ kind: 'not-callbell' });
    return answer.data;
  };

  const single = async (path: string): Promise<Contact> => {
    const { contact } = await get(path, singleSchema);
    const parsed = parseContact(Array.isArray(contact) ? contact[0] : contact);
    if (!parsed) throw new CallbellError({ kind: 'not-callbell' });
    return parsed;
  };

  return {
    async identify() {
      // The answer repeats the key (`api_key`): only these two fields leave this function.
      const { user_email, user_name } = await get('/auth/me', identitySchema);
      return { email: user_email, name: user_name ?? '' };
    },

    async channels() {
      const channels: Channel[] = [];
      let pages = 1;
      for (let page = 1; page <= Math.min(pages, MAX_CHANNEL_PAGES); page += 1) {
        const answer = await get(`/channels?page=${page}`, channelsSchema);
        channels.push(...answer.channels);
        pages = answer.meta?.pages ?? 1;
      }
      return channels;
    },

    async funnels() {
      const { funnels } = await get('/funnels', funnelsSchema);
      return funnels.filter((funnel) => funnel !== null).slice(0, MAX_FUNNELS);
    },

    async contactByPhone(number, channelUuid) {
      const query = new URLSearchParams({ include_field_types: 'true' });
      if (channelUuid !== undefined) query.set('channel_uuid', channelUuid);
      try {
        return await single(`/contacts/phone/${encodeURIComponent(number)}?${query.toString()}`);
      } catch (error) {
        if (error instanceof CallbellError && error.detail.kind === 'not-found') return undefined;
        throw error;
      }
    },

    async contactsPage(place, { tag } = {}) {
      const query = new URLSearchParams({ include_field_types: 'true' });
      // The cursor goes back as it came; a filter is not part of it.
      if ('after' in place) query.set('after', place.after);
      else query.set('page', String(place.page));
      if (tag !== undefined) query.set('tags', tag);
      const { contacts, meta } = await get(`/contacts?${query.toString()}`, pageSchema);
      const parsed = contacts.map((entry) => ({ entry, contact: parseContact(entry) }));
      return {
        contacts: parsed.flatMap(({ contact }) => contact ?? []),
        unreadable: parsed.flatMap(({ entry, contact }, index) =>
          contact ? [] : { position: index + 1, ...describe(entry) },
        ),
        pages: meta?.pages ?? null,
        next: meta?.next,
      };
    },

    async contact(uuid) {
      const contact = await single(
        `/contacts/${encodeURIComponent(uuid)}?include_field_types=true`,
      );
      // Another one than was asked for would prove nothing about this one.
      if (contact.uuid !== uuid) throw new CallbellError({ kind: 'not-callbell' });
      return contact;
    },
  };
}

function describe(entry: unknown): Omit<UnreadableEntry, 'position'> {
  return nameless.safeParse(entry).data ?? { uuid: null, name: null };
}
