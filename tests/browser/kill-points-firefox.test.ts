import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import { until } from './harness/driver.ts';
import { type Stage, setStage } from './harness/stage.ts';
import { flawedBuild } from './kill/build.ts';
import { MovingList } from './kill/moving-list.ts';
import { type Stored, storedContacts } from './kill/stored-contacts.ts';
import { sendTo } from './kill/wake.ts';

/**
 * S1 in Firefox, which has no developer protocol to kill an event page through. It is told to end
 * one after less than a second, whatever that does, so a sync is ended many times, wherever it is.
 */
const IDLE_MS = 700;
const CONTACTS = 300;
/** With this for an answer a sync takes several times as long, on any machine. */
const LATENCY_MS = 600;

const LONG = { timeout: 180_000 };

let close: () => Promise<void>;

afterEach(() => close());

async function restlessStage(build?: string): Promise<Stage> {
  const stage = await setStage('firefox', {
    contacts: CONTACTS,
    prefs: { 'extensions.background.idle.timeout': IDLE_MS },
    ...(build !== undefined && { build }),
  });
  close = async () => {
    await stage.close();
    if (build !== undefined) await rm(dirname(build), { recursive: true });
  };
  const { options, fake } = stage;
  await options.fill({ name: 'API key' }, DEMO_API_KEY);
  await watched(stage, () => options.click({ name: 'Connect', role: 'button' }));
  fake.settings.latencyMs = LATENCY_MS;
  return stage;
}

/** Starts a sync, wakes who carries it on whenever he is stopped, and looks all the while. */
async function watched(
  { browser, options, fake }: Stage,
  start: () => Promise<void>,
): Promise<{ seen: (Stored | null)[]; ends: number }> {
  const seen: (Stored | null)[] = [];
  let ends = 0;
  fake.log.clear();
  await start();
  await until(
    async () => {
      const stored = await storedContacts(options);
      seen.push(stored);
      const hasBegun = fake.log.count({ path: /^\/v1\/contacts$/u }) > 0;
      if (hasBegun && stored?.isRunning === false && stored.isWhole) return true;
      if (!(await browser.backgroundRunning())) {
        ends += 1;
        await sendTo(options, { type: 'nothing' });
      }
      return undefined;
    },
    { timeout: 60_000, what: 'the sync to end' },
  );
  return { seen, ends };
}

const syncNow = ({ options }: Stage) => sendTo(options, { type: 'sync.start' });

it('S1 an event page that Firefox ends again and again leaves a whole list', LONG, async () => {
  const stage = await restlessStage();
  const { before, after } = new MovingList(stage.fake).change();
  const { seen, ends } = await watched(stage, () => syncNow(stage));
  for (const stored of seen) {
    expect([before, after]).toContainEqual(stored?.contacts);
    expect(stored?.isWhole).toBe(true);
  }
  expect(seen.at(-1)?.contacts).toEqual(after);
  expect(ends, 'how often Firefox ended the event page').toBeGreaterThan(1);
});

it('S1 the control: a store that forgets before it reads is found out', LONG, async () => {
  const stage = await restlessStage(await flawedBuild());
  const { before, after } = new MovingList(stage.fake).change();
  const lists = [before, after].map((list) => JSON.stringify(list));
  const { seen } = await watched(stage, () => syncNow(stage));
  expect(seen.every((one) => lists.includes(JSON.stringify(one?.contacts)))).toBe(false);
});
