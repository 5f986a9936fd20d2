import * as z from 'zod/mini';
import { type Funnel, funnelSchema } from '../funnel.ts';
import { type Run, parseStatus, runOf } from '../sync/status.ts';
import { announce } from './changes.ts';
import { database, heard } from './database.ts';

const funnelsSchema = z.catch(z.array(funnelSchema), []);

/** The account's funnels as they were last read, in Callbell's order; none until then. */
export async function readFunnels(): Promise<Funnel[]> {
  const db = await database();
  return funnelsSchema.parse((await db.get('state', 'funnels')) ?? []);
}

/**
 * Replaces the account's funnels. Does nothing if no account is connected.
 *
 * @param run the sync that has read them: does nothing if it is over by now, since another account
 *   may have been connected while Callbell answered
 */
export async function saveFunnels(funnels: readonly Funnel[], run?: Run): Promise<void> {
  const db = await database();
  const transaction = heard(db.transaction('state', 'readwrite', { durability: 'relaxed' }));
  const { store } = transaction;
  const isConnected = (await store.getKey('account')) !== undefined;
  const isStill = !run || runOf(parseStatus(await store.get('sync')))?.id === run.id;
  if (isConnected && isStill) await store.put(funnelsSchema.parse(funnels), 'funnels');
  await transaction.done;
  if (isConnected && isStill) announce('funnels');
}
