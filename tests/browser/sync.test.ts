import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import { startFakeCallbell } from '../fake-callbell/server.ts';
import { preparedExtension } from './harness/built-extension.ts';
import type { ChromiumDriver } from './harness/chromium.ts';
import { type BrowserName, type Scope, until } from './harness/driver.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Stage, hasText, setChromiumStage, setStage, storedRecord } from './harness/stage.ts';
import { sendTo } from './kill/wake.ts';

const PAGES = 10;
const CONTACTS = PAGES * 20;
const LIST = /^\/v1\/contacts$/u;

describe.each<BrowserName>(['chrome', 'firefox'])('a sync in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: CONTACTS });
  });

  afterAll(() => stage.close());

  it('shows its progress, survives the end of its worker, and asks for no page twice', async () => {
    const { fake, browser, options } = stage;
    fake.settings.latencyMs = 400;
    fake.settings.extraHeaders = { 'set-cookie': 'session=1; Path=/; Secure; SameSite=None' };
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, '60 contacts so far');
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({ isWhole: false });

    await browser.stopBackground();
    const before = await position(options);
    await hasText(options, 'contacts so far');
    // Anything that wakes the worker has it go on; a page of ours asking for anything does.
    await sendTo(options, { type: 'nothing' });

    await hasText(options, `${CONTACTS} contacts · synced`);
    const asked = fake.log.pagesAsked();
    // Only the request that died with the worker was made again; and the first page, at the end.
    expect(asked.slice(0, -1).filter((page) => page < before)).toEqual(
      Array.from({ length: before - 1 }, (_, index) => index + 1),
    );
    expect(asked.at(-1)).toBe(1);
    expect(asked.length).toBeLessThanOrEqual(PAGES + 3);
  });

  it('keeps the old contacts whole while it reads them again', async () => {
    const { fake, options } = stage;
    fake.settings.latencyMs = 300;
    // Parts may be merged meanwhile; who is in them stays.
    const whole = { isWhole: true, contacts: CONTACTS };
    const [first] = [...fake.contacts];
    fake.contacts.remove(first?.uuid ?? '');
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, 'contacts so far');
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject(whole);

    await hasText(options, `${CONTACTS - 1} contacts · synced`);
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({
      isWhole: true,
      contacts: CONTACTS - 1,
    });
    expect(fake.log.count({ path: new RegExp(`^/v1/contacts/${first?.uuid ?? ''}$`, 'u') })).toBe(
      1,
    );
  });

  it('S36 sends no cookie, though Callbell has set one', () => {
    const { log } = stage.fake;
    expect(log.count({ path: LIST })).toBeGreaterThan(PAGES);
    expect(log.list().filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  });

  it('S4 goes on where it stood when Lens is switched off and on again', async () => {
    const { fake, browser, options } = stage;
    fake.settings.latencyMs = 300;
    fake.log.clear();
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, '60 contacts so far');
    // What is switched off takes its tabs along; a window without any would close.
    const other = await browser.open('about:blank');
    await browser.switchExtension(false);
    await browser.switchExtension(true);
    stage.options = await browser.openExtensionPage('options.html');
    await other.close();
    await hasEnded(stage.options);
    const asked = fake.log.pagesAsked();
    // At most the request that was under way was made again.
    expect(asked.filter((page) => page === 1)).toHaveLength(2);
    expect(asked.length).toBeLessThanOrEqual(PAGES + 3);
  });

  /** Deletes the database behind Lens' back, or leaves one of a newer version there. */
  const spoilDatabase = (how: 'deleted' | 'newer'): Promise<null> =>
    stage.options.evaluate(
      (wanted) =>
        new Promise<null>((resolve, reject) => {
          const request =
            wanted === 'deleted' ? indexedDB.deleteDatabase('lens') : indexedDB.open('lens', 999);
          request.onerror = () => reject(new Error('the database could not be changed'));
          request.onsuccess = () => {
            if (wanted === 'newer') request.result.close();
            resolve(null);
          };
        }),
      how,
    );

  it.each([
    ['S35 that the browser has deleted', 'deleted'],
    ['S34 that a newer Lens has left behind', 'newer'],
  ] as const)(
    'says of a database %s that it is lost, and is whole with the key',
    async (_, how) => {
      const { fake, browser } = stage;
      fake.settings.latencyMs = 0;
      await spoilDatabase(how);
      await browser.stopBackground();
      const old = stage.options;
      stage.options = await browser.openExtensionPage('options.html');
      await old.close();
      const { options } = stage;
      await hasText(options, 'The browser has lost what Lens had stored');
      const popup = await browser.openExtensionPage('popup.html');
      await hasText(popup, 'The browser has lost what Lens had stored');
      await popup.close();
      await options.fill({ name: 'API key' }, DEMO_API_KEY);
      await options.click({ name: 'Connect', role: 'button' });
      await hasText(options, `${CONTACTS - 1} contacts · synced`);
      expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({ isWhole: true });
    },
  );

  it('finds everybody with a tag while the list is read for the first time', async () => {
    const { fake, browser } = stage;
    const last = [...fake.contacts].at(-1);
    fake.contacts.update(last?.uuid ?? '', { name: 'Aurelia', tags: ['Gold'] });
    const { options } = stage;
    await options.click({ name: 'Disconnect', role: 'button' });
    await options.click({ name: 'Erase and disconnect', role: 'button' });
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    fake.settings.latencyMs = 1_000;
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, 'contacts so far');

    const popup = await browser.openExtensionPage('popup.html');
    await popup.waitFor(() => document.querySelector('[role=option] .result-name') !== null);
    await popup.type('tag:gold');
    await popup.waitFor(() => document.querySelector('.result-name')?.textContent === 'Aurelia');
    const ofTag = fake.log.list({ path: LIST }).filter(({ query }) => 'tags' in query);
    // The page that they are on says that it is the last.
    expect(ofTag.map(({ query }) => query['tags'])).toEqual(['gold']);
    await hasText(popup, 'contacts so far');
    expect(await storedRecord(popup, 'state', 'manifest')).toMatchObject({ isWhole: false });
    fake.settings.latencyMs = 0;
    await popup.close();
    await hasText(options, `${CONTACTS - 1} contacts · synced`);
  });
});

