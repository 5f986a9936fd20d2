import * as z from 'zod/mini';
import { parseManifest } from './manifest.ts';

const countersSchema = z.lazy(() =>
  z.object({
    /** The next free row. */
    row: z.int().check(z.nonnegative()),
    /** The next number for anything else: a segment, a table, a generation, a run. */
    number: z.int().check(z.positive()),
  }),
);

export type Counters = z.infer<typeof countersSchema>;

const ranges = z.lazy(() => z.array(z.tuple([z.number(), z.number()])));
/** The rows that a run has written, in a part and not yet in one. */
const stagedRows = z.object({ rows: ranges });
const pendingRows = z.lazy(() => z.object({ parts: z.array(z.object({ part: stagedRows })) }));

/** `state` in a transaction. */
export interface StateReader {
  get: (key: 'counters' | 'manifest' | 'staged' | 'pending' | 'sync') => Promise<unknown>;
}

/** The same, if it may write. */
interface StateStore extends StateReader {
  put: (value: unknown, key: 'counters') => Promise<unknown>;
}

/**
 * Takes numbers that nothing else has or will have. Call it in the transaction that uses them.
 *
 * @returns the first of the rows and the first of the numbers
 */
export async function takeNumbers(
  state: StateStore,
  { rows = 0, numbers = 0 }: { rows?: number; numbers?: number },
): Promise<{ row: number; number: number }> {
  const { row, number } = await readCounters(state);
  await state.put({ row: row + rows, number: number + numbers }, 'counters');
  return { row, number };
}

/**
 * What comes next. If that is lost or damaged while something is stored, it is counted anew: behind
 * all rows that anything names, and with numbers that were never so high. To begin at the first row
 * again would put somebody else where a contact lies.
 */
async function readCounters(state: StateReader): Promise<Counters> {
  const counters = countersSchema.safeParse(await state.get('counters')).data;
  if (counters) return counters;
  const stored = await Promise.all(
    (['manifest', 'staged', 'pending', 'sync'] as const).map((key) => state.get(key)),
  );
  if (stored.every((value) => value === undefined)) return { row: 0, number: 1 };
  const [manifest, staged, pending] = stored;
  const used = [
    ...(parseManifest(manifest)?.parts.flatMap(({ rows }) => rows) ?? []),
    ...(stagedRows.safeParse(staged).data?.rows ?? []),
    ...(pendingRows.safeParse(pending).data?.parts.flatMap(({ part }) => part.rows) ?? []),
  ];
  return { row: Math.max(0, ...used.map(([, end]) => end)), number: Date.now() };
}
