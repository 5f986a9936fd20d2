import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import { type BrowserName, type Driver, type Scope, type Tab, until } from './harness/driver.ts';
import { SITE, type Stage, hasText, setStage, storedRecord } from './harness/stage.ts';

/** Giulia is in the demo account with the number +39 347 123 4567; nobody has the other one. */
const PAGE = `<!doctype html><html lang="it"><title>Fornitori</title><style>p { margin: 2rem }</style>
  <p id="known">Chiamare <b>347 123</b> 4567 domani.</p>
  <p id="unknown">Centralino +39 06 6982 1234</p>
  <p><a id="link" href="https://wa.me/5511912345678">João</a></p>`;

/** The way of a new user from the key to a conversation, in the order in which it is gone. */
describe.each<BrowserName>(['chrome', 'firefox'])('the whole way in %s', (browserName) => {
  let stage: Stage;
  let browser: Driver;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: { '/': PAGE } });
    browser = stage.browser;
  });

  afterAll(() => stage.close());

  it('opens its options when it is installed, and refuses a wrong key with a sentence', async () => {
    const { options } = stage;
    await options.fill({ name: 'API key' }, 'wrong-key');
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, 'did not accept the API key');
    expect(await storedRecord(options, 'secrets', 'api-key')).toBeNull();
    await options.close();
  });

  it('connects with a right key and reads three pages of contacts', async () => {
    const options = await browser.openExtensionPage('options.html');
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await hasText(options, 'Connected as john_doe@email.com');
    await hasText(options, '130 contacts');
    expect(stage.fake.log.count({ path: /^\/v1\/contacts$/u })).toBeGreaterThanOrEqual(3);
    expect(await options.evaluate(() => document.documentElement.outerHTML)).not.toContain(
      DEMO_API_KEY,
    );
    await options.close();
  });

  it('reads national numbers with the country that the user chose', async () => {
    const options = await browser.openExtensionPage('options.html');
    await options.waitFor(() => document.querySelector<HTMLSelectElement>('#country') !== null);
    await options.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>('#country');
      if (!select) return;
      select.value = 'IT';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect
      .poll(() => storedRecord(options, 'state', 'settings'))
      .toMatchObject({ defaultCountry: 'IT' });
    await options.close();
  });

  it('finds a contact by its tag and opens the conversation with Enter', async () => {
    const popup = await openPopup(browser);
    await popup.type('tag:newsletter giulia');
    await firstOption(popup, 'Giulia Bianchi');
    await popup.press('Enter');
    await conversation(browser, 'Giulia Bianchi');
  });

  it('focuses the conversation that is open already instead of opening it twice', async () => {
    const popup = await openPopup(browser);
    await popup.type('+39 347-123 45');
    await firstOption(popup, 'Giulia Bianchi');
    await popup.press('Enter');
    // The popup closes itself when it has opened the conversation.
    const open = await until(async () =>
      (await popupIsOpen(browser)) ? undefined : conversations(browser),
    );
    expect(open).toHaveLength(1);
    await closeConversation(browser);
  });

  it('shows every custom field in the detail view', async () => {
    const popup = await openPopup(browser);
    await popup.type('giulia');
    await firstOption(popup, 'Giulia Bianchi');
    await popup.press('ArrowRight');
    await hasText(popup, 'Newsletter');
    await hasText(popup, 'Open contact');
    await popup.close();
  });

  it('recognises a number on a page, shows the card, and opens the conversation', async () => {
    const page = await browser.open(`${SITE}/`);
    const before = await page.evaluate(() => document.body.outerHTML);

    await rest(page, '#unknown');
    await rest(page, '#known b');
    const card = await page.frame((url) => url.includes('card.html'));
    await hasText(card, 'Giulia Bianchi');
    await clickInCard(page, card, 'Open conversation');
    await conversation(browser, 'Giulia Bianchi');

    expect(await page.evaluate(() => document.body.outerHTML)).toBe(before);
    await page.close();
  });

  it('recognises a wa.me link whose text is a name', async () => {
    const page = await browser.open(`${SITE}/`);
    await page.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await rest(page, '#link');
    const card = await page.frame((url) => url.includes('card.html'));
    await hasText(card, 'João Araújo');
    await page.close();
  });

  it('has everything still there after the browser was started again', async () => {
    await stage.restart();
    browser = stage.browser;
    const requests = stage.fake.log.count();
    const popup = await openPopup(browser);
    await popup.type('giulia');
    await firstOption(popup, 'Giulia Bianchi');
    expect(stage.fake.log.count()).toBe(requests);
    const options = await browser.openExtensionPage('options.html');
    await hasText(options, 'Connected as john_doe@email.com');
  });

  it('forgets the key and the contacts when disconnected', async () => {
    const options = await browser.openExtensionPage('options.html');
    await hasText(options, 'Connected as');
    await options.click({ name: 'Disconnect', role: 'button' });
    await options.click({ name: 'Erase and disconnect', role: 'button' });
    await options.waitFor(() => document.querySelector('input[type=password]') !== null);
    expect(await storedRecord(options, 'secrets', 'api-key')).toBeNull();
  });
});

