import { type MockInstance, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sayNoNumber } from '../../../utils/browser/no-number.ts';
import { stubLocks } from '../support/locks.ts';

const TAB = 7;

/** What the tab's button shows and opens, one after the other. */
let shown: string[];
let opening: MockInstance<typeof browser.action.openPopup>;
let hasScript: MockInstance<typeof fakeBrowser.tabs.sendMessage>;

beforeEach(() => {
  stubLocks();
  vi.useFakeTimers();
  shown = [];
  const note = (word: string) =>
    ((details: Record<string, unknown>) => {
      shown.push(`${word} ${String(details['text'] ?? details['title'] ?? details['popup'])}`);
      return Promise.resolve();
    }) as never;
  const { action, i18n } = browser;
  vi.spyOn(i18n, 'getMessage').mockImplementation((key: string) => key);
  vi.spyOn(i18n, 'getUILanguage').mockReturnValue('en-US');
  vi.spyOn(action, 'setBadgeText').mockImplementation(note('badge'));
  vi.spyOn(action, 'setTitle').mockImplementation(note('title'));
  vi.spyOn(action, 'setPopup').mockImplementation(note('popup'));
  opening = vi.spyOn(action, 'openPopup').mockResolvedValue();
  vi.spyOn(action, 'setBadgeBackgroundColor').mockResolvedValue();
  vi.spyOn(action, 'setBadgeTextColor').mockResolvedValue();
  hasScript = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue(undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const about = (word: string): string[] =>
  shown.filter((one) => one.startsWith(word)).map((one) => one.slice(word.length + 1));

it('says so in the button for a moment, and opens a sentence once', async () => {
  await sayNoNumber(TAB);
  expect([about('badge'), about('title')]).toEqual([['0'], ['next_none']]);
  expect(opening).toHaveBeenCalledOnce();
  expect(about('popup')).toEqual(['/no-number.html', '/popup.html']);
  await vi.advanceTimersByTimeAsync(6_000);
  expect([about('badge'), about('title')]).toEqual([
    ['0', ''],
    ['next_none', 'extensionName'],
  ]);
});

it('says another thing where the user has no Lens', async () => {
  hasScript.mockRejectedValue(new Error('nobody there'));
  await sayNoNumber(TAB);
  expect(about('title')).toEqual(['next_off']);
  expect(about('popup')[0]).toBe('/no-number.html?site=off');
});

it('has the button alone where the browser opens no popup', async () => {
  opening.mockRejectedValue(new Error('no click'));
  await sayNoNumber(TAB);
  expect(about('popup').at(-1)).toBe('/popup.html');
  expect(about('title')).toEqual(['next_none']);
});
