import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY, DEMO_CONTACTS, makeContact } from '../fake-callbell/contacts.ts';
import { cardIn, rest } from './card/on-page.ts';
import type { BrowserName, Tab } from './harness/driver.ts';
import { SITE, type Stage, hasText, setStage } from './harness/stage.ts';

const GIULIA = 'Giulia Bianchi';
const FUNNEL = {
  uuid: 'f1'.repeat(16),
  name: 'New leads',
  emoji: '🔥',
  position: 1,
  createdAt: '2026-01-01T00:00:00Z',
};
const BSUID = 'IT.13491208655302741918';

const PAGE = `<!doctype html><html lang="it"><title>Fornitori</title>
  <p style="margin: 100px"><span id="giulia">+39 347 123 4567</span></p>`;

describe.each<BrowserName>(['chrome', 'firefox'])('a funnel in %s', (browserName) => {
  let stage: Stage;
  let popup: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: { '/': PAGE }, contacts: 20 });
    const { fake } = stage;
    fake.accounts.get(DEMO_API_KEY).funnels = [FUNNEL];
    const [, joao, last] = DEMO_CONTACTS;
    fake.contacts.update(DEMO_CONTACTS[0]?.uuid ?? '', { funnelId: FUNNEL.uuid });
    fake.contacts.update(joao?.uuid ?? '', { funnelId: 'unheard-of' });
    fake.contacts.remove(last?.uuid ?? '');
    const nobody = { uuid: 'b'.repeat(32), name: 'Ines Prado', phoneNumber: null };
    fake.contacts.add(makeContact({ ...nobody, bsuid: BSUID }));
    await stage.connect();
    popup = await stage.browser.openExtensionPage('popup.html');
  });

  afterAll(() => stage.close());

  /** Looks for somebody, and shows the only one found. */
  const show = async (typed: string): Promise<void> => {
    await popup.fill({ name: 'Search contacts' }, typed);
    await popup.waitFor(() => document.querySelectorAll('.found > li').length === 1);
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.querySelector('.shown-contact') !== null);
  };
  const back = async (): Promise<void> => {
    await popup.press('Escape');
    await popup.waitFor(() => document.activeElement?.matches('input'));
  };

  it('is offered and found by its name, and named in the details', async () => {
    await popup.fill({ name: 'Search contacts' }, 'funnel:');
    await popup.click({ name: '🔥 New leads 1 contact', role: 'button' });
    await popup.waitFor(() => document.querySelector('input')?.value === 'funnel:"New leads" ');
    await popup.waitFor(() => document.querySelectorAll('.found > li').length === 1);
    await popup.press('ArrowRight');
    await hasText(popup, '🔥 New leads');
    expect(await popup.text('.shown-contact h1')).toBe(GIULIA);
    await back();
  });

  it('is called unknown where it has no name', async () => {
    await show('funnel:unheard-of');
    await hasText(popup, 'Unknown funnel (unheard-of)');
    await back();
  });

  it('is named on the card', async () => {
    const tab = await stage.browser.open(`${SITE}/`);
    await rest(tab, '#giulia', GIULIA);
    await hasText(await cardIn(tab), '🔥 New leads');
    await tab.close();
    await popup.bringToFront();
  });

  it('has another name as soon as the account has, in a popup that is open', async () => {
    await show(`funnel:${FUNNEL.uuid}`);
    stage.fake.accounts.get(DEMO_API_KEY).funnels = [{ ...FUNNEL, name: 'Prospects' }];
    await stage.options.click({ name: 'Sync now', role: 'button' });
    await hasText(popup, '🔥 Prospects');
    await back();
    await show('funnel:prosp');
    expect(await popup.text('.shown-contact h1')).toBe(GIULIA);
    await back();
  });

  it('and somebody without a number is found by the ID that WhatsApp has given', async () => {
    await show(BSUID.slice(0, 9));
    await hasText(popup, 'WhatsApp user ID');
    await hasText(popup, BSUID);
  });
});
