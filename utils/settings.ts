import * as z from 'zod/mini';
import { type OwnField, ownFieldKey } from './field-key.ts';
import { funnelSchema } from './funnel.ts';

/** How a known number is marked; `none` still shows the card. */
export const markStyleSchema = z.enum(['underline', 'background', 'none']);

/** How long the pointer rests on a number before its card comes, in milliseconds. */
export const MAX_REST_MS = 1_000;

/**
 * A field of the card that the user has placed or covered. Fields come in this order, and those
 * that are not named after them, as Callbell has them.
 */
const cardFieldSchema = z.lazy(() =>
  z.object({
    /** See `utils/field-key.ts`. */
    key: z.string().check(z.maxLength(300)),
    /** `sensitive` is covered until it is asked for. */
    show: z.enum(['shown', 'hidden', 'sensitive']),
  }),
);

/** Somebody who is not whom one site means by a number. */
const notHereSchema = z.lazy(() =>
  z.object({
    /** The site's host name. */
    host: z.string().check(z.maxLength(255)),
    /** The number as written there; other writings of it count too. */
    text: z.string().check(z.maxLength(64)),
    uuid: z.string().check(z.maxLength(64)),
  }),
);

/** ISO 3166-1 alpha-2. */
const country = z.string().check(z.regex(/^[A-Z]{2}$/u));

const cardFields = z.lazy(() => z.array(cardFieldSchema).check(z.maxLength(500)));

const shapes = () => ({
  /**
   * The country that numbers without a country code are read with; `null` follows the browser's
   * language.
   */
  defaultCountry: z.nullable(country),
  /** The same for single sites, by host name; it goes before everything else. */
  countryBySite: z.record(z.string(), country),
  /** Host names of sites that are left alone although access to them was granted. */
  sitesOff: z.array(z.string()),
  markStyle: markStyleSchema,
  cardRestMs: z.int().check(z.minimum(0), z.maximum(MAX_REST_MS)),
  /** Whether the card comes only while the Alt key is held. */
  cardOnlyWithAlt: z.boolean(),
  cardFields,
  /** Whether contacts' pictures are loaded, from wherever Callbell says they are. */
  avatars: z.boolean(),
  notHere: z.array(notHereSchema).check(z.maxLength(1_000)),
  /** How often the list's beginning and end are looked at for what is new. */
  quickSyncMinutes: z.union([z.literal(1), z.literal(5), z.literal(15), z.literal(60)]),
  /** How often the whole list is read again: only that finds edits and who is gone. */
  wholeSyncHours: z.union([z.literal(1), z.literal(6), z.literal(12), z.literal(24)]),
});

/** What the user can choose. Every setting has a default, so an older stored record stays valid. */
export const settingsSchema = z.lazy(() => {
  const shape = shapes();
  return z.object({
    defaultCountry: z._default(shape.defaultCountry, null),
    countryBySite: z._default(shape.countryBySite, {}),
    sitesOff: z._default(shape.sitesOff, []),
    markStyle: z._default(shape.markStyle, 'underline'),
    cardRestMs: z._default(shape.cardRestMs, 300),
    cardOnlyWithAlt: z._default(shape.cardOnlyWithAlt, false),
    cardFields: z._default(shape.cardFields, []),
    avatars: z._default(shape.avatars, false),
    notHere: z._default(shape.notHere, []),
    quickSyncMinutes: z._default(shape.quickSyncMinutes, 5),
    wholeSyncHours: z._default(shape.wholeSyncHours, 6),
  });
});

/** Some settings; what is not named stays. */
export const settingsChangeSchema = z.lazy(() => {
  const shape = shapes();
  return z.object({
    defaultCountry: z.exactOptional(shape.defaultCountry),
    countryBySite: z.exactOptional(shape.countryBySite),
    sitesOff: z.exactOptional(shape.sitesOff),
    markStyle: z.exactOptional(shape.markStyle),
    cardRestMs: z.exactOptional(shape.cardRestMs),
    cardOnlyWithAlt: z.exactOptional(shape.cardOnlyWithAlt),
    cardFields: z.exactOptional(shape.cardFields),
    avatars: z.exactOptional(shape.avatars),
    notHere: z.exactOptional(shape.notHere),
    quickSyncMinutes: z.exactOptional(shape.quickSyncMinutes),
    wholeSyncHours: z.exactOptional(shape.wholeSyncHours),
  });
});

/** What decides how a contact looks, on the card and in the popup: settings, and funnels' names. */
export const cardViewSchema = z.lazy(() =>
  z.object({ fields: cardFields, avatars: z.boolean(), funnels: z.array(funnelSchema) }),
);

export type CardField = z.infer<typeof cardFieldSchema>;
export type CardView = z.infer<typeof cardViewSchema>;
export type NotHere = z.infer<typeof notHereSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Whether one of Callbell's own fields may be seen without asking for it. */
export function isOwnFieldShown(field: OwnField, fields: readonly CardField[]): boolean {
  const key = ownFieldKey(field);
  return !fields.some((one) => one.key === key && one.show !== 'shown');
}
