import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import { until } from './harness/driver.ts';
import { type Stage, setStage } from './harness/stage.ts';
import { flawedBuild } from './kill/build.ts';
import { MovingList } from './kill/moving-list.ts';
import { type Stored, storedContacts } from './kill/stored-contacts.ts';
import { sendTo } from './kill/wake.ts';

/**
 * S1 in Firefox, which has no developer protocol to stop an event page at an await. It is ended the
 * way the idle timeout ends it, some time after every second page of the list was asked for: so a
 * sync gets on, and is ended wherever it is. That the timeout itself does it is in long-run.test.ts.
 */
const PAGES_PER_LIFE = 2;
/** How long after the request, in turn: while it is answered, and while the answer is stored. */
const DELAYS_MS = [0, 60, 110, 140];
const LATENCY_MS = 100;
const CONTACTS = 160;

const LONG = { timeout: 120_000 };

let close: () => Promise<void>;

afterEach(() => close());

async function stageWith(build?: string): Promise<Stage> {
  const stage = await setStage('firefox', {
    contacts: CONTACTS,
    ...(build !== undefined && { build }),
  });
  close = async () => {
    await stage.close();
    if (build !== undefined) await rm(dirname(build), { recursive: true });
  };
  await stage.options.fill({ name: 'API key' }, DEMO_API_KEY);
  await stage.options.click({ name: 'Connect', role: 'button' });
  await until(async () => ((await storedContacts(stage.options))?.isWhole ? true : undefined), {
    timeout: 30_000,
    what: 'the first sync to end',
  });
  stage.fake.settings.latencyMs = LATENCY_MS;
  return stage;
}

/** A sync whose event page is ended again and again, and what was seen all the while. */
async function restlessSync({
  browser,
  options,
  fake,
}: Stage): Promise<{ seen: (Stored | null)[]; ends: number }> {
  const seen: (Stored | null)[] = [];
  let ends = 0;
  let askedBefore = 0;
  fake.log.clear();
  await options.click({ name: 'Sync now', role: 'button' });
  await until(
    async () => {
      // Before looking: what is seen after that is of this sync, not of the time before it.
      const asked = fake.log.count({ path: /^\/v1\/contacts$/u });
      const stored = await storedContacts(options);
      seen.push(stored);
      if (asked > 0 && stored?.isRunning === false && stored.isWhole) return true;
      if (!(await browser.backgroundRunning())) {
        await sendTo(options, { type: 'nothing' });
      } else if (asked - askedBefore >= PAGES_PER_LIFE) {
        askedBefore = asked;
        await sleep(DELAYS_MS[ends % DELAYS_MS.length]);
        ends += 1;
        await browser.stopBackground();
      }
      return undefined;
    },
    { timeout: 60_000, what: 'the sync to end' },
  );
  return { seen, ends };
}

it('S1 an event page that Firefox ends again and again leaves a whole list', LONG, async () => {
  const stage = await stageWith();
  const { before, after } = new MovingList(stage.fake).change();
  const { seen, ends } = await restlessSync(stage);
  for (const stored of seen) {
    expect([before, after]).toContainEqual(stored?.contacts);
    expect(stored?.isWhole).toBe(true);
  }
  expect(seen.at(-1)?.contacts).toEqual(after);
  expect(ends, 'how often the event page was ended').toBeGreaterThan(2);
});

it('S1 the control: a store that forgets before it reads is found out', LONG, async () => {
  const stage = await stageWith(await flawedBuild());
  const { before, after } = new MovingList(stage.fake).change();
  const lists = [before, after].map((list) => JSON.stringify(list));
  const { seen } = await restlessSync(stage);
  expect(seen.every((one) => lists.includes(JSON.stringify(one?.contacts)))).toBe(false);
});
