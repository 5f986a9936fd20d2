import * as z from 'zod/mini';
import { accountSchema } from '../account.ts';
import { apiErrorSchema } from '../api/errors.ts';
import { contactSchema } from '../contact.ts';
import { cardViewSchema, markStyleSchema, MAX_REST_MS, settingsChangeSchema } from '../settings.ts';
import { problemSchema } from '../sync/status.ts';
import { CARD_PLACES, CARD_WORDS } from './frame-protocol.ts';
import {
  MAX_LANG_LENGTH,
  MAX_NUMBERS,
  MAX_TEXT_LENGTH,
  MAX_TEXTS_PER_MATCH,
} from './page-protocol.ts';

/**
 * Who may send a message.
 *
 * - `extension`: a page of the extension itself: popup, options, card
 * - `page`: a content script. A hostile page may have taken its process over, so it gets
 *   few commands, which tell it no more than it can find out by asking anyway
 */
export type SenderKind = 'extension' | 'page';

const writtenNumber = z.lazy(() => z.string().check(z.minLength(1), z.maxLength(MAX_TEXT_LENGTH)));
const lang = z.string().check(z.maxLength(MAX_LANG_LENGTH));
const tabId = z.int().check(z.nonnegative());
const uuid = z.lazy(() => z.string().check(z.minLength(1), z.maxLength(64)));
const turn = z.int().check(z.nonnegative());
const box = z.lazy(() =>
  z.object({
    left: z.number(),
    top: z.number(),
    width: z.number().check(z.nonnegative()),
    height: z.number().check(z.nonnegative()),
  }),
);

/**
 * Every message to the service worker: who may send it, what it carries, what it answers.
 * No message carries a URL or a selector of what to fetch: the worker opens only links it stored.
 */
