import * as z from 'zod/mini';
import { visible } from './text.ts';

/** A custom field with its value by the type that Callbell's `customFieldsMetadata` gives it. */
const customFieldSchema = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      name: z.string(),
      type: z.enum(['text', 'email', 'number', 'date', 'dropdown']),
      /** As Callbell has it: a date is `YYYY-MM-DD`, a number a decimal string. */
      value: z.string(),
    }),
    z.object({ name: z.string(), type: z.literal('checkbox'), values: z.array(z.string()) }),
  ]),
);

/**
 * One contact as every part of the extension sees it. Callbell's JSON is turned into this by
 * `utils/api`, and by nothing else; custom fields are a list so that a field called `__proto__`
 * is a field like any other.
 */
export const contactSchema = z.lazy(() =>
  z.object({
    uuid: z.string().check(z.minLength(1)),
    /** May be empty: many contacts have none. */
    name: z.string(),
    /** As somebody wrote it (`+33 11 22 33 44`, `331122334455`, `123456789`); never rewritten. */
    phoneNumber: z.nullable(z.string()),
    avatarUrl: z.nullable(z.string()),
    /** ISO 8601, as the two that follow. */
    createdAt: z.nullable(z.string()),
    closedAt: z.nullable(z.string()),
    blockedAt: z.nullable(z.string()),
    /** `whatsapp`, `facebook`, `instagram`, `telegram`, or a newer one. */
    source: z.string(),
    /** The contact in Callbell's dashboard; `null` unless it leads to `https://dash.callbell.eu`. */
    href: z.nullable(z.string()),
    /** The conversation; under the same condition. */
    conversationHref: z.nullable(z.string()),
    /** The e-mail address of the agent. */
    assignedUser: z.nullable(z.string()),
    tags: z.array(z.string()),
    fields: z.array(customFieldSchema),
    team: z.nullable(z.object({ uuid: z.string(), name: z.string() })),
    channel: z.nullable(z.object({ uuid: z.string(), title: z.string(), type: z.string() })),
    /** The uuid of a funnel; contacts that an earlier version of Lens has stored have none. */
    funnelId: z._default(z.nullable(z.string()), null),
    /** By which WhatsApp knows somebody whose number it does not tell; stored since the same time. */
    bsuid: z._default(z.nullable(z.string()), null),
    note: z.string(),
  }),
);

export type Contact = z.infer<typeof contactSchema>;
export type CustomField = z.infer<typeof customFieldSchema>;

export type ContactState = 'open' | 'closed' | 'blocked';

/** Blocked wins over closed: it is what the user must know first. */
export function contactState(contact: Contact): ContactState {
  if (contact.blockedAt) return 'blocked';
  return contact.closedAt ? 'closed' : 'open';
}

/** What stands for the phone number of a contact that has none; `''` for all others. */
export function bsuidForPhone({ phoneNumber, bsuid }: Contact): string {
  return visible(phoneNumber) === '' ? visible(bsuid) : '';
}

/**
 * What to call a contact: the name if anything of it can be seen, else the number as written, else
 * nothing.
 */
export function contactLabel(contact: Contact): string {
  return visible(contact.name) || visible(contact.phoneNumber);
}
