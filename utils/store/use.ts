import * as z from 'zod/mini';
import { announce } from './changes.ts';
import { database, heard } from './database.ts';

const useSchema = z.lazy(() =>
  z.object({
    uuid: z.string(),
    /** How often, each time counting half as much after {@link HALF_LIFE_MS}, up to `at`. */
    score: z.number(),
    /** When last, in milliseconds since the epoch. */
    at: z.number(),
  }),
);

/** How much a contact was used, and when last. */
export type Use = z.infer<typeof useSchema>;

/** Two weeks: what was done last month is not what is done now. */
const HALF_LIFE_MS = 14 * 86_400_000;

/** Enough for whoever works with the same people again and again. */
const MOST = 200;

const usesSchema = z.catch(z.array(useSchema), []);

/** The contacts used lately, the last one first. They stay in this browser. */
export async function readUse(): Promise<Use[]> {
  const db = await database();
  return usesSchema.parse((await db.get('state', 'use')) ?? []);
}

/** @param now milliseconds since the epoch */
export async function recordUse(uuid: string, now: number): Promise<void> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite', { durability: 'relaxed' }));
  const uses = usesSchema.parse((await transaction.store.get('use')) ?? []);
  const before = uses.find((use) => use.uuid === uuid);
  const score = (before ? scoreAt(before, now) : 0) + 1;
  const others = uses.filter((use) => use !== before);
  await transaction.store.put([{ uuid, score, at: now }, ...others].slice(0, MOST), 'use');
  await transaction.done;
  announce('use');
}

/** Forgets who was used. */
export async function eraseUse(): Promise<void> {
  const db = await database();
  await db.delete('state', 'use');
  announce('use');
}

/** What a use counts for by now. */
export function scoreAt({ score, at }: Use, now: number): number {
  return score * 0.5 ** (Math.max(0, now - at) / HALF_LIFE_MS);
}
