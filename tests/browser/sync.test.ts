import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import type { BrowserName } from './harness/driver.ts';
import { type Stage, hasText, setStage, storedRecord } from './harness/stage.ts';

const PAGES = 8;
const LIST = /^\/v1\/contacts$/u;

describe.each<BrowserName>(['chrome', 'firefox'])('a sync in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: PAGES * 50 });
  });

  afterAll(() => stage.close());

  it('shows its progress, survives the end of its worker, and asks for no page twice', async () => {
    const { fake, browser, options } = stage;
    fake.settings.latencyMs = 400;
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, '100 contacts so far');
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({ isWhole: false });

    await browser.stopBackground();
    const before = await position(options);
    await hasText(options, 'contacts so far');
    // Anything that wakes the worker has it go on; a page of ours asking for anything does.
    await options.evaluate(() => {
      const { chrome } = globalThis as typeof globalThis & {
        chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };
      };
      void chrome.runtime.sendMessage({ type: 'nothing' });
    });

    await hasText(options, `${PAGES * 50} contacts · synced`);
    const asked = pagesOf(fake);
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
    const whole = { isWhole: true, contacts: PAGES * 50 };
    const [first] = [...fake.contacts];
    fake.contacts.remove(first?.uuid ?? '');
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, 'contacts so far');
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject(whole);

    await hasText(options, `${PAGES * 50 - 1} contacts · synced`);
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({
      isWhole: true,
      contacts: PAGES * 50 - 1,
    });
    expect(fake.log.count({ path: new RegExp(`^/v1/contacts/${first?.uuid ?? ''}$`, 'u') })).toBe(
      1,
    );
  });

  it('S4 goes on where it stood when Lens is switched off and on again', async () => {
    const { fake, browser, options } = stage;
    fake.settings.latencyMs = 300;
    fake.log.clear();
    await options.click({ name: 'Sync now', role: 'button' });
    await hasText(options, '100 contacts so far');
    // What is switched off takes its tabs along; a window without any would close.
    const other = await browser.open('about:blank');
    await browser.switchExtension(false);
    await browser.switchExtension(true);
    stage.options = await browser.openExtensionPage('options.html');
    await other.close();
    await hasText(stage.options, `${PAGES * 50 - 1} contacts · synced`);
    const asked = pagesOf(fake);
    // At most the request that was under way was made again.
    expect(asked.filter((page) => page === 1)).toHaveLength(2);
    expect(asked.length).toBeLessThanOrEqual(PAGES + 3);
  });

  it('S35 says when the browser has lost everything, and is whole again with the key', async () => {
    const { fake, browser } = stage;
    fake.settings.latencyMs = 0;
    let { options } = stage;
    await options.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const deletion = indexedDB.deleteDatabase('lens');
          deletion.onsuccess = () => resolve(null);
          deletion.onerror = () => reject(new Error('the database could not be deleted'));
        }),
    );
    await browser.stopBackground();
    await options.goto('about:blank');
    options = await browser.openExtensionPage('options.html');
    await hasText(options, 'The browser has lost what Lens had stored');
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, `${PAGES * 50 - 1} contacts · synced`);
    expect(await storedRecord(options, 'state', 'manifest')).toMatchObject({ isWhole: true });
    await options.close();
  });

  it('finds everybody with a tag while the list is read for the first time', async () => {
    const { fake, browser } = stage;
    const last = [...fake.contacts].at(-1);
    fake.contacts.update(last?.uuid ?? '', { name: 'Aurelia', tags: ['Gold'] });
    const options = await browser.openExtensionPage('options.html');
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
    // The page that they are on, and the empty one behind it.
    expect(ofTag.map(({ query }) => query['tags'])).toEqual(['gold', 'gold']);
    await hasText(popup, 'contacts so far');
    expect(await storedRecord(popup, 'state', 'manifest')).toMatchObject({ isWhole: false });
    fake.settings.latencyMs = 0;
    await popup.close();
    await hasText(options, `${PAGES * 50 - 1} contacts · synced`);
  });
});

/** The pages of the list that were asked for, in order. */
function pagesOf({ log }: Stage['fake']): number[] {
  return log
    .list({ path: LIST })
    .map(({ query }) => Number(new URLSearchParams(query).get('page')));
}

/** The page that the stored pass reads next. */
async function position(scope: Parameters<typeof storedRecord>[0]): Promise<number> {
  const status = await storedRecord(scope, 'state', 'sync');
  const { phase } = status as { phase: { run: { step: { page: number } } } };
  return phase.run.step.page;
}
