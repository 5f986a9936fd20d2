import { z } from './zod.ts';

/** What the user can choose. Every setting has a default, so an older stored record stays valid. */
export const settingsSchema = z.object({
  /**
   * ISO 3166-1 alpha-2 code of the country that numbers without a country code are read with;
   * `null` follows the browser's language.
   */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .nullable()
    .default(null),
});

export type Settings = z.infer<typeof settingsSchema>;
