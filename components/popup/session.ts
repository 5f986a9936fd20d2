import { z } from '../../utils/zod.ts';

/** Where a user was, so that the next popup goes on there. */
export const popupSessionSchema = z.object({
  /** Whose contacts these were. */
  account: z.string(),
  query: z.string().max(10_000),
  /** The row that the keyboard was moved to, or -1. */
  row: z.number().int(),
  /** How far the list was scrolled, in CSS pixels. */
  scroll: z.number(),
  /** The contact that was shown in full. */
  uuid: z.string().nullable(),
});

export type PopupSession = z.infer<typeof popupSessionSchema>;