describe('S32 a disk that is full', () => {
  let stage: Stage<ChromiumDriver>;

  beforeAll(async () => {
    stage = await setChromiumStage();
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** Has the worker's database take nothing more, or as much as it can again. */
  async function fillDisk(isFull: boolean): Promise<void> {
    const worker = await stage.browser.serviceWorker();
    await worker.evaluate((full) => {
      const { prototype } = IDBObjectStore;
      const kept = globalThis as { lensPut?: unknown };
      kept.lensPut ??= Reflect.get(prototype, 'put');
      const refuse = (): never => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      Reflect.set(prototype, 'put', full ? refuse : kept.lensPut);
    }, isFull);
  }

  it('is told, though that cannot be stored, and left behind when there is room', async () => {
    const { browser, options } = stage;
    await fillDisk(true);
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, 'There is no space left to store your contacts');
    await hasText(options, '130 contacts · synced');
    const popup = await browser.openExtensionPage('popup.html');
    await hasText(popup, 'There is no space left to store your contacts');
    await popup.waitFor(() => document.querySelectorAll('[role=option] .result-name').length > 5);
    await hasBadge(options, '!');

    await fillDisk(false);
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, '130 contacts · synced just now');
    await options.waitFor(() => !document.body.innerText.includes('no space left'));
    await hasBadge(options, '');
    await popup.close();
  });
});

// Firefox gives extensions no database in permanent private browsing.
it('S33 Firefox that stores nothing: options and popup say so, and the button calls for it', async () => {
  const fake = await startFakeCallbell();
  const extension = await preparedExtension('firefox');
  const browser = await launchFirefox({
    extension,
    hosts: { 'api.callbell.eu:443': fake.port },
    prefs: { 'browser.privatebrowsing.autostart': true },
  });
  try {
    for (const page of ['options.html', 'popup.html']) {
      const tab = await browser.openExtensionPage(page);
      await hasText(tab, 'The contacts on this device could not be read. Private windows');
      await hasBadge(tab, '!');
    }
  } finally {
    await browser.close();
    await fake.close();
    await rm(extension, { recursive: true });
  }
});

/** Waits until no sync is under way. */
async function hasEnded(scope: Scope): Promise<void> {
  await until(
    async () => {
      const { phase } = (await storedRecord(scope, 'state', 'sync')) as { phase: { kind: string } };
      return phase.kind === 'idle' ? true : undefined;
    },
    { what: 'the end of the sync' },
  );
}

/** Waits until this stands on the toolbar button of tabs without a count of their own. */
async function hasBadge(page: Scope, text: string): Promise<void> {
  const read = (): Promise<string> =>
    page.evaluate(() => {
      const { chrome } = globalThis as typeof globalThis & {
        chrome: { action: { getBadgeText: (tab: object) => Promise<string> } };
      };
      return chrome.action.getBadgeText({});
    });
  await until(async () => ((await read()) === text ? true : undefined), { what: 'the badge' });
}

/** The page that the stored pass reads next. */
async function position(scope: Parameters<typeof storedRecord>[0]): Promise<number> {
  const status = await storedRecord(scope, 'state', 'sync');
  const { phase } = status as { phase: { run: { step: { page: number } } } };
  return phase.run.step.page;
}
