import { z } from './zod.ts';

/** How a known number is marked; `none` still shows the card. */
export const markStyleSchema = z.enum(['underline', 'background', 'none']);

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
  quickSyncMinutes: shape.quickSyncMinutes.default(5),
  wholeSyncHours: shape.wholeSyncHours.default(6),
});

/** Some settings; what is not named stays. */
export const settingsChangeSchema = z.object({
  defaultCountry: shape.defaultCountry.exactOptional(),
  countryBySite: shape.countryBySite.exactOptional(),
  sitesOff: shape.sitesOff.exactOptional(),
  markStyle: shape.markStyle.exactOptional(),
  quickSyncMinutes: shape.quickSyncMinutes.exactOptional(),
  wholeSyncHours: shape.wholeSyncHours.exactOptional(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
