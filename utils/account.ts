import * as z from 'zod/mini';

/** Whose contacts these are. The key itself is not part of it. */
export const accountSchema = z.lazy(() =>
  z.object({
    email: z.string(),
    name: z.string(),
    /** The last four characters of the API key, so that the user can tell which one is in use. */
    keyEnding: z.string().check(z.maxLength(4)),
    connectedAt: z.int(),
  }),
);

export type Account = z.infer<typeof accountSchema>;
