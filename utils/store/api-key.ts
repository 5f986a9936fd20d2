import * as z from 'zod/mini';
import { database } from './database.ts';

/**
 * The API key, for the service worker alone (lint keeps it from every page). IndexedDB of the
 * extension's origin is out of reach of content scripts in both browsers; `storage.local` is not
 * in Firefox.
 *
 * @returns `undefined` if no account is connected, or the key is damaged
 */
export async function getApiKey(): Promise<string | undefined> {
  const db = await database();
  return z.string().safeParse(await db.get('secrets', 'api-key')).data;
}
