import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import type { FakeCallbell } from '../fake-callbell/server.ts';
import { launchDetached } from './harness/detached-chromium.ts';
import { type BrowserName, type Scope, until } from './harness/driver.ts';
import { type Stage, hasText, setChromiumStage, setStage } from './harness/stage.ts';
import { MovingList } from './kill/moving-list.ts';
import { type Stored, storedContacts } from './kill/stored-contacts.ts';
import { sendTo } from './kill/wake.ts';

/**
 * S3: a first sync that takes longer than the browser lets its worker live, with nobody attached
 * to the worker: the browser ends it, and an alarm goes on with what is stored.
 */

const PAGES = 14;
const PAGE_MS = 1_200;
/** Chrome ends an idle worker after 30 s, Firefox an event page after as long as it is told to. */
const WAIT_SECONDS = { chrome: 40, firefox: 10 };
const FIREFOX_IDLE_MS = 3_000;

const LONG = { timeout: 240_000, retry: 0 };

/**
 * More contacts than page numbers reach (500 pages of 20), read by cursor, while some of them write
 * and so move before the cursor. Firefox, which does the same, gets fewer: it takes two minutes.
 */
const LISTS = [
  { browserName: 'chrome', contacts: 12_000 },
  { browserName: 'firefox', contacts: 1_500 },
] as const satisfies { browserName: BrowserName; contacts: number }[];

const LIST = /^\/v1\/contacts$/u;

/** Types the key; from then on each page takes its time. */
async function beginSync({ fake, options }: Stage): Promise<void> {
  fake.settings.latencyMs = PAGE_MS;
  await options.fill({ name: 'API key' }, DEMO_API_KEY);
  await options.click({ name: 'Connect', role: 'button' });
  await hasText(options, 'contacts so far');
}

/** Has Callbell ask for patience in the middle of the list. */
function refuseOnce({ faults }: FakeCallbell, seconds: number): void {
  faults.set({
    match: { path: LIST, nth: 5 },
    effect: { kind: 'status', status: 429, body: {}, headers: { 'retry-after': String(seconds) } },
  });
}

/** Looks every so often whether the worker runs, until the list was read to its end. */
async function watch(
  fake: FakeCallbell,
  isRunning: () => Promise<boolean>,
): Promise<{ seconds: number; ends: number }> {
  const begun = performance.now();
  let wasRunning = true;
  let ends = 0;
  await until(
    async () => {
      const runs = await isRunning();
      if (wasRunning && !runs) ends += 1;
      wasRunning = runs;
      return hasEnded(fake) ? true : undefined;
    },
    { timeout: 200_000, what: 'the end of the list' },
  );
  return { seconds: (performance.now() - begun) / 1_000, ends };
}

/** Behind the last page, the first is read once more. */
function hasEnded(fake: FakeCallbell): boolean {
  const pages = fake.log.pagesAsked();
  return pages.includes(PAGES) && pages.at(-1) === 1;
}

