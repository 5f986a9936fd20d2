import { z } from '../zod.ts';
import { apiErrorSchema } from '../api/errors.ts';

const time = z.number().int();

/** Where a pass over the contact list stands. Written with each page's rows in one transaction. */
const passSchema = z.object({
  /** The generation that the pass writes; never the active one. */
  generation: z.number().int().positive(),
  startedAt: time,
  /** The page to read next, from 1. */
  nextPage: z.number().int().positive(),
  /** The next free row of the generation. */
  nextRow: z.number().int().nonnegative(),
  /** Distinct contacts are only counted at the end; this counts rows as they come. */
  contacts: z.number().int().nonnegative(),
  /** Entries of the list that no contact could be made of. */
  unreadable: z.number().int().nonnegative(),
  /** Failed tries in a row at `nextPage`. */
  failures: z.number().int().nonnegative(),
});

/**
 * What the sync is doing. Times are milliseconds since the epoch.
 *
 * `waiting` means that Callbell asked for patience or could not be reached: the pass goes on from
 * where it stands at `until`. `failed` means that the user must act, or the next alarm tries anew.
 */
const phaseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('running'), pass: passSchema }),
  z.object({ kind: z.literal('waiting'), pass: passSchema, error: apiErrorSchema, until: time }),
  z.object({ kind: z.literal('failed'), error: apiErrorSchema, at: time }),
]);

export const syncStatusSchema = z.object({
  phase: phaseSchema,
  /** The last pass that was read to its end; `null` until there is one. */
  lastWhole: z
    .object({
      finishedAt: time,
      contacts: z.number().int().nonnegative(),
      unreadable: z.number().int().nonnegative(),
    })
    .nullable(),
});

export type Pass = z.infer<typeof passSchema>;
export type SyncPhase = z.infer<typeof phaseSchema>;
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const NEVER_SYNCED: SyncStatus = { phase: { kind: 'idle' }, lastWhole: null };
