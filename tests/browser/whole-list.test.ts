import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import type { FakeCallbell } from '../fake-callbell/server.ts';
import { type BrowserName, until } from './harness/driver.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';
import { storedContacts } from './kill/stored-contacts.ts';
import { sendTo } from './kill/wake.ts';

/**
 * More contacts than page numbers reach (500 pages of 20), read by cursor, while some of them write
 * and so move before the cursor. Firefox, which does the same, gets fewer: it takes two minutes.
 */
const LISTS = [
  { browserName: 'chrome', contacts: 12_000, minutes: 4 },
  { browserName: 'firefox', contacts: 1_500, minutes: 1 },
] as const satisfies { browserName: BrowserName; contacts: number; minutes: number }[];

const LIST = /^\/v1\/contacts$/u;

describe.concurrent('a first sync that is killed three times', () => {
  const stages: Stage[] = [];

  afterAll(async () => {
    for (const stage of stages) await stage.close();
  });

  it.each(LISTS)(
    'has all $contacts contacts in the end, in $browserName',
    { timeout: 300_000, retry: 0 },
    async ({ browserName, contacts, minutes }) => {
      const stage = await setStage(browserName, { contacts });
      stages.push(stage);
      const { fake } = stage;
      haveSomeWrite(fake);
      await stage.options.fill({ name: 'API key' }, DEMO_API_KEY);
      await stage.options.click({ name: 'Connect', role: 'button' });

      const pages = contacts / 20;
      await hasAsked(fake, pages * 0.2, minutes);
      await stage.browser.stopBackground();
      await sendTo(stage.options, { type: 'nothing' });
      await hasAsked(fake, pages * 0.5, minutes);
      await stage.restart();
      stage.options = await stage.browser.openExtensionPage('options.html');
      await hasAsked(fake, pages * 0.8, minutes);
      await stage.browser.stopBackground();
      await sendTo(stage.options, { type: 'nothing' });

      const total = contacts.toLocaleString('en');
      await hasText(stage.options, `${total} contacts · synced`, minutes * 60_000);
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

async function hasAsked(fake: FakeCallbell, pages: number, minutes: number): Promise<void> {
  await until(() => (fake.log.count({ path: LIST }) >= pages ? true : undefined), {
    timeout: minutes * 60_000,
    what: `${pages} pages to be asked for`,
  });
}
