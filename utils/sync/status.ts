import * as z from 'zod/mini';
import { apiErrorSchema } from '../api/errors.ts';

const time = z.int();
const count = z.int().check(z.nonnegative());
const pageNumber = z.int().check(z.positive());

/**
 * What can go wrong with a sync: Callbell, its answers, or our own storage. Each kind has a
 * sentence and a next step for the user (`error_<kind>` in `_locales`).
 */
export const problemSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    apiErrorSchema,
    /** More than a fifth of the list cannot be read: Callbell must have changed its form. */
    z.object({ kind: z.literal('unreadable') }),
    /** The disk, or the space that the browser gives us, is full. */
    z.object({ kind: z.literal('storage-full') }),
    /** The browser refuses to store anything, or has lost what was stored. */
    z.object({ kind: z.literal('storage-failed') }),
  ]),
);

/** Whole syncs that bring little are at most this many times further apart than usual. */
export const MOST_THRIFT = 4;

/** How fast to ask, in requests a second (`pace.ts`). */
export const paceSchema = z.lazy(() => z.object({ perSecond: z.number().check(z.positive()) }));

/** An entry of the list that no contact could be made of, with what can be said of it. */
const unreadableSchema = z.lazy(() =>
  z.object({
    page: pageNumber,
    /** Its place on the page, from 1. */
    position: pageNumber,
    /** `null` where it has none that could be read, as with its name. */
    uuid: z.nullable(z.string()),
    name: z.nullable(z.string()),
  }),
);

/**
 * What a run does next.
 *
 * - `funnels`: read the account's funnels
 * - `list`: read the list, page by page, to its end
 * - `resume`: after a cursor that Callbell no longer takes, find the place in the list by numbers
 * - `front`: read the list's front, up to where nobody has moved since it was last read
 * - `compare`: find out who was not in the list
 * - `check`: ask for each of them by uuid
 * - `count`: count what the contacts have in common, a piece at a time
 * - `finish`: show what was read
 */
const stepSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('funnels') }),
    /**
     * `page`: how many pages came before, plus one. It is asked for by that number, unless there is a
     * cursor in `after`.
     */
    z.object({ kind: z.literal('list'), page: pageNumber, after: z.nullable(z.string()) }),
    /** `back`: so many pages further to the front it is looked next. */
    z.object({ kind: z.literal('resume'), page: pageNumber, back: pageNumber }),
    /** `round`: the front is read again until nobody moves while it is read. */
    z.object({
      kind: z.literal('front'),
      page: pageNumber,
      after: z.nullable(z.string()),
      round: pageNumber,
    }),
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
    z.object({ kind: z.literal('count') }),
    z.object({ kind: z.literal('finish') }),
  ]),
);

/**
 * Remembers one of the cursors that came before, a later one each time that twice as many have come
 * (Brent's algorithm, BIT 20 (1980), p. 176): a server whose cursors go round in circles is found
 * out with one comparison a page.
 */
const cursorWatchSchema = z.lazy(() =>
  z.object({
    cursor: z.nullable(z.string()),
    /** So many cursors more, and the next one is remembered. */
    left: count,
    /** How many there are between this one and the next to be remembered. */
    span: z.int().check(z.positive()),
  }),
);

const runSchema = z.lazy(() =>
  z.object({
    /** Never used again: an answer that comes late fits no other run. */
    id: z.int().check(z.positive()),
    /** `whole` reads the whole list; `quick` its front. */
    kind: z.enum(['whole', 'quick']),
    startedAt: time,
    step: stepSchema,
    /** Contacts read so far, with those that came twice. */
    read: count,
    /** How many of them were new or have changed, and how many were found to be gone. */
    changed: count,
    gone: count,
    /** Entries of the list that no contact could be made of, and the first of them. */
    unreadable: count,
    unreadableEntries: z.array(unreadableSchema),
    /** How many pages of the list were read. */
    pages: count,
    /** Who was on the page before (`front.ts`), and how often the same came again in a row. */
    pageMark: z.array(z.string()),
    repeats: count,
    /** How often the place in the list was lost, because of a cursor that led nowhere. */
    timesLost: count,
    /** Whether cursors have led astray, so that the rest is read by page numbers. */
    distrustsCursors: z.boolean(),
    /** Whether some of the list was read by page numbers. */
    isByNumber: z.boolean(),
    cursorWatch: cursorWatchSchema,
    /** Whether Callbell has more contacts than it gives in this way. */
    isLimited: z.boolean(),
    /** Failed tries in a row at the same request. */
    failures: count,
    /** Whether the user has said that all absentees are to be asked for, however many they are. */
    checksAll: z.boolean(),
  }),
);

/**
 * What the sync is doing. Times are milliseconds since the epoch.
 *
 * `waiting` means that something is in the way that may pass: the run goes on from where it stands
 * at `until`. `failed` means that the user must act, or that the next sync tries anew; with a
 * `paused` run, that one goes on.
 */
const phaseSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle') }),
    z.object({ kind: z.literal('running'), run: runSchema }),
    z.object({ kind: z.literal('waiting'), run: runSchema, error: apiErrorSchema, until: time }),
    z.object({
      kind: z.literal('failed'),
      error: problemSchema,
      at: time,
      paused: z.nullable(runSchema),
    }),
  ]),
);

export const syncStatusSchema = z.lazy(() =>
  z.object({
    phase: phaseSchema,
    /** The last time that the whole list was read to its end; `null` until there is one. */
    lastWhole: z.nullable(
      z.object({
        finishedAt: time,
        contacts: count,
        unreadable: count,
        unreadableEntries: z.array(unreadableSchema),
        /** How many pages the list had. */
        pages: count,
        /** Whether Callbell has more contacts than it gives by page numbers. */
        isLimited: z.boolean(),
      }),
    ),
    /** The last time that any sync ended well. */
    lastSync: z.nullable(time),
    /** When the next ones are due. */
    next: z.object({ quick: time, whole: time }),
    /** How many times longer than usual whole syncs are apart, because they have brought little. */
    thrift: z.number().check(z.minimum(1), z.maximum(MOST_THRIFT)),
    /** So many contacts were missing in the list that the user is asked what to do. */
    missing: z.nullable(z.object({ contacts: count, of: count })),
    /** So many may be missing without being asked about: the user has said to keep them. */
    mayBeMissing: count,
    pace: paceSchema,
    /** Whether what was stored was found to be damaged, and has not been read again yet. */
    wasDamaged: z._default(z.boolean(), false),
  }),
);

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
  thrift: 1,
  missing: null,
  mayBeMissing: 0,
  pace: FULL_PACE,
  wasDamaged: false,
};

export function parseStatus(stored: unknown): SyncStatus {
  return syncStatusSchema.safeParse(stored).data ?? NEVER_SYNCED;
}

/** The run that is under way or waiting. */
export function runOf({ phase }: SyncStatus): Run | undefined {
  return 'run' in phase ? phase.run : undefined;
}

/** The run whose findings are kept: it is under way, waiting, or paused until the user acts. */
export function keptRun(status: SyncStatus): Run | undefined {
  const { phase } = status;
  return runOf(status) ?? (phase.kind === 'failed' ? (phase.paused ?? undefined) : undefined);
}

/** The status in which a run is under way. */
export function withRun(status: SyncStatus, run: Run): SyncStatus {
  return { ...status, phase: { kind: 'running', run } };
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