describe.concurrent('a sync that is longer than the life of its worker', () => {
  const stages: Stage[] = [];

  afterAll(async () => {
    for (const stage of stages) await stage.close();
  });

  it('goes on in a Chromium that nobody debugs', LONG, async () => {
    const stage = await setChromiumStage({ contacts: PAGES * 20 });
    stages.push(stage);
    const { fake } = stage;
    await beginSync(stage);
    await stage.browser.close();
    refuseOnce(fake, WAIT_SECONDS.chrome);
    const detached = await launchDetached(stage.launch);
    try {
      const { seconds, ends } = await watch(fake, () => detached.backgroundRunning());
      expect(seconds).toBeGreaterThan(WAIT_SECONDS.chrome);
      expect(ends, 'how often the browser ended the worker').toBeGreaterThan(0);
    } finally {
      await detached.close();
    }
    await expectWhole(stage);
  });

  it('S2 goes on where it stood when the whole browser was killed', LONG, async () => {
    const stage = await setChromiumStage({ contacts: PAGES * 20 });
    stages.push(stage);
    const { fake, options } = stage;
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await settled(options);
    const { before, after } = new MovingList(fake).change();
    fake.settings.latencyMs = 300;
    fake.log.clear();
    await sendTo(options, { type: 'sync.start' });
    await askedFor(fake, 2);
    await stage.browser.close();
    for (let round = 0; round < 3; round += 1) {
      const asked = fake.log.pagesAsked().length;
      const browser = await launchDetached(stage.launch);
      await askedFor(fake, asked + 2).finally(() => browser.close('kill'));
    }
    expect(fake.log.pagesAsked().length).toBeLessThan(PAGES);
    await stage.restart();
    const again = await stage.browser.openExtensionPage('options.html');
    expect([before, after]).toContainEqual((await storedContacts(again))?.contacts);
    expect((await settled(again)).contacts).toEqual(after);
    // Each time at most the request that was under way was made again.
    expect(fake.log.pagesAsked().length).toBeLessThanOrEqual(PAGES + 2 + 4);
  });

  it('goes on in a Firefox that ends idle event pages soon', LONG, async () => {
    const stage = await setStage('firefox', {
      contacts: PAGES * 20,
      prefs: { 'extensions.background.idle.timeout': FIREFOX_IDLE_MS },
    });
    stages.push(stage);
    const { fake, browser, options } = stage;
    await beginSync(stage);
    await options.goto('about:blank');
    refuseOnce(fake, WAIT_SECONDS.firefox);
    const { ends } = await watch(fake, () => browser.backgroundRunning());
    expect(ends, 'how often the browser ended the event page').toBeGreaterThan(0);
    await expectWhole(stage);
  });

  it.each(LISTS)(
    'has all $contacts contacts in the end, in $browserName, though it was killed three times',
    LONG,
    async ({ browserName, contacts }) => {
      const stage = await setStage(browserName, { contacts });
      stages.push(stage);
      const { fake } = stage;
      haveSomeWrite(fake);
      await stage.options.fill({ name: 'API key' }, DEMO_API_KEY);
      await stage.options.click({ name: 'Connect', role: 'button' });

      const pages = contacts / 20;
      await askedFor(fake, pages * 0.2);
      await stage.browser.stopBackground();
      await sendTo(stage.options, { type: 'nothing' });
      await askedFor(fake, pages * 0.5);
      await stage.restart();
      stage.options = await stage.browser.openExtensionPage('options.html');
      await askedFor(fake, pages * 0.8);
      await stage.browser.stopBackground();
      await sendTo(stage.options, { type: 'nothing' });

      const total = contacts.toLocaleString('en');
      await hasText(stage.options, `${total} contacts · synced`, 120_000);
      const stored = await storedContacts(stage.options);
      expect(stored?.isWhole).toBe(true);
      expect(stored?.contacts).toEqual(
        [...fake.contacts].map(({ uuid, name }) => `${uuid} ${name ?? ''}`).sort(),
      );
      // By number only the first page, before and after the list; and nothing was read anew but
      // what was under way when it was killed.
      const byNumber = fake.log.list({ path: LIST }).filter(({ query }) => 'page' in query);
      expect(new Set(byNumber.map(({ query }) => query['page']))).toEqual(new Set(['1']));
      expect(fake.log.count({ path: LIST })).toBeLessThan(pages * 1.1 + 10);
    },
  );
});

/** With every tenth page, somebody writes who stands somewhere in the list. */
function haveSomeWrite(fake: FakeCallbell): void {
  let requests = 0;
  fake.onRequest(({ path }) => {
    if (!LIST.test(path)) return;
    requests += 1;
    if (requests % 10 > 0) return;
    const place = (requests * 7_919) % fake.contacts.length;
    const [contact] = fake.contacts.page({ at: place }, 1).contacts;
    if (contact) fake.contacts.touch(contact.uuid);
  });
}

/** Waits until so many pages have been asked for. */
async function askedFor(fake: FakeCallbell, pages: number): Promise<void> {
  await until(() => (fake.log.pagesAsked().length >= pages ? true : undefined), {
    timeout: 60_000,
    what: `${pages} pages to be asked for`,
  });
}

/** Waits until the list was read to its end, and no sync is under way. */
function settled(page: Scope): Promise<Stored> {
  return until(
    async () => {
      const stored = await storedContacts(page);
      return stored?.isWhole === true && !stored.isRunning ? stored : undefined;
    },
    { timeout: 60_000, what: 'the sync to end' },
  );
}

async function expectWhole(stage: Stage): Promise<void> {
  stage.fake.settings.latencyMs = 0;
  await stage.restart();
  const options = await stage.browser.openExtensionPage('options.html');
  await hasText(options, `${PAGES * 20} contacts · synced`);
}
