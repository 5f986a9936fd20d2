import * as z from 'zod/mini';

/** A funnel of the account, through which a contact goes. A contact names it by its uuid. */
export const funnelSchema = z.lazy(() =>
  z.object({
    uuid: z.string().check(z.minLength(1)),
    name: z.string().check(z.minLength(1)),
    /** `''` for one without. */
    emoji: z.string(),
  }),
);

export type Funnel = z.infer<typeof funnelSchema>;

/** What a funnel is called: its emoji, if it has one, and its name. */
export function funnelLabel({ name, emoji }: Funnel): string {
  return emoji === '' ? name : `${emoji} ${name}`;
}