/** Opens the popup's page and waits until one can type. */
async function openPopup(browser: Driver): Promise<Tab> {
  const popup = await browser.openExtensionPage('popup.html');
  await popup.waitFor(() => document.activeElement?.matches('input'), { what: 'the focus' });
  return popup;
}

async function popupIsOpen(browser: Driver): Promise<boolean> {
  const urls = await Promise.all((await browser.tabs()).map((tab) => tab.url()));
  return urls.includes(browser.extensionUrl('popup.html'));
}

function firstOption(popup: Tab, name: string): Promise<unknown> {
  return popup.waitFor(
    (wanted: string) => {
      const option = document.querySelector('[role=option]')?.cloneNode(true);
      if (!(option instanceof Element)) return false;
      option.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
      // What a screen reader says begins with the name.
      return (option.getAttribute('aria-label') ?? option.textContent).startsWith(wanted);
    },
    { argument: name, what: `${name} as the first result` },
  );
}

/** Moves the pointer onto an element as a hand does, and leaves it there. */
async function rest(page: Tab, selector: string): Promise<void> {
  const { x, y } = await page.evaluate((wanted: string) => {
    const { left, top, width, height } =
      document.querySelector(wanted)?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + Math.min(width, 60) / 2, y: top + height / 2 };
  }, selector);
  // The page is read when it is idle and asked about then: until that is done nothing is known.
  for (let turn = 0; turn < 3; turn += 1) {
    await page.moveMouse(x + turn, y);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * Clicks with the real pointer. Where the card's frame lies cannot be read from outside its closed
 * root; it is placed 6 px below the number that it belongs to.
 */
async function clickInCard(page: Tab, card: Scope, name: string): Promise<void> {
  const frame = await page.evaluate(() => {
    const number = document.createRange();
    number.setStart(document.querySelector('#known b')?.firstChild ?? document.body, 0);
    number.setEnd(document.querySelector('#known')?.lastChild ?? document.body, 5);
    const { left, bottom } = number.getBoundingClientRect();
    return { left, top: bottom + 6 };
  });
  const inside = await card.waitFor(
    (wanted: string) => {
      const buttons = [...document.querySelectorAll('a, button')];
      const rect = buttons.find((one) => one.textContent.includes(wanted))?.getBoundingClientRect();
      return rect && { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
    },
    { argument: name, what: `"${name}" in the card` },
  );
  await page.clickAt(frame.left + inside.x, frame.top + inside.y);
}

async function conversations(browser: Driver): Promise<string[]> {
  const urls = await Promise.all((await browser.tabs()).map((tab) => tab.url()));
  return urls.filter((url) => url.startsWith('https://dash.callbell.eu/chat/'));
}

async function closeConversation(browser: Driver): Promise<void> {
  const tab = await browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
  await tab.close();
}

/** Waits for the tab with somebody's conversation, as the fake dashboard names it. */
async function conversation(browser: Driver, name: string): Promise<void> {
  const tab = await browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
  await tab.waitFor((wanted: string) => document.title.includes(wanted), { argument: name });
}
