import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customFields, makeContact } from '../fake-callbell/contacts.ts';
import type { BrowserName, Tab } from './harness/driver.ts';
import { type Stage, setStage } from './harness/stage.ts';

const MOSHE = makeContact({
  uuid: '5e0'.padEnd(32, '0'),
  name: 'משה כהן',
  ...customFields({ Budget: { type: 'number', value: '1234567.50' } }),
});

/** What the browsers themselves do with the caret and with a selection. */
describe.each<BrowserName>(['chrome', 'firefox'])('what is shown in %s', (browserName) => {
  let stage: Stage;
  let popup: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: 5 });
    stage.fake.contacts.add(MOSHE);
    await stage.connect(6);
    popup = await stage.browser.openExtensionPage('popup.html');
    await popup.bringToFront();
    await popup.waitFor(() => document.querySelector('.result') !== null);
  });

  afterAll(() => stage.close());

  const search = async (typed: string): Promise<void> => {
    await popup.fill({ name: 'Search contacts' }, typed);
    await popup.waitFor(
      () => document.querySelector('[aria-selected=true] .result-name')?.textContent === 'משה כהן',
    );
  };
  const caret = () => popup.evaluate(() => document.querySelector('input')?.selectionStart);
  const isField = () => popup.evaluate(() => document.activeElement?.matches('input') === true);

  it.each(['משה', 'משה כ'])(
    'the right arrow goes through %s, then opens the details',
    async (name) => {
      await search(name);
      for (let at = name.length; at > 0; at -= 1) {
        expect(await caret()).toBe(at);
        await popup.press('ArrowRight');
        expect(await isField()).toBe(true);
      }
      expect(await caret()).toBe(0);
      await popup.press('ArrowRight');
      await popup.waitFor(() => document.activeElement?.matches('.shown-contact h1'));
      await popup.press('Escape');
      await popup.waitFor(() => document.activeElement?.matches('input'));
    },
  );

  it('Home moves the caret, and nobody else is chosen', async () => {
    await search('משה');
    await popup.press('Home');
    expect(await caret()).toBe(0);
    await popup.press('End');
    expect(await caret()).toBe(3);
  });

  it('an amount is selected with the characters that are stored, gaps or not', async () => {
    await search('1234567.50');
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.activeElement?.matches('.shown-contact h1'));
    const { text, gap } = await popup.evaluate(() => {
      const [first, second] = document.querySelectorAll('.digit-group');
      const value = first?.parentElement;
      if (value) getSelection()?.selectAllChildren(value);
      const right = first?.getBoundingClientRect().right ?? 0;
      const gap = (second?.getBoundingClientRect().left ?? 0) - right;
      return { text: getSelection()?.toString(), gap };
    });
    expect(text).toBe('1234567.50');
    expect(gap).toBeGreaterThan(1);
  });
});
