import { type OwnField, ownFieldKey } from './field-key.ts';
import { funnelSchema } from './funnel.ts';
import { z } from './zod.ts';

/** How a known number is marked; `none` still shows the card. */
export const markStyleSchema = z.enum(['underline', 'background', 'none']);

/** How long the pointer rests on a number before its card comes, in milliseconds. */
export const MAX_REST_MS = 1_000;

/**
 * A field of the card that the user has placed or covered. Fields come in this order, and those
 * that are not named after them, as Callbell has them.
 */
const cardFieldSchema = z.object({
  /** See `utils/field-key.ts`. */
  key: z.string().max(300),
  /** `sensitive` is covered until it is asked for. */
  show: z.enum(['shown', 'hidden', 'sensitive']),
});

/** Somebody who is not whom one site means by a number. */
const notHereSchema = z.object({
  /** The site's host name. */
  host: z.string().max(255),
  /** The number as written there; other writings of it count too. */
  text: z.string().max(64),
  uuid: z.string().max(64),
});

/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/u);

const shape = {
  /**
   * The country that numbers without a country code are read with; `null` follows the browser's
   * language.
   */
  defaultCountry: country.nullable(),
  /** The same for single sites, by host name; it goes before everything else. */
  countryBySite: z.record(z.string(), country),
  /** Host names of sites that are left alone although access to them was granted. */
  sitesOff: z.array(z.string()),
  markStyle: markStyleSchema,
  cardRestMs: z.number().int().min(0).max(MAX_REST_MS),
  /** Whether the card comes only while the Alt key is held. */
  cardOnlyWithAlt: z.boolean(),
  cardFields: z.array(cardFieldSchema).max(500),
  /** Whether contacts' pictures are loaded, from wherever Callbell says they are. */
  avatars: z.boolean(),
  notHere: z.array(notHereSchema).max(1_000),
  /** How often the list's beginning and end are looked at for what is new. */
  quickSyncMinutes: z.union([z.literal(1), z.literal(5), z.literal(15), z.literal(60)]),
  /** How often the whole list is read again: only that finds edits and who is gone. */
  wholeSyncHours: z.union([z.literal(1), z.literal(6), z.literal(12), z.literal(24)]),
};

/** What the user can choose. Every setting has a default, so an older stored record stays valid. */
export const settingsSchema = z.object({
  defaultCountry: shape.defaultCountry.default(null),
  countryBySite: shape.countryBySite.default({}),
  sitesOff: shape.sitesOff.default([]),
  markStyle: shape.markStyle.default('underline'),
  cardRestMs: shape.cardRestMs.default(300),
  cardOnlyWithAlt: shape.cardOnlyWithAlt.default(false),
  cardFields: shape.cardFields.default([]),
  avatars: shape.avatars.default(false),
  notHere: shape.notHere.default([]),
  quickSyncMinutes: shape.quickSyncMinutes.default(5),
  wholeSyncHours: shape.wholeSyncHours.default(6),
});

/** Some settings; what is not named stays. */
export const settingsChangeSchema = z.object({
  defaultCountry: shape.defaultCountry.exactOptional(),
  countryBySite: shape.countryBySite.exactOptional(),
  sitesOff: shape.sitesOff.exactOptional(),
  markStyle: shape.markStyle.exactOptional(),
  cardRestMs: shape.cardRestMs.exactOptional(),
  cardOnlyWithAlt: shape.cardOnlyWithAlt.exactOptional(),
  cardFields: shape.cardFields.exactOptional(),
  avatars: shape.avatars.exactOptional(),
  notHere: shape.notHere.exactOptional(),
  quickSyncMinutes: shape.quickSyncMinutes.exactOptional(),
  wholeSyncHours: shape.wholeSyncHours.exactOptional(),
});

/** What decides how a contact looks, on the card and in the popup: settings, and funnels' names. */
export const cardViewSchema = z.object({
  fields: shape.cardFields,
  avatars: shape.avatars,
  funnels: z.array(funnelSchema),
});

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
