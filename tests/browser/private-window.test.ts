import { afterEach, expect, it } from 'vitest';
import { type Tab, until } from './harness/driver.ts';
import { popupHas } from './harness/popup.ts';
import { allowInPrivateWindows, openPrivatePopup } from './harness/private-window.ts';
import { type Stage, hasText, setStage, SITE } from './harness/stage.ts';

let stage: Stage;
let options: Tab;

afterEach(() => stage.close());

async function setPrivateStage(browserName: 'chrome' | 'firefox'): Promise<void> {
  stage = await setStage(browserName, { pages: { '/': '<!doctype html><p>Nobody' } });
  await stage.connect();
  await allowInPrivateWindows(stage.browser);
  options = await stage.browser.openExtensionPage('options.html');
  await hasText(options, 'contacts · synced');
}

/** What the popup remembers that was typed. */
function remembered(): Promise<unknown> {
  return options.run(`chrome.storage.session.get('session:popup')
    .then((all) => all['session:popup']?.query ?? null)`);
}

async function typeInPopup(text: string): Promise<void> {
  const popup = await stage.browser.openExtensionPage('popup.html');
  await popup.waitFor(() => document.activeElement?.matches('input'));
  await popup.type(text);
  await until(async () => ((await remembered()) === text ? true : undefined), {
    what: 'what was typed to be remembered',
  });
  await popup.close();
}

it('a private window in Chromium finds and opens somebody, and leaves no trace of it', async () => {
  await setPrivateStage('chrome');
  await typeInPopup('chlo');
  const privately = await openPrivatePopup(stage.browser, options, SITE);
  await popupHas(privately, `document.querySelector('[type=search]')?.value`, '');
  for (const letter of 'giulia') await privately.press(letter);
  await popupHas(
    privately,
    `document.querySelector('[aria-selected=true] .result-name')?.textContent`,
    'Giulia Bianchi',
  );
  await privately.press('Enter');
  await until(
    async () => {
      const urls = await options.run(
        `chrome.tabs.query({}).then((all) => all.map(({ url }) => url))`,
      );
      return JSON.stringify(urls).includes('dash.callbell.eu') ? true : undefined;
    },
    { what: 'the conversation' },
  );
  expect(await remembered()).toBe('chlo');

  const popup = await stage.browser.openExtensionPage('popup.html');
  await popup.waitFor(() => document.querySelector('[role=option]') !== null);
  await popup.fill({ name: 'Search contacts' }, '');
  await hasText(popup, '130 contacts');
  expect(await popup.evaluate(() => document.body.innerText)).not.toContain('Recently opened');
});

// Firefox keeps the extension's own database from its pages there.
it('a private window in Firefox says why nobody can be found in it', async () => {
  await setPrivateStage('firefox');
  await typeInPopup('chlo');
  const privately = await openPrivatePopup(stage.browser, options, SITE);
  await popupHas(privately, `document.body.innerText.includes('Private windows')`, true);
  expect(await remembered()).toBe('chlo');
});
