import { browser } from 'wxt/browser';
import type { SliceEnd } from '../sync/runner.ts';

const AGAIN = 'sync-again';
const GO_ON = 'sync-go-on';

/** How often the whole list is read again. */
const PERIOD_MINUTES = 30;

/** The shortest time that Chrome lets an alarm wait. */
const SOONEST_MINUTES = 0.5;

/** A wait shorter than this is waited for in the worker: an alarm could not be as quick. */
const SHORT_WAIT_MS = 5_000;

/** What the alarms set going. */
export interface SyncAlarmHandlers {
  /** The interval has passed: read everything again. */
  begin(): Promise<void>;
  /** Whether a pass is stored that has not ended. */
  hasPass(): Promise<boolean>;
  /** One slice of the pass that is stored, if there is one. */
  runSlice(): Promise<SliceEnd>;
}

/**
 * Runs slices until the pass has ended or its time is over, in one context at a time. An alarm is
 * set before the first await of a slice, so a worker killed anywhere goes on where it stood.
 *
 * @returns at once if a pass is being run already
 */
export function runPass({ runSlice }: Pick<SyncAlarmHandlers, 'runSlice'>): Promise<void> {
  return navigator.locks.request('sync', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await browser.alarms.create(GO_ON, { periodInMinutes: SOONEST_MINUTES });
    let end = await runSlice();
    while (end.kind === 'waiting' && end.until - Date.now() < SHORT_WAIT_MS) {
      await delay(end.until - Date.now());
      end = await runSlice();
    }
    if (end.kind === 'finished') await browser.alarms.clear(GO_ON);
    if (end.kind === 'waiting') await browser.alarms.create(GO_ON, { when: end.until });
  });
}

/**
 * Attaches the alarms, and goes on with a pass that an earlier worker left behind: whatever woke
 * this one, the alarm need not be waited for, and Firefox forgets alarms when it is closed. Call
 * it in the worker's first turn, so that none is lost.
 */
export function attachSyncAlarms(handlers: SyncAlarmHandlers): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === AGAIN) void handlers.begin().then(() => runPass(handlers));
    if (name === GO_ON) void runPass(handlers);
  });
  void handlers.hasPass().then((hasPass) => {
    if (hasPass) void runPass(handlers);
  });
  void browser.alarms.get(AGAIN).then(async (alarm) => {
    if (!alarm) await browser.alarms.create(AGAIN, { periodInMinutes: PERIOD_MINUTES });
  });
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
