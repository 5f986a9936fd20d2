import { type CallbellClient, createCallbellClient } from '../api/client.ts';
import { CallbellError } from '../api/errors.ts';
import type { ReplyOf } from '../messages/protocol.ts';
import type { Settings, SettingsChange } from '../settings.ts';
import { getApiKey } from '../store/api-key.ts';
import { onStoreChange } from '../store/changes.ts';
import { forgetIfDamaged } from '../store/damage.ts';
import { changeStatus } from '../store/runs.ts';
import { saveContacts } from '../store/save-contacts.ts';
import { getAccount, getSettings, getSyncStatus } from '../store/state.ts';
import { wasErased } from './erased.ts';
import { syncStatusOrTrouble, tellTrouble, tellingTrouble } from './storage-trouble.ts';
import { syncStore } from './sync-store.ts';
import { fetchTag } from '../sync/fetch-tag.ts';
import { type SyncWorld, runSlice, startDue, startNow, stopWaiting } from '../sync/runner.ts';
import { type Intervals, nextSync } from '../sync/schedule.ts';
import { keepsMissing, needsUser, runOf } from '../sync/status.ts';
import {
  type SyncAlarmHandlers,
  armSync,
  attachSyncAlarms,
  goOnNow,
  runSync,
  scheduleSync,
} from './sync-alarms.ts';
import { showAlert } from './toolbar.ts';

/** The sync in the service worker: everything it is made of, put together. */
const world: SyncWorld = {
  client: callbellClient,
  store: syncStore,
  intervals: async () => intervalsOf(await getSettings()),
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};

const handlers: SyncAlarmHandlers = {
  begin: async () => {
    try {
      await forgetIfDamaged(false);
      await startDue(world);
    } catch (error) {
      await tellTrouble(error);
      throw error;
    }
  },
  dueAt: async () => {
    const [account, status] = await Promise.all([getAccount(), getSyncStatus()]);
    if (!account) return undefined;
    const now = Date.now();
    return runOf(status) ? now : nextSync(status, await world.intervals(), now)?.at;
  },
  runSlice: () => tellingTrouble(() => runSlice(world)),
  stopWaiting: () => stopWaiting(world),
};

/** Call it in the worker's first turn. */
export function attachSync(): void {
  attachSyncAlarms(handlers);
  onStoreChange((changes) => {
    if (changes.includes('sync')) void showNeed();
  }, new AbortController().signal);
  void showNeed();
}

/** The toolbar says when the user has to do something, and only then. */
async function showNeed(): Promise<void> {
  const needs = await Promise.all([syncStatusOrTrouble(Date.now()), wasErased()]).then(
    ([status, isErased]) => isErased || needsUser(status),
    () => true,
  );
  await showAlert(needs);
}

/** @returns `undefined` if no account is connected */
export async function callbellClient(): Promise<CallbellClient | undefined> {
  const apiKey = await getApiKey();
  return apiKey === undefined ? undefined : createCallbellClient(apiKey);
}

function intervalsOf({ quickSyncMinutes, wholeSyncHours }: Settings): Intervals {
  return { quick: quickSyncMinutes * 60_000, whole: wholeSyncHours * 3_600_000 };
}

/**
 * Begins a whole sync, or goes on with the one there is.
 *
 * @param checksAll whether everybody who is not in the list is to be asked for
 */
export async function syncNow(checksAll = false): Promise<void> {
  try {
    await armSync();
    await forgetIfDamaged(false);
    await startNow(world, checksAll);
  } catch (error) {
    if (await tellTrouble(error)) return;
    throw error;
  }
  void runSync(handlers).catch(() => undefined);
}

/** Something could not be read: if the contacts are damaged, they are downloaded again. */
export async function checkContacts(): Promise<void> {
  if (await forgetIfDamaged(true)) await syncNow();
}

/** A page of ours has heard that the browser is online again: the sync does not wait for its alarm. */
export async function followOnline(): Promise<void> {
  await goOnNow(handlers);
}

/** What is to become of the many contacts that were not in the list. */
export async function answerMissing(answer: 'keep' | 'check'): Promise<void> {
  if (answer === 'check') await syncNow(true);
  else await changeStatus(keepsMissing);
}

/** Brings in who has a tag, while not everybody is there yet. */
export async function fetchTagged(tag: string): Promise<ReplyOf<'tag.fetch'>> {
  const client = await callbellClient();
  if (!client) return { contacts: 0 };
  try {
    return { contacts: await fetchTag(client, tag, saveContacts) };
  } catch (error) {
    if (error instanceof CallbellError) return { error: error.detail };
    throw error;
  }
}

/**
 * After settings were changed: new intervals count from now, and with another country the numbers
 * are read anew. That takes its time with many contacts, part by part, so nobody waits for it; an
 * alarm goes on with it like with a sync.
 */
export async function followSyncSettings(change: SettingsChange): Promise<void> {
  const { quickSyncMinutes, wholeSyncHours, defaultCountry } = change;
  if (quickSyncMinutes !== undefined || wholeSyncHours !== undefined) await scheduleSync(handlers);
  if (defaultCountry !== undefined) void runSync(handlers).catch(() => undefined);
}
