import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import { type Stage, hasText, setChromiumStage } from './harness/stage.ts';

/** What axe, with its best practices, has to say of the extension's pages. */
describe('accessibility', () => {
  let stage: Stage<ChromiumDriver>;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    stage = await setChromiumStage();
  });

  afterAll(() => stage.close());

  /** @returns the rules that a page breaks, in both colour schemes, with the elements that do */
  async function broken(tab: ChromiumTab): Promise<string[]> {
    const found: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await tab.setColorScheme(scheme);
      // As an expression, not as a script element: the extension's policy would refuse that.
      const { violations } = await tab.page.evaluate<AxeResults>(`${axe}; axe.run()`);
      for (const { id, nodes } of violations) {
        found.push(`${scheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`);
      }
    }
    return found;
  }

  it('of the options, before and after connecting', async () => {
    const [options] = (await stage.browser.tabs()).filter(({ page }) =>
      page.url().endsWith('options.html'),
    );
    if (!options) throw new Error('the options are not open');
    expect(await broken(options)).toEqual([]);
    await stage.connect();
    expect(await broken(options)).toEqual([]);
  });

  it('of the popup: with nothing typed, with results, and with a contact’s details', async () => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.waitFor(() => document.activeElement?.matches('input'));
    expect(await broken(popup)).toEqual([]);
    await popup.type('giulia');
    await popup.waitFor(() => document.querySelector('[role=option]'));
    expect(await broken(popup)).toEqual([]);
    await popup.press('ArrowRight');
    await hasText(popup, 'Open contact');
    expect(await broken(popup)).toEqual([]);
  });

  it('of the popup: with filters, what cannot be read, completions, actions, many numbers', async () => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    // Where the one before was left: at a contact's details.
    await popup.waitFor(() => document.activeElement?.matches('h1'));
    await popup.press('Escape');
    await popup.fill({ name: 'Search contacts' }, 'is:asleep -is:open plan:');
    await popup.waitFor(() => document.querySelector('.completion'));
    expect(await broken(popup)).toEqual([]);
    await popup.press('Control+k');
    await popup.waitFor(() => document.querySelector('[role=menu]'));
    expect(await broken(popup)).toEqual([]);
    await popup.press('Escape');
    await popup.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '+39 347 123 4567\n+39 347 000 0001');
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('input')?.dispatchEvent(paste);
    });
    await hasText(popup, '1 of 2 are contacts');
    expect(await broken(popup)).toEqual([]);
  });
});
