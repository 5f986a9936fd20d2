import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeContact } from '../fake-callbell/contacts.ts';
import type { BrowserName, Tab } from './harness/driver.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';
import { sendTo } from './kill/wake.ts';

interface Keyboard {
  down(key: string): Promise<void>;
  press(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** What is chosen in the popup is a contact, and a sync that ends meanwhile changes nothing of it. */
describe.each<BrowserName>(['chrome', 'firefox'])('whom the popup opens in %s', (browserName) => {
  let stage: Stage;
  let popup: Tab;
  let newcomers = 0;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: 20 });
    const { contacts } = stage.fake;
    for (const name of ['Anna Dini', 'Anna Costa']) {
      contacts.add(makeContact({ uuid: uuidOf(name), name }));
    }
    await stage.connect(22);
  });

  beforeEach(async () => {
    popup = await stage.browser.openExtensionPage('popup.html');
    await popup.bringToFront();
  });

  afterAll(() => stage.close());

  /** Types, and moves to Anna Dini, who stands below a namesake. */
  const choose = async (): Promise<void> => {
    await popup.fill({ name: 'Search contacts' }, 'anna');
    await popup.waitFor(() => document.querySelector('.result-name mark') !== null);
    await popup.press('Home');
    for (let row = 0; row < 10 && (await marked()) !== 'Anna Dini'; row += 1) {
      await popup.press('ArrowDown');
    }
    expect(await marked()).toBe('Anna Dini');
  };

  const marked = (): Promise<string | null> =>
    popup.evaluate(
      () => document.querySelector('[aria-selected=true] .result-name')?.textContent ?? null,
    );

  /** Somebody of that name writes for the first time, and a sync brings her. */
  const bringNewcomer = async (): Promise<void> => {
    newcomers += 1;
    const name = `Anna Nuova ${newcomers}`;
    stage.fake.contacts.add(makeContact({ uuid: uuidOf(name), name }));
    await sendTo(popup, { type: 'sync.start' });
    await hasText(popup, '1 new. Show');
  };

  const opens = async (name: string): Promise<void> => {
    const chat = await stage.browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
    await chat.waitFor((wanted: string) => document.title.includes(wanted), { argument: name });
    await chat.close();
  };

  it('is whom Enter was pressed on, though a sync has brought a newer one of that name', async () => {
    await choose();
    await bringNewcomer();
    expect(await marked()).toBe('Anna Dini');
    await popup.press('Enter');
    // The popup has done its work, and is closed.
    await opens('Anna Dini');
  });

  it('is whose menu was open', async () => {
    await choose();
    const { keyboard } = (popup as Tab & { page: { keyboard: Keyboard } }).page;
    await keyboard.down('Control');
    await keyboard.press('k');
    await keyboard.up('Control');
    await hasText(popup, 'Open conversation in the background');
    await bringNewcomer();
    await popup.click({ name: 'Open conversation in the background', role: 'menuitem' });
    await opens('Anna Dini');
    await popup.close();
  });

  it('shows the newcomers when asked', async () => {
    await choose();
    await bringNewcomer();
    await popup.click({ name: '1 new. Show', role: 'button' });
    await hasText(popup, `Anna Nuova ${newcomers}`);
    expect(await marked()).toBe('Anna Dini');
  });
});

/** 32 hex digits that are the name's own. */
function uuidOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(32, '0').slice(0, 32);
}
