import { browser } from 'wxt/browser';
import type { SliceEnd } from '../sync/runner.ts';
import { reopenDatabase } from '../store/database.ts';
import { type Turn, takeTurn } from './sync-lock.ts';

/** The next sync is due. */
const DUE = 'sync-due';
/** A sync under way goes on. */
const GO_ON = 'sync-go-on';

/**
 * The shortest time that Chrome lets an alarm wait. Each alarm rings again and again until it is
 * taken away: one that finds the browser busy is not the last.
 */
const SOONEST_MINUTES = 0.5;

/** A wait shorter than this is waited for in the worker: an alarm could not be as quick. */
const SHORT_WAIT_MS = 5_000;

/**
 * Work on many contacts at once, as at the end of a large sync, is no idleness; but browsers only see
 * whether they are called. So does Firefox: an event page that does this was there after 72 s, one
 * that does not was gone after 30.
 */
const ALIVE_MS = 10_000;

/** What the alarms set going. */
export interface SyncAlarmHandlers {
  /** Begins the sync that is due, if one is. */
  begin(): Promise<void>;
  /**
   * When there will be something to do: now while a sync is stored that has not ended; `undefined`
   * for never, as long as nothing happens.
   */
  dueAt(): Promise<number | undefined>;
  /** One slice of the sync that is stored, if there is one. */
  runSlice(): Promise<SliceEnd>;
  /** Goes on at once with a sync that waits for something that may be over. */
  stopWaiting(): Promise<void>;
}

/**
 * Sets the alarm that goes on with a sync. Call it before one is stored: a worker that is killed
 * between the two leaves no sync that nobody goes on with.
 */
export async function armSync(): Promise<void> {
  await browser.alarms.create(GO_ON, { periodInMinutes: SOONEST_MINUTES });
}

/**
 * Runs slices until the sync has ended or has to wait, in one context at a time; who comes
 * meanwhile waits its turn, so that what it began is not left for an alarm.
 *
 * An alarm is set before the first await of a slice: a worker killed anywhere goes on where it
 * stood. Setting it also is the call to the browser that gives a Chrome worker another 30 s, so
 * the next slice begins at once.
 */
export function runSync(handlers: SyncAlarmHandlers): Promise<void> {
  return takeTurn((turn) => runSlices(handlers, turn), reopenDatabase);
}

async function runSlices(handlers: SyncAlarmHandlers, turn: Turn): Promise<void> {
  // Work that hangs is not kept alive: the browser may stop it, and the alarm begins anew.
  const alive = setInterval(() => {
    if (turn.isAlive()) void browser.runtime.getPlatformInfo();
  }, ALIVE_MS);
  try {
    await runUntilWait(handlers, turn);
  } finally {
    clearInterval(alive);
  }
}

async function runUntilWait(handlers: SyncAlarmHandlers, turn: Turn): Promise<void> {
  await armSync();
  // It has rung, and would ring on while this sync waits.
  await browser.alarms.clear(DUE);
  for (;;) {
    turn.beat();
    await armSync();
    const end = await handlers.runSlice();
    if (turn.isOver()) return;
    if (end.kind === 'finished') break;
    if (end.kind === 'more') continue;
    const wait = end.until - Date.now();
    if (wait >= SHORT_WAIT_MS) {
      const alarm = { when: end.until, periodInMinutes: SOONEST_MINUTES };
      await browser.alarms.create(GO_ON, alarm);
      return;
    }
    await delay(wait);
  }
  await scheduleSync(handlers);
  await browser.alarms.clear(GO_ON);
}

/** Sets the alarm for the next sync, or takes it away if none is to come. */
export async function scheduleSync({ dueAt }: Pick<SyncAlarmHandlers, 'dueAt'>): Promise<void> {
  const due = await dueAt();
  if (due === undefined) await browser.alarms.clear(DUE);
  else {
    const when = Math.max(due, Date.now());
    await browser.alarms.create(DUE, { when, periodInMinutes: SOONEST_MINUTES });
  }
}

/**
 * Attaches the alarms, and goes on with what an earlier worker left behind or what has become due:
 * whatever woke this one, the alarm need not be waited for, and Firefox forgets alarms when it is
 * closed. Call it in the worker's first turn, so that none is lost.
 */
export function attachSyncAlarms(handlers: SyncAlarmHandlers): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === DUE || name === GO_ON) void beginAndRun(handlers);
  });
  // While the worker lives, it hears at once that the connection is back; else the alarm rings.
  globalThis.addEventListener('online', () => void goOnNow(handlers));
  void goOn(handlers);
}

/** Does not wait for the alarm: the connection is back, or a page of ours has seen so. */
export async function goOnNow(handlers: SyncAlarmHandlers): Promise<void> {
  await handlers.stopWaiting().catch(() => undefined);
  await goOn(handlers);
}

/** Most workers are woken for something else, and have no time to lose. */
async function goOn(handlers: SyncAlarmHandlers): Promise<void> {
  const due = await handlers.dueAt().catch(() => undefined);
  if (due === undefined) return;
  if (due <= Date.now()) await beginAndRun(handlers);
  else if (!(await browser.alarms.get(DUE))) await scheduleSync(handlers);
}

/** What goes wrong here is the storage: the alarm stays, and the next try is its own. */
async function beginAndRun(handlers: SyncAlarmHandlers): Promise<void> {
  try {
    await handlers.begin();
    await runSync(handlers);
  } catch {
    await browser.alarms.create(GO_ON, { periodInMinutes: SOONEST_MINUTES });
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
