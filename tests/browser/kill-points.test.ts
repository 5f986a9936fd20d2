import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import type { ChromiumDriver } from './harness/chromium.ts';
import { until } from './harness/driver.ts';
import { type Stage, setChromiumStage } from './harness/stage.ts';
import { mortalBuild } from './kill/build.ts';
import { MovingList } from './kill/moving-list.ts';
import { type Stored, storedContacts } from './kill/stored-contacts.ts';
import { sendTo } from './kill/wake.ts';

/**
 * S1: the worker is killed after any await of a sync, through the developer protocol. All of them
 * take some ten minutes, so each run of the tests takes some, evenly spread;
 * `KILL_POINTS=9999 npm run test:browser -- kill-points` takes all.
 */
const SAMPLES = Number(process.env['KILL_POINTS'] ?? 5);
const CONTACTS = 60;

const PLAN = /^\/v1\/kill-plan$/u;
const REACHED = /^\/v1\/kill-reached$/u;

/** A browser with a build that can be killed, and an account that is synced. */
class MortalStage {
  private readonly stage: Stage<ChromiumDriver>;
  private readonly list: MovingList;

  constructor(stage: Stage<ChromiumDriver>) {
    this.stage = stage;
    this.list = new MovingList(stage.fake);
  }

  async connect(): Promise<void> {
    const { fake, options } = this.stage;
    fake.faults.set(
      { match: { path: PLAN }, effect: { kind: 'status', status: 200, body: {} } },
      { match: { path: REACHED }, effect: { kind: 'status', status: 200, body: {} } },
    );
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await this.settled();
  }

  change(): { before: string[]; after: string[] } {
    return this.list.change();
  }

  /** How many awaits a sync has. */
  async countAwaits(): Promise<number> {
    this.change();
    await this.plan(Infinity);
    await this.start();
    await until(() => (this.hasRead() ? true : undefined), { what: 'the list to be asked for' });
    await this.settled();
    const worker = await this.stage.browser.serviceWorker();
    return worker.evaluate(() => lensBarrier.count);
  }

  /** Starts a sync in which the worker dies after an await, and maybe again when it goes on. */
  async killAt(first: number, second?: number): Promise<Stored | null> {
    await this.plan(first);
    await this.start();
    if (!(await this.killed(true))) return this.seen();
    const afterFirst = await this.seen();
    if (second === undefined) return afterFirst;
    await this.plan(second, false);
    await this.wake();
    // An alarm may have woken it before it was told: then there is nothing left to be read.
    await this.killed(false);
    return this.seen();
  }

  /** Lets the worker live and waits until there is no sync left. */
  async settled(): Promise<Stored> {
    this.letLive();
    return until(
      async () => {
        await this.wake();
        const seen = await this.seen();
        return seen && !seen.isRunning ? seen : undefined;
      },
      // Where nothing else wakes it up, the alarm does: that takes half a minute.
      { timeout: 100_000, what: 'the sync to end' },
    );
  }

  seen(): Promise<Stored | null> {
    return storedContacts(this.stage.options);
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  private async plan(killAt: number, isRunning = true): Promise<void> {
    this.letLive(Number.isFinite(killAt) && !isRunning ? killAt : undefined);
    if (!isRunning) return;
    await this.wake();
    const worker = await this.stage.browser.serviceWorker();
    await worker.evaluate(
      (at) => {
        lensBarrier.count = 0;
        lensBarrier.killAt = at ?? Infinity;
      },
      Number.isFinite(killAt) ? killAt : null,
    );
  }

  private letLive(killAt?: number): void {
    const body = killAt === undefined ? {} : { killAt };
    this.stage.fake.log.clear();
    this.stage.fake.faults.set(
      { match: { path: PLAN }, effect: { kind: 'status', status: 200, body } },
      { match: { path: REACHED }, effect: { kind: 'status', status: 200, body: {} } },
    );
  }

  private start(): Promise<void> {
    return sendTo(this.stage.options, { type: 'sync.start' });
  }

  private wake(): Promise<void> {
    return sendTo(this.stage.options, { type: 'nothing' });
  }

  /**
   * Kills the worker at its place, or where it is when the sync has ended: what it does afterwards
   * could still come to that place, and hold its locks there for ever.
   *
   * @returns whether it came there before the sync ended
   */
  private async killed(mustRead: boolean): Promise<boolean> {
    const reached = await until(
      async () => {
        if (this.stage.fake.log.count({ path: REACHED }) > 0) return { isThere: true };
        const seen = await this.seen();
        const isOver = seen !== null && !seen.isRunning && (this.hasRead() || !mustRead);
        return isOver ? { isThere: false } : undefined;
      },
      { timeout: 60_000, what: 'the worker to come to its place' },
    );
    await this.stage.browser.stopServiceWorker();
    return reached.isThere;
  }

  private hasRead(): boolean {
    return this.stage.fake.log.count({ path: /^\/v1\/contacts$/u }) > 0;
  }
}

declare const lensBarrier: { count: number; killAt: number };

async function mortalStage(isFlawed: boolean): Promise<{ stage: MortalStage; folder: string }> {
  const build = await mortalBuild({ isFlawed });
  const stage = new MortalStage(await setChromiumStage({ build, contacts: CONTACTS }));
  await stage.connect();
  return { stage, folder: dirname(build) };
}

/** Some numbers up to, and with, `count`, evenly spread; all of them if there are fewer. */
function spread(count: number, samples: number): number[] {
  const step = Math.max(1, count / samples);
  return Array.from({ length: Math.min(count, samples) }, (_, index) =>
    Math.ceil((index + 1) * step),
  );
}

describe('S1 a worker that is killed', () => {
  let stage: MortalStage;
  let folder: string;

  beforeAll(async () => {
    ({ stage, folder } = await mortalStage(false));
  }, 120_000);

  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  it('after any await of a sync, and again when it goes on, leaves a whole list', async () => {
    const awaits = await stage.countAwaits();
    expect(awaits).toBeGreaterThan(100);
    for (const [nth, point] of spread(awaits, SAMPLES).entries()) {
      const { before, after } = stage.change();
      // How far a resumed one comes differs: its second place moves through the first awaits.
      const seen = await stage.killAt(point, nth % 2 === 0 ? undefined : 4 + ((nth * 7) % 60));
      expect([before, after], `killed after await ${point}`).toContainEqual(seen?.contacts);
      expect(seen?.isWhole).toBe(true);
      const end = await stage.settled();
      // If it died before the sync was stored, there is none yet: then the next one brings it.
      if (JSON.stringify(end.contacts) !== JSON.stringify(after)) {
        expect(end.contacts).toEqual(before);
        await stage.killAt(Infinity);
        expect((await stage.settled()).contacts).toEqual(after);
      }
    }
  }, 1_800_000);
});

describe('S1 the control: a store that forgets before it reads', () => {
  let stage: MortalStage;
  let folder: string;

  beforeAll(async () => {
    ({ stage, folder } = await mortalStage(true));
  }, 120_000);

  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  it('is found out', async () => {
    const awaits = await stage.countAwaits();
    let violations = 0;
    for (const point of spread(awaits, 4)) {
      const { before, after } = stage.change();
      const seen = await stage.killAt(point);
      const lists = [before, after].map((list) => JSON.stringify(list));
      if (!lists.includes(JSON.stringify(seen?.contacts))) violations += 1;
      await stage.settled();
    }
    expect(violations).toBeGreaterThan(0);
  }, 120_000);
});
