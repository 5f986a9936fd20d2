import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browser } from 'wxt/browser';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { attachToolbar, clearCounts, showCount } from '../../../utils/browser/toolbar.ts';
import { stubLocks } from '../support/locks.ts';

const sentences = new Map(Object.entries(messages).map(([key, { message }]) => [key, message]));

/** What each tab's button shows. */
let badges: Map<number, string>;
let titles: Map<number, string>;

beforeEach(() => {
  stubLocks();
  badges = new Map();
  titles = new Map();
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation(
    (key: string, values: string | string[] = []) =>
      (sentences.get(key) ?? '').replace('$1', [values].flat()[0] ?? ''),
  );
  vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-US');
  const shows = vi.fn(({ tabId, text }: { tabId: number; text: string }) => {
    badges.set(tabId, text);
    return Promise.resolve();
  });
  const says = vi.fn(({ tabId, title }: { tabId: number; title: string }) => {
    titles.set(tabId, title);
    return Promise.resolve();
  });
  // WXT's types are those of Chrome's callbacks.
  vi.spyOn(browser.action, 'setBadgeText').mockImplementation(shows as never);
  vi.spyOn(browser.action, 'setTitle').mockImplementation(says as never);
  vi.spyOn(browser.action, 'setBadgeBackgroundColor').mockResolvedValue();
  vi.spyOn(browser.action, 'setBadgeTextColor').mockResolvedValue();
});

/** Lets what listeners have begun come to its end. */
const settled = (): Promise<void> => clearCounts([]);

const loading = (tabId: number): Promise<void> =>
  fakeBrowser.tabs.onUpdated
    .trigger(tabId, { status: 'loading' }, { id: tabId } as never)
    .then(settled);

describe('the badge', () => {
  it('adds up what the frames of a tab have, and says it in words', async () => {
    await showCount(1, 0, 2);
    await showCount(1, 7, 3);
    await showCount(2, 0, 1);
    expect(badges).toEqual(
      new Map([
        [1, '5'],
        [2, '1'],
      ]),
    );
    expect(titles.get(1)).toBe('5 contacts’ numbers on this page');
    expect(titles.get(2)).toBe('1 contact’s number on this page');
    await showCount(1, 7, 1);
    expect(badges.get(1)).toBe('3');
  });

  it('loses no frame of those that count at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, frameId) => showCount(1, frameId, 1)));
    expect(badges.get(1)).toBe('10');
  });

  it('shows nothing for nobody, and the product’s name again', async () => {
    await showCount(1, 0, 2);
    await showCount(1, 0, 0);
    expect(badges.get(1)).toBe('');
    expect(titles.get(1)).toBe('Lens for Callbell');
  });

  it('shows no more than fits; the words have it all', async () => {
    await showCount(1, 0, 99);
    expect(badges.get(1)).toBe('99');
    await showCount(1, 1, 101);
    expect(badges.get(1)).toBe('99+');
    expect(titles.get(1)).toBe('200 contacts’ numbers on this page');
  });

  it('is no error on a tab that has been closed', async () => {
    vi.spyOn(browser.action, 'setBadgeText').mockRejectedValue(new Error('No tab with id: 1'));
    await expect(showCount(1, 0, 2)).resolves.toBeUndefined();
  });

  it('begins anew with the next page: frames of the last one do not count', async () => {
    attachToolbar();
    await showCount(1, 0, 2);
    await showCount(1, 7, 3);
    await loading(2);
    await showCount(1, 0, 2);
    expect(badges.get(1)).toBe('5');
    await loading(1);
    await showCount(1, 0, 4);
    expect(badges.get(1)).toBe('4');
  });

  it('is forgotten with its tab', async () => {
    attachToolbar();
    await showCount(1, 0, 2);
    await fakeBrowser.tabs.onRemoved.trigger(1, { windowId: 1, isWindowClosing: false });
    await settled();
    expect(await browser.storage.session.get(null)).toEqual({});
  });

  it('goes where nothing is marked any more, and only there', async () => {
    await showCount(1, 0, 2);
    await showCount(2, 0, 2);
    badges.clear();
    await clearCounts([1, 3]);
    expect(badges).toEqual(new Map([[1, '']]));
  });
});
