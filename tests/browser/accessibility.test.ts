import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName, Tab } from './harness/driver.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';

/** What axe, with its best practices, has to say of the extension's pages. */
describe.each<BrowserName>(['chrome', 'firefox'])('accessibility in %s', (browserName) => {
  let stage: Stage;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    stage = await setStage(browserName);
  });

  afterAll(() => stage.close());

  /** @returns the rules that a page breaks, in both colour schemes, with the elements that do */
  async function broken(tab: Tab): Promise<string[]> {
    const found: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await tab.setColorScheme(scheme);
      const { violations } = await runAxe(tab);
      for (const { id, nodes } of violations) {
        found.push(`${scheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`);
      }
    }
    return found;
  }

  /** As an expression, not as a script element: the extension's policy would refuse that. */
  function runAxe(tab: Tab): Promise<AxeResults> {
    const { page } = tab as Tab & { page: { evaluate(expression: string): Promise<unknown> } };
    return page.evaluate(`${axe}; axe.run()`) as Promise<AxeResults>;
  }

  it('of the options, before and after connecting', async () => {
    const { options } = stage;
    expect(await broken(options)).toEqual([]);
    await stage.connect();
    expect(await broken(options)).toEqual([]);
  });

  it('of the popup: with nothing typed, with results, and with a contact’s details', async () => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.waitFor(() => document.activeElement?.matches('input'));
    expect(await broken(popup)).toEqual([]);
    await popup.type('giulia');
    await popup.waitFor(() => document.querySelector('[role=option]') !== null);
    expect(await broken(popup)).toEqual([]);
    await popup.press('ArrowRight');
    await hasText(popup, 'Open contact');
    expect(await broken(popup)).toEqual([]);
    await popup.press('Escape');
    await popup.fill({ name: 'Search contacts' }, 'zzyzx');
    await hasText(popup, 'No contact matches');
    expect(await broken(popup)).toEqual([]);
    await popup.fill({ name: 'Search contacts' }, 'guilia');
    await hasText(popup, 'Nobody matches exactly');
    expect(await broken(popup)).toEqual([]);
    await popup.press('ArrowRight');
    await hasText(popup, 'Open contact');
    await popup.close();
  });

  it('of the side panel', async () => {
    const panel = await stage.browser.openExtensionPage('sidepanel.html');
    await panel.waitFor(() => document.querySelector('[role=option]') !== null);
    expect(await broken(panel)).toEqual([]);
    await panel.close();
  });

  it('of the popup: with filters, what cannot be read, completions, actions, many numbers', async () => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    // Where the one before was left: at a contact's details.
    await popup.waitFor(() => document.activeElement?.matches('h1'));
    await popup.press('Escape');
    await popup.fill({ name: 'Search contacts' }, 'is:asleep -is:open plan:');
    await popup.waitFor(() => document.querySelector('.completion') !== null);
    expect(await broken(popup)).toEqual([]);
    await pressWithControl(popup, 'k');
    await popup.waitFor(() => document.querySelector('[role=menu]') !== null);
    expect(await broken(popup)).toEqual([]);
    await popup.press('Escape');
    await popup.evaluate(() => {
      const data = '+39 347 123 4567\n+39 347 000 0001';
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', data);
      // Firefox takes the text itself, Chromium the object.
      const init = { clipboardData, data, dataType: 'text/plain', bubbles: true, cancelable: true };
      document.querySelector('input')?.dispatchEvent(new ClipboardEvent('paste', init));
    });
    await hasText(popup, '1 of 2 are contacts');
    expect(await broken(popup)).toEqual([]);
  });
});

interface Keyboard {
  down(key: string): Promise<void>;
  press(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

async function pressWithControl(tab: Tab, key: string): Promise<void> {
  const { keyboard } = (tab as Tab & { page: { keyboard: Keyboard } }).page;
  await keyboard.down('Control');
  await keyboard.press(key);
  await keyboard.up('Control');
}