export const protocol = {
  /** Checks a key with Callbell, keeps it if it is good, and starts the sync. */
  'account.connect': {
    from: 'extension',
    request: z.lazy(() => z.object({ apiKey: z.string().check(z.maxLength(1024)) })),
    reply: z.lazy(() => z.union([accountSchema, z.object({ error: problemSchema })])),
  },
  /** Erases the key, the contacts and everything made of them. */
  'account.disconnect': { from: 'extension', request: z.object({}), reply: z.null() },
  /** Reads the contacts again from the start, or goes on where a pass stands. */
  'sync.start': { from: 'extension', request: z.object({}), reply: z.null() },
  /** The browser is online again: a sync that waits for that goes on. */
  'sync.online': { from: 'extension', request: z.object({}), reply: z.null() },
  /** Contacts that are there could not be read: are they damaged? */
  'contacts.check': { from: 'extension', request: z.object({}), reply: z.null() },
  /** What is to become of the many contacts that were missing in Callbell's list. */
  'sync.missing': {
    from: 'extension',
    request: z.lazy(() => z.object({ answer: z.enum(['keep', 'check']) })),
    reply: z.null(),
  },
  /**
   * Brings in who has a tag, for a search while the first sync is still under way; says how many
   * those are.
   */
  'tag.fetch': {
    from: 'extension',
    request: z.lazy(() => z.object({ tag: z.string().check(z.minLength(1), z.maxLength(200)) })),
    reply: z.lazy(() =>
      z.union([
        z.object({ contacts: z.int().check(z.nonnegative()) }),
        z.object({ error: apiErrorSchema }),
      ]),
    ),
  },
  'settings.change': {
    from: 'extension',
    request: z.object({ settings: settingsChangeSchema }),
    reply: z.null(),
  },
  /** Forgets which contacts were opened lately. */
  'use.erase': { from: 'extension', request: z.object({}), reply: z.null() },
  /** Opens the conversation, or focuses the tab that shows it. */
  'conversation.open': {
    from: 'extension',
    request: z.lazy(() =>
      z.object({
        uuid,
        background: z._default(z.boolean(), false),
        /** From a private window: that it was opened is not remembered. */
        isPrivate: z._default(z.boolean(), false),
      }),
    ),
    /** Whether there was a link that may be opened. */
    reply: z.boolean(),
  },
  /** Tells the card in a page what its one-time token stands for; `null` if it has expired. */
  'card.contacts': {
    from: 'extension',
    request: z.lazy(() => z.object({ token: z.string().check(z.maxLength(64)) })),
    reply: z.lazy(() =>
      z.nullable(
        z.object({
          contacts: z.array(contactSchema),
          text: z.string(),
          guessed: z.boolean(),
          /** The number in other writings; `null` for what is no valid number. */
          writings: z.nullable(z.object({ e164: z.string(), national: z.string() })),
          /** The site's host name, for "not this person here"; `''` where it has none. */
          host: z.string(),
          /** When the contacts were read from Callbell, in milliseconds since the epoch. */
          syncedAt: z.nullable(z.number()),
          /** Why the last sync failed. */
          syncError: z.nullable(problemSchema),
          /** Whether the user has asked to look the number up, if it is nobody's here. */
          wantsLookUp: z.boolean(),
          view: cardViewSchema,
        }),
      ),
    ),
  },
  /** Says that somebody is not whom a site means by a number, or takes that back. */
  'card.not-here': {
    from: 'extension',
    request: z.lazy(() =>
      z.object({
        host: z.string().check(z.maxLength(255)),
        text: writtenNumber,
        uuid,
        isNotHere: z.boolean(),
      }),
    ),
    reply: z.null(),
  },
  /** Reads one contact from Callbell, now; `gone` if Callbell no longer has it. */
  'contact.refresh': {
    from: 'extension',
    request: z.object({ uuid }),
    reply: z.lazy(() =>
      z.union([
        contactSchema,
        z.object({ gone: z.literal(true) }),
        z.object({ error: apiErrorSchema }),
      ]),
    ),
  },
  /** Asks Callbell, on every WhatsApp channel, whose number this is; what it finds is kept. */
  'phone.lookup': {
    from: 'extension',
    request: z.object({ text: writtenNumber }),
    reply: z.lazy(() =>
      z.union([
        z.object({ contacts: z.array(contactSchema) }),
        z.object({ error: apiErrorSchema }),
      ]),
    ),
  },
  /**
   * Who is on a tab's page: looks for numbers there now, also where the site is not enabled, which
   * needs the `activeTab` that opening the popup gives. `null` for a page no extension may read.
   */
  'tab.contacts': {
    from: 'extension',
    request: z.object({ tabId }),
    reply: z.lazy(() =>
      z.nullable(
        z.array(z.object({ contact: contactSchema, text: z.string(), guessed: z.boolean() })),
      ),
    ),
  },
  /** Scrolls a tab's page to a number that `tab.contacts` has named. */
  'tab.jump': {
    from: 'extension',
    request: z.object({ tabId, text: writtenNumber }),
    reply: z.null(),
  },
  /** Says of each written number whether it is a contact's; `null` when too many were asked. */
  'page.match': {
    from: 'page',
    request: z.lazy(() =>
      z.object({
        texts: z.array(writtenNumber).check(z.maxLength(MAX_TEXTS_PER_MATCH)),
        isAhead: z.optional(z.boolean()),
        lang,
      }),
    ),
    reply: z.lazy(() =>
      z.object({ known: z.array(z.nullable(z.boolean())), style: markStyleSchema }),
    ),
  },
  /** How many different known numbers a page shows, for the toolbar badge. */
  'page.count': {
    from: 'page',
    request: z.lazy(() => z.object({ count: z.int().check(z.minimum(0), z.maximum(MAX_NUMBERS)) })),
    reply: z.null(),
  },
  /**
   * Gives a one-time token for the card of one written number; `null` if it is no contact's, unless
   * the user has asked by key to look it up, which the `wish` proves once.
   */
  'page.card': {
    from: 'page',
    request: z.lazy(() =>
      z.object({
        text: writtenNumber,
        lang,
        wish: z.optional(z.string().check(z.maxLength(64))),
      }),
    ),
    reply: z.lazy(() =>
      z.nullable(
        z.object({
          token: z.string(),
          restMs: z.int().check(z.minimum(0), z.maximum(MAX_REST_MS)),
          onlyWithAlt: z.boolean(),
        }),
      ),
    ),
  },
  /**
   * Has the frame around the one that asks which is to show its cards load the card's page, and show
   * a card if one is asked for; answers where they are shown.
   */
  'page.outer-card': {
    from: 'page',
    request: z.lazy(() =>
      z.object({
        show: z.optional(
          z.object({
            turn,
            token: z.string().check(z.maxLength(64)),
            line: box,
            isRtl: z.boolean(),
            withFocus: z.boolean(),
          }),
        ),
      }),
    ),
    reply: z.enum(CARD_PLACES),
  },
  /** Is handed on between the frame that shows a card and the one with its number. */
  'page.card-word': {
    from: 'page',
    request: z.lazy(() => z.object({ turn, word: z.enum(CARD_WORDS), at: z.optional(box) })),
    reply: z.null(),
  },
  /** A card is open and the keys go to another frame: has Escape listened for there, or no longer. */
  'page.hear-escape': {
    from: 'page',
    request: z.lazy(() => z.object({ isOpen: z.boolean() })),
    reply: z.null(),
  },
  /** Escape was pressed there: the tab's cards go, unless they are pinned. */
  'page.escape': { from: 'page', request: z.object({}), reply: z.null() },
  /**
   * Puts the script with boxes and card into the frame that asks, if there can be a card for it; it
   * carries and answers nothing.
   */
  'page.lens': { from: 'page', request: z.object({}), reply: z.null() },
} as const satisfies Record<
  string,
  { from: SenderKind; request: z.ZodMiniType; reply: z.ZodMiniType }
>;

type Protocol = typeof protocol;
export type MessageType = keyof Protocol;
export type RequestOf<T extends MessageType> = z.infer<Protocol[T]['request']>;
/** What a caller may leave out because the schema has a default. */
export type RequestInputOf<T extends MessageType> = z.input<Protocol[T]['request']>;
export type ReplyOf<T extends MessageType> = z.infer<Protocol[T]['reply']>;
export type CardContacts = NonNullable<ReplyOf<'card.contacts'>>;
export type RefreshReply = ReplyOf<'contact.refresh'>;
export type LookUpReply = ReplyOf<'phone.lookup'>;

/** What goes back over the wire: every request is answered, also when it is refused. */
export const replyEnvelope = z.lazy(() =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), reason: z.enum(['refused', 'invalid', 'failed']) }),
  ]),
);

export type ReplyEnvelope = z.infer<typeof replyEnvelope>;
