import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  armSync,
  attachSyncAlarms,
  runSync,
  type SyncAlarmHandlers,
} from '../../../utils/browser/sync-alarms.ts';
import type { SliceEnd } from '../../../utils/sync/runner.ts';
import { stubLocks } from '../support/locks.ts';

const NOW = 1_800_000_000_000;

beforeEach(() => {
  stubLocks();
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The alarms that are set, by name. */
const alarms = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries((await fakeBrowser.alarms.getAll()).map((alarm) => [alarm.name, alarm]));

/** Slices that end like this, one after another. */
function slices(...ends: SliceEnd[]): { handlers: SyncAlarmHandlers; ran: () => number } {
  let ran = 0;
  return {
    ran: () => ran,
    handlers: handlersOf(() => Promise.resolve(ends[ran++] ?? { kind: 'finished' })),
  };
}

const handlersOf = (
  runSlice: () => Promise<SliceEnd>,
  dueAt = NOW + 300_000,
): SyncAlarmHandlers => ({
  begin: () => Promise.resolve(),
  dueAt: () => Promise.resolve(dueAt),
  runSlice,
  stopWaiting: () => Promise.resolve(),
});

const GO_ON = 'sync-go-on';

describe('running a pass', () => {
  it('leaves the alarm of the next one when it has ended', async () => {
    await runSync(slices().handlers);
    expect(await alarms()).toEqual({
      'sync-due': expect.objectContaining({ scheduledTime: NOW + 300_000 }) as unknown,
    });
  });

  it('has an alarm set before its first slice, should the worker be killed', async () => {
    const run = async (): Promise<SliceEnd> => {
      expect(await alarms()).toHaveProperty(GO_ON);
      return { kind: 'finished' };
    };
    await runSync(handlersOf(run));
    expect.assertions(1);
  });

  it('goes on when its slice is over, with the alarm set anew', async () => {
    const { handlers, ran } = slices({ kind: 'more' }, { kind: 'more' });
    const create = vi.spyOn(fakeBrowser.alarms, 'create');
    await runSync(handlers);
    expect(ran()).toBe(3);
    expect(create.mock.calls.filter((call: unknown[]) => call[0] === GO_ON)).toHaveLength(4);
  });

  it('shows Chrome that it is at work while one piece of work takes long', async () => {
    const call = vi.fn(() => Promise.resolve({}));
    Object.assign(fakeBrowser.runtime, { getPlatformInfo: call });
    const long = (): Promise<SliceEnd> =>
      new Promise((resolve) => setTimeout(() => resolve({ kind: 'finished' }), 35_000));
    const running = runSync(handlersOf(long));
    await vi.advanceTimersByTimeAsync(35_000);
    await running;
    expect(call).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('S15 goes on by alarm after a long wait', async () => {
    const { handlers, ran } = slices({ kind: 'waiting', until: NOW + 60_000 });
    await runSync(handlers);
    expect(await alarms()).toMatchObject({ [GO_ON]: { scheduledTime: NOW + 60_000 } });
    expect(ran()).toBe(1);
  });

  it('waits itself where that is quicker than an alarm', async () => {
    const { handlers, ran } = slices({ kind: 'waiting', until: NOW + 2_000 });
    const running = runSync(handlers);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(ran()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await running;
    expect(ran()).toBe(2);
    expect(await alarms()).not.toHaveProperty(GO_ON);
  });

  it('keeps its alarm when a slice breaks', async () => {
    const broken = handlersOf(() => Promise.reject(new Error('disk full')));
    await expect(runSync(broken)).rejects.toThrow('disk full');
    expect(await alarms()).toHaveProperty(GO_ON);
    const { handlers, ran } = slices();
    await runSync(handlers);
    expect(ran()).toBe(1);
  });

  it('does not leave to an alarm what began while the one before was ending', async () => {
    let stored = 1;
    let second: Promise<void> | undefined;
    const runSlice = (): Promise<SliceEnd> => {
      stored -= 1;
      return Promise.resolve({ kind: 'finished' });
    };
    const handlers: SyncAlarmHandlers = {
      ...handlersOf(runSlice),
      // The last thing that the first one asks: by now it will look at nothing any more.
      dueAt: () => {
        if (!second) {
          stored += 1;
          second = runSync(handlers);
        }
        return Promise.resolve(undefined);
      },
    };
    await runSync(handlers);
    await second;
    expect(stored).toBe(0);
  });

  it('is done by one at a time', async () => {
    let running = 0;
    let most = 0;
    const runSlice = async (): Promise<SliceEnd> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 100));
      running -= 1;
      return { kind: 'finished' };
    };
    const all = Promise.all(Array.from({ length: 20 }, () => runSync(handlersOf(runSlice))));
    await vi.advanceTimersByTimeAsync(5_000);
    await all;
    expect(most).toBe(1);
  });
});

/** The ways in which a sync could stand still without an end, and how each ends. */
describe('a sync never stands still', () => {
  const never = (): Promise<never> => new Promise(() => undefined);

  it('for longer than a minute because its own work hangs', async () => {
    let ran = 0;
    const runSlice = (): Promise<SliceEnd> => {
      ran += 1;
      return ran === 1 ? never() : Promise.resolve({ kind: 'finished' });
    };
    const handlers = handlersOf(runSlice);
    void runSync(handlers).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(30_000);
    // The alarm rings: half a minute is no proof.
    void runSync(handlers).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    expect(ran).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    await runSync(handlers);
    expect(ran).toBe(2);
    expect(await alarms()).not.toHaveProperty(GO_ON);
  });

  it('because what hangs is kept alive', async () => {
    const call = vi.fn(() => Promise.resolve({}));
    Object.assign(fakeBrowser.runtime, { getPlatformInfo: call });
    void runSync(handlersOf(never)).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(call.mock.calls.length).toBeLessThanOrEqual(6);
    await runSync(slices().handlers);
  });

  it('and what hung and comes back does not go on beside who took its place', async () => {
    let comeBack: (end: SliceEnd) => void = () => undefined;
    let ran = 0;
    const runSlice = (): Promise<SliceEnd> => {
      ran += 1;
      if (ran > 1) return Promise.resolve({ kind: 'finished' });
      return new Promise((resolve) => {
        comeBack = resolve;
      });
    };
    const handlers = handlersOf(runSlice);
    void runSync(handlers).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(61_000);
    await runSync(handlers);
    comeBack({ kind: 'more' });
    await vi.advanceTimersByTimeAsync(100);
    expect(ran).toBe(2);
  });

  it('because another context holds the lock for ever', async () => {
    void navigator.locks.request('sync', never);
    const { handlers, ran } = slices();
    const running = runSync(handlers);
    await vi.advanceTimersByTimeAsync(24_000);
    expect(ran()).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    await running;
    expect(ran()).toBe(1);
  });

  it('because an alarm rang once and was not heard: each rings again', async () => {
    await runSync(slices({ kind: 'waiting', until: NOW + 60_000 }).handlers);
    expect(await alarms()).toMatchObject({ [GO_ON]: { periodInMinutes: 0.5 } });
    await runSync(slices().handlers);
    expect(await alarms()).toMatchObject({ 'sync-due': { periodInMinutes: 0.5 } });
  });

  it('because a worker was killed between storing it and its alarm: the alarm comes first', async () => {
    await armSync();
    expect(await alarms()).toHaveProperty(GO_ON);
  });

  it('because nobody has told that the browser is online again', async () => {
    const handlers = { ...slices().handlers, stopWaiting: vi.fn(() => Promise.resolve()) };
    attachSyncAlarms(handlers);
    await vi.advanceTimersByTimeAsync(10);
    globalThis.dispatchEvent(new Event('online'));
    expect(handlers.stopWaiting).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10);
  });
});

describe('the alarms', () => {
  const work = (dueAt?: number) => {
    const begin = vi.fn(() => Promise.resolve());
    const runSlice = vi.fn(() => Promise.resolve<SliceEnd>({ kind: 'finished' }));
    const stopWaiting = vi.fn(() => Promise.resolve());
    return { begin, runSlice, stopWaiting, dueAt: () => Promise.resolve(dueAt) };
  };
  const ring = (name: string): Promise<unknown> =>
    fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: NOW });
  const attach = (handlers: SyncAlarmHandlers): Promise<unknown> => {
    attachSyncAlarms(handlers);
    return vi.advanceTimersByTimeAsync(10);
  };

  it('are set for the next sync, and keep their time over restarts', async () => {
    const handlers = work(NOW + 60_000);
    await attach(handlers);
    const set = await alarms();
    expect(set).toMatchObject({ 'sync-due': { scheduledTime: NOW + 60_000 } });
    vi.setSystemTime(NOW + 30_000);
    await attach(handlers);
    expect(await alarms()).toEqual(set);
    expect(handlers.begin).not.toHaveBeenCalled();
  });

  it.each([GO_ON, 'sync-due'])(
    'begin what is due, and go on with what is stored: %s',
    async (name) => {
      const handlers = work();
      await attach(handlers);
      expect(handlers.runSlice).not.toHaveBeenCalled();
      await ring('somebody else’s');
      await ring(name);
      await vi.advanceTimersByTimeAsync(10);
      expect(handlers.begin).toHaveBeenCalledTimes(1);
      expect(handlers.runSlice).toHaveBeenCalledTimes(1);
    },
  );

  it('are not waited for if an earlier worker left something behind', async () => {
    const handlers = work(NOW);
    await attach(handlers);
    expect(handlers.begin).toHaveBeenCalledTimes(1);
    expect(handlers.runSlice).toHaveBeenCalledTimes(1);
  });

  it('are none where only the user can help', async () => {
    const handlers = work();
    await attach(handlers);
    expect(await alarms()).toEqual({});
  });
});
