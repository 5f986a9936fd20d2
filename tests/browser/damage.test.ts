import { readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserName, until } from './harness/driver.ts';
import { type Stage, hasText, setChromiumStage, setStage } from './harness/stage.ts';
import { storedContacts } from './kill/stored-contacts.ts';

const CONTACTS = 60;

/** A record of each kind, as they lie in the database. */
const RECORDS: [store: string, name: string][] = [
  ['rows', ''],
  ['segments', ''],
  ['tables', ''],
  ['generations', 'dead'],
  ['generations', 'facets'],
  ['state', 'manifest'],
  ['state', 'counters'],
];

/** Waits until the list is whole again; until it is noticed that something is lost, it seems to be. */
async function expectWhole({ fake, options }: Stage, contacts: number): Promise<void> {
  const listed = [...fake.contacts].map(({ uuid, name }) => `${uuid} ${name ?? ''}`).sort();
  await until(
    async () => {
      const stored = await storedContacts(options).catch(() => null);
      const isThere = stored?.isWhole === true && !stored.isRunning;
      return isThere && isEqual(stored.contacts, listed) ? true : undefined;
    },
    { timeout: 60_000, what: 'everybody to be there' },
  );
  await hasText(options, `${contacts.toLocaleString('en')} contacts · synced`);
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

describe.each<BrowserName>(['chrome', 'firefox'])('a record that is lost in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: CONTACTS });
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** Takes the newest record of that kind away behind Lens' back. */
  const lose = (store: string, name: string): Promise<null> =>
    stage.options.evaluate(
      ({ store: from, name: wanted }: { store: string; name: string }) =>
        new Promise<null>((resolve, reject) => {
          const request = indexedDB.open('lens');
          request.onerror = () => reject(new Error('the database does not open'));
          request.onsuccess = () => {
            const transaction = request.result.transaction(from, 'readwrite');
            const records = transaction.objectStore(from);
            const keys = records.getAllKeys();
            keys.onsuccess = () => {
              const isWanted = (key: IDBValidKey): boolean =>
                wanted === '' || key === wanted || (Array.isArray(key) && key[1] === wanted);
              const key = keys.result.filter(isWanted).at(-1);
              if (key === undefined) reject(new Error('there is no such record'));
              else records.delete(key);
            };
            transaction.oncomplete = () => {
              request.result.close();
              resolve(null);
            };
          };
        }),
      { store, name },
    );

  it.each(RECORDS)(
    '%s %s is noticed with the next sync, and everybody is there again',
    async (...record) => {
      await lose(...record);
      stage.fake.log.clear();
      await stage.options.click({ name: 'Sync now', role: 'button' });
      await until(() => (stage.fake.log.pagesAsked().length > 0 ? true : undefined), {
        what: 'the sync to begin',
      });
      await expectWhole(stage, CONTACTS);
    },
  );

  it('is noticed by a popup that cannot search', async () => {
    await lose('generations', 'dead');
    await stage.browser.stopBackground();
    stage.fake.settings.latencyMs = 500;
    const popup = await stage.browser.openExtensionPage('popup.html');
    await hasText(popup, 'was damaged, so your contacts are downloaded again');
    stage.fake.settings.latencyMs = 0;
    await expectWhole(stage, CONTACTS);
    await popup.waitFor(() => document.querySelector('[role=option] .result-name') !== null);
    await popup.close();
  });
});

// Chromium keeps large values in files of their own, which can be lost or cut one by one.
describe.each(['lost', 'cut'] as const)('a file of Chromium’s database that is %s', (how) => {
  const MANY = 6_000;
  let stage: Stage;

  beforeAll(async () => {
    stage = await setChromiumStage({ contacts: MANY, pageSize: 1_000 });
    await stage.connect();
  });

  afterAll(() => stage.close());

  it('does not leave the popup without a search', async () => {
    await stage.browser.close();
    const folder = join(stage.launch.profile, 'Default', 'IndexedDB');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const blobs = entries.filter(
      (entry) => entry.isFile() && entry.parentPath.includes('.indexeddb.blob'),
    );
    expect(blobs.length).toBeGreaterThan(0);
    for (const { parentPath, name } of blobs) {
      const file = join(parentPath, name);
      await (how === 'lost' ? rm(file) : truncate(file, 100));
    }
    stage.browser = await relaunched(stage);
    stage.options = await stage.browser.openExtensionPage('options.html');
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.type('giulia bianchi');
    await popup.waitFor(
      () => document.querySelector('.result-name')?.textContent === 'Giulia Bianchi',
      { timeout: 30_000 },
    );
    await expectWhole(stage, MANY);
    await popup.close();
  });
});

/** The same browser, started again after it was closed. */
async function relaunched(stage: Stage): Promise<Stage['browser']> {
  // The stage closes it once more: it is gone already.
  await stage.restart();
  return stage.browser;
}
