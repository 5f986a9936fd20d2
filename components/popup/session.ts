import * as z from 'zod/mini';

/** A row by whom it shows, so that it is the same person when the list is another. */
const chosenSchema = z.lazy(() =>
  z.object({
    /** The id of its list, and its place there. */
    list: z.string(),
    index: z.int().check(z.nonnegative()),
    uuid: z.string(),
    /** On the page, the number; a contact may have several there. */
    text: z.nullable(z.string()),
  }),
);

export type ChosenRow = z.infer<typeof chosenSchema>;

/** Where a user was, so that the next popup goes on there. */
export const popupSessionSchema = z.lazy(() =>
  z.object({
    /** Whose contacts these were. */
    account: z.string(),
    query: z.string().check(z.maxLength(10_000)),
    /** The row that the keyboard was moved to. */
    chosen: z.nullable(chosenSchema),
    /** How far the list was scrolled, in CSS pixels. */
    scroll: z.number(),
    /** The contact that was shown in full. */
    uuid: z.nullable(z.string()),
  }),
);

export type PopupSession = z.infer<typeof popupSessionSchema>;
