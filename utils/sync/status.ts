import { z } from '../zod.ts';
import { apiErrorSchema } from '../api/errors.ts';

const time = z.number().int();
const count = z.number().int().nonnegative();
const pageNumber = z.number().int().positive();

/**
 * What can go wrong with a sync: Callbell, its answers, or our own storage. Each kind has a
 * sentence and a next step for the user (`error_<kind>` in `_locales`).
 */
export const problemSchema = z.discriminatedUnion('kind', [
  ...apiErrorSchema.options,
  /** More than a fifth of the list cannot be read: Callbell must have changed its form. */
  z.object({ kind: z.literal('unreadable') }),
  /** The disk, or the space that the browser gives us, is full. */
  z.object({ kind: z.literal('storage-full') }),
  /** The browser refuses to store anything, or has lost what was stored. */
  z.object({ kind: z.literal('storage-failed') }),
]);

/** How fast to ask, in requests a second (`pace.ts`). */
export const paceSchema = z.object({ perSecond: z.number().positive() });

/** An entry of the list that no contact could be made of, with what can be said of it. */
const unreadableSchema = z.object({
  page: pageNumber,
  /** Its place on the page, from 1. */
  position: pageNumber,
  /** `null` where it has none that could be read, as with its name. */
  uuid: z.string().nullable(),
  name: z.string().nullable(),
});

/**
 * What a run does next.
 *
 * - `list`: read the list, page by page, to its end
 * - `head`: read its beginning, up to a page that brings nothing new
 * - `tail`: read its end, from the last page that was known
 * - `compare`: find out who was not in the list
 * - `check`: ask for each of them by uuid
 * - `finish`: show what was read
 */
const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), page: pageNumber }),
  z.object({ kind: z.literal('head'), page: pageNumber }),
  /** `left`: at most so many pages more. */
  z.object({ kind: z.literal('tail'), page: pageNumber, left: count }),
  z.object({ kind: z.literal('compare') }),
  z.object({
    kind: z.literal('check'),
    /** How many have been asked for, and how many are to be. */
    checked: count,
    of: count,
    /** How many are absent in all, and with which of them the asking begins. */
    absent: count,
    first: count,
  }),
  z.object({ kind: z.literal('finish') }),
]);

const runSchema = z.object({
  /** Never used again: an answer that comes late fits no other run. */
  id: z.number().int().positive(),
  /** `whole` reads the whole list; `quick` its beginning and its end. */
  kind: z.enum(['whole', 'quick']),
  startedAt: time,
  step: stepSchema,
  /** Contacts read so far, with those that came twice. */
  read: count,
  /** Entries of the list that no contact could be made of, and the first of them. */
  unreadable: count,
  unreadableEntries: z.array(unreadableSchema),
  /** The last page that had anything on it; 0 if none had. */
  lastPage: count,
  /** Who was on the page before, and how often the same came again in a row. */
  pageMark: z.string(),
  repeats: count,
  /** Whether there was more that is new than a quick sync reads: a whole one is due then. */
  isCutShort: z.boolean(),
  /** Failed tries in a row at the same request. */
  failures: count,
  /** Whether the user has said that all absentees are to be asked for, however many they are. */
  checksAll: z.boolean(),
});

/**
 * What the sync is doing. Times are milliseconds since the epoch.
 *
 * `waiting` means that Callbell asked for patience or could not be reached: the run goes on from
 * where it stands at `until`. `failed` means that the user must act, or that the next sync tries
 * anew.
 */
const phaseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('running'), run: runSchema }),
  z.object({ kind: z.literal('waiting'), run: runSchema, error: apiErrorSchema, until: time }),
  z.object({ kind: z.literal('failed'), error: problemSchema, at: time }),
]);

export const syncStatusSchema = z.object({
  phase: phaseSchema,
  /** The last time that the whole list was read to its end; `null` until there is one. */
  lastWhole: z
    .object({
      finishedAt: time,
      contacts: count,
      unreadable: count,
      unreadableEntries: z.array(unreadableSchema),
      /** The list's last page with anything on it. */
      lastPage: count,
    })
    .nullable(),
  /** The last time that any sync ended well. */
  lastSync: time.nullable(),
  /** When the next ones are due. */
  next: z.object({ quick: time, whole: time }),
  /** So many contacts were missing in the list that the user is asked what to do. */
  missing: z.object({ contacts: count, of: count }).nullable(),
  /** So many may be missing without being asked about: the user has said to keep them. */
  mayBeMissing: count,
  pace: paceSchema,
});

export type SyncProblem = z.infer<typeof problemSchema>;
export type Pace = z.infer<typeof paceSchema>;
export type Unreadable = z.infer<typeof unreadableSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Run = z.infer<typeof runSchema>;
export type SyncPhase = z.infer<typeof phaseSchema>;
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** Five requests a second: a sixtieth of what Callbell allows an account's users together. */
export const FULL_PACE: Pace = { perSecond: 5 };

export const NEVER_SYNCED: SyncStatus = {
  phase: { kind: 'idle' },
  lastWhole: null,
  lastSync: null,
  next: { quick: 0, whole: 0 },
  missing: null,
  mayBeMissing: 0,
  pace: FULL_PACE,
};

export function parseStatus(stored: unknown): SyncStatus {
  return syncStatusSchema.catch(NEVER_SYNCED).parse(stored);
}

/** The run that is under way or waiting. */
export function runOf({ phase }: SyncStatus): Run | undefined {
  return 'run' in phase ? phase.run : undefined;
}

/** The user has said to keep the contacts that are missing in the list. */
export function keepsMissing(status: SyncStatus): SyncStatus {
  const { missing, mayBeMissing } = status;
  return { ...status, missing: null, mayBeMissing: missing?.contacts ?? mayBeMissing };
}

/** Whether Callbell has refused the key: asking again by itself would only be refused again. */
export function isRefused({ phase }: SyncStatus): boolean {
  if (phase.kind !== 'failed') return false;
  return phase.error.kind === 'key-refused' || phase.error.kind === 'not-permitted';
}

/** Whether there is something that the user has to see to. */
export function needsUser(status: SyncStatus): boolean {
  const { phase, missing } = status;
  if (missing || isRefused(status)) return true;
  if (phase.kind !== 'failed') return false;
  return phase.error.kind === 'storage-full' || phase.error.kind === 'storage-failed';
}
