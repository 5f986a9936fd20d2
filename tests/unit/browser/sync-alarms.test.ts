import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { attachSyncAlarms, runPass } from '../../../utils/browser/sync-alarms.ts';
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
function slices(...ends: SliceEnd[]): { runSlice: () => Promise<SliceEnd>; ran: () => number } {
  let ran = 0;
  return {
    ran: () => ran,
    runSlice: () => Promise.resolve(ends[ran++] ?? { kind: 'finished' }),
  };
}

const GO_ON = 'sync-go-on';

describe('running a pass', () => {
  it('leaves no alarm when it has ended', async () => {
    await runPass(slices({ kind: 'finished' }));
    expect(await alarms()).toEqual({});
  });

  it('has an alarm set before its first slice, should the worker be killed', async () => {
    await runPass({
      runSlice: async () => {
        expect(await alarms()).toHaveProperty(GO_ON);
        return { kind: 'finished' };
      },
    });
    expect.assertions(1);
  });

  it('goes on by alarm when its slice is over', async () => {
    const { runSlice, ran } = slices({ kind: 'more' });
    await runPass({ runSlice });
    expect(await alarms()).toMatchObject({ [GO_ON]: { periodInMinutes: 0.5 } });
    expect(ran()).toBe(1);
  });

  it('goes on by alarm after a long wait', async () => {
    const { runSlice, ran } = slices({ kind: 'waiting', until: NOW + 60_000 });
    await runPass({ runSlice });
    expect(await alarms()).toMatchObject({ [GO_ON]: { scheduledTime: NOW + 60_000 } });
    expect(ran()).toBe(1);
  });

  it('waits itself where that is quicker than an alarm', async () => {
    const { runSlice, ran } = slices({ kind: 'waiting', until: NOW + 2_000 });
    const running = runPass({ runSlice });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(ran()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await running;
    expect(ran()).toBe(2);
    expect(await alarms()).toEqual({});
  });

  it('keeps its alarm when a slice breaks', async () => {
    const broken = { runSlice: () => Promise.reject(new Error('disk full')) };
    await expect(runPass(broken)).rejects.toThrow('disk full');
    expect(await alarms()).toHaveProperty(GO_ON);
    const { runSlice, ran } = slices();
    await runPass({ runSlice });
    expect(ran()).toBe(1);
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
    const all = Promise.all(Array.from({ length: 20 }, () => runPass({ runSlice })));
    await vi.advanceTimersByTimeAsync(5_000);
    await all;
    expect(most).toBe(1);
  });
});

describe('the alarms', () => {
  const handlers = () => ({ begin: vi.fn<() => void>(), runSlice: vi.fn<() => void>() });
  const ring = (name: string): Promise<unknown> =>
    fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: NOW });
  const attach = (
    { begin, runSlice }: ReturnType<typeof handlers>,
    hasPass = false,
  ): Promise<unknown> => {
    attachSyncAlarms({
      begin: () => {
        begin();
        return Promise.resolve();
      },
      hasPass: () => Promise.resolve(hasPass),
      runSlice: () => {
        runSlice();
        return Promise.resolve({ kind: 'finished' });
      },
    });
    return vi.advanceTimersByTimeAsync(10);
  };

  it('read everything again from time to time, and keep their time over restarts', async () => {
    const work = handlers();
    await attach(work);
    const set = await alarms();
    expect(set).toMatchObject({ 'sync-again': { periodInMinutes: 30 } });
    vi.setSystemTime(NOW + 60_000);
    await attach(work);
    expect(await alarms()).toEqual(set);
    expect(work.begin).not.toHaveBeenCalled();
  });

  it('begin a pass, or go on with one', async () => {
    const work = handlers();
    await attach(work);
    await ring(GO_ON);
    await vi.advanceTimersByTimeAsync(10);
    expect(work.begin).not.toHaveBeenCalled();
    expect(work.runSlice).toHaveBeenCalledTimes(1);
    await ring('sync-again');
    await vi.advanceTimersByTimeAsync(10);
    expect(work.begin).toHaveBeenCalledTimes(1);
    expect(work.runSlice).toHaveBeenCalledTimes(2);
    await ring('somebody else’s');
    await vi.advanceTimersByTimeAsync(10);
    expect(work.runSlice).toHaveBeenCalledTimes(2);
  });

  it('are not waited for if an earlier worker left a pass behind', async () => {
    const work = handlers();
    await attach(work, true);
    expect(work.runSlice).toHaveBeenCalledTimes(1);
    expect(work.begin).not.toHaveBeenCalled();
  });
});
