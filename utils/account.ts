import { z } from './zod.ts';

/** Whose contacts these are. The key itself is not part of it. */
export const accountSchema = z.object({
  email: z.string(),
  name: z.string(),
  /** The last four characters of the API key, so that the user can tell which one is in use. */
  keyEnding: z.string().max(4),
  connectedAt: z.number().int(),
});

export type Account = z.infer<typeof accountSchema>;
