import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { mintCardToken, redeemCardToken } from '../../../utils/browser/card-tokens.ts';
import { openConversation } from '../../../utils/browser/conversation.ts';
import { ALL_SITES, grantedSites, siteOf } from '../../../utils/browser/site-access.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';

beforeEach(stubLocks);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a card’s token', () => {
  const subject = {
    text: '+39 347 123 4567',
    countries: ['IT', 'ES'],
    host: 'shop.example',
    wantsLookUp: false,
  };

  it('works once', async () => {
    const token = await mintCardToken(subject, 7);
    expect(await redeemCardToken(token, 7)).toEqual(subject);
    expect(await redeemCardToken(token, 7)).toBeUndefined();
  });

  it('works once, also for many who ask at the same time', async () => {
    const token = await mintCardToken(subject, 7);
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeemCardToken(token, 7)));
    expect(answers.filter((answer) => answer !== undefined)).toEqual([subject]);
  });

  it('works in its tab alone, and is not used up by another', async () => {
    const token = await mintCardToken(subject, 7);
    for (const other of [8, -1, 0, 7.5, Number.NaN]) {
      expect(await redeemCardToken(token, other)).toBeUndefined();
    }
    expect(await redeemCardToken(token, 7)).toEqual(subject);
  });

  it('works for a minute', async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date'] });
    const early = await mintCardToken(subject, 7);
    const late = await mintCardToken(subject, 7);
    vi.setSystemTime(Date.now() + 59_999);
    expect(await redeemCardToken(early, 7)).toEqual(subject);
    vi.setSystemTime(Date.now() + 1);
    expect(await redeemCardToken(late, 7)).toBeUndefined();
  });

  it('is another one each time, and says nothing of what it stands for', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, () => mintCardToken(subject, 7)));
    expect(new Set(tokens).size).toBe(50);
    // Version 4: nothing but chance (RFC 9562, section 5.4).
    for (const token of tokens) expect(token).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab]/u);
  });

  it.each(['', 'x', '__proto__', 'card-token:', '../other'])('%o is none', async (token) => {
    await fakeBrowser.storage.session.set({ other: { text: 'x', tabId: 7, expiresAt: 1e15 } });
    expect(await redeemCardToken(token, 7)).toBeUndefined();
    expect(await fakeBrowser.storage.session.get('other')).toHaveProperty('other.text', 'x');
  });

  it('does not stay when nobody asks, and never reaches the disk', async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date'] });
    await fakeBrowser.storage.session.set({ other: 1 });
    for (let number = 0; number < 20; number += 1) await mintCardToken(subject, number);
    expect(Object.keys(await fakeBrowser.storage.session.get(null))).toHaveLength(21);
    vi.setSystemTime(Date.now() + 60_000);
    const last = await mintCardToken(subject, 7);
    const kept = Object.keys(await fakeBrowser.storage.session.get(null));
    expect(kept).toHaveLength(2);
    expect(kept).toContain('other');
    expect(await redeemCardToken(last, 7)).toEqual(subject);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    expect(await fakeBrowser.storage.sync.get(null)).toEqual({});
  });
});

/** As the browser reads match patterns: `*` is any text, everything else itself. */
function fits(pattern: string, url: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/gu, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'u').test(url);
}

describe('opening a conversation', () => {
  const url = 'https://dash.callbell.eu/chat/a1';
  const giulia = contact({ conversationHref: url });

  const { tabs } = fakeBrowser;
  let asked = vi.fn();

  /** Lets the fake browser, which knows no match patterns, look for tabs by them. */
  beforeEach(() => {
    const query = tabs.query.bind(tabs);
    asked = vi.spyOn(tabs, 'query').mockImplementation(async (filter) => {
      const patterns = [filter.url ?? []].flat();
      return (await query({})).filter(({ url: shown = '' }) =>
        filter.url === undefined ? true : patterns.some((pattern) => fits(pattern, shown)),
      );
    });
  });

  const shownUrls = async (): Promise<string[]> =>
    (await tabs.query({})).flatMap((tab) => tab.url ?? []);

  it('in a new tab, in front', async () => {
    const create = vi.spyOn(tabs, 'create');
    expect(await openConversation(giulia, false)).toBe(true);
    expect(create).toHaveBeenCalledExactlyOnceWith({ url, active: true });
  });

  it('in a new tab, behind', async () => {
    const create = vi.spyOn(tabs, 'create');
    expect(await openConversation(giulia, true)).toBe(true);
    expect(create).toHaveBeenCalledExactlyOnceWith({ url, active: false });
  });

  it.each([url, `${url}?filter=open`, `${url}/messages`])(
    'in the tab that shows %s already',
    async (shown) => {
      const window = await fakeBrowser.windows.create({});
      const windowId = window.id ?? 0;
      const tab = await tabs.create({ url: shown, windowId });
      const create = vi.spyOn(tabs, 'create');
      const update = vi.spyOn(tabs, 'update');
      const focus = vi.spyOn(fakeBrowser.windows, 'update');
      expect(await openConversation(giulia, true)).toBe(true);
      expect(update).not.toHaveBeenCalled();
      expect(focus).not.toHaveBeenCalled();
      expect(await openConversation(giulia, false)).toBe(true);
      expect(create).not.toHaveBeenCalled();
      expect(update).toHaveBeenCalledExactlyOnceWith(tab.id, { active: true });
      expect(focus).toHaveBeenCalledExactlyOnceWith(windowId, { focused: true });
      expect(await shownUrls()).toEqual([shown]);
    },
  );

  it.each([
    `${url}b`,
    'https://dash.callbell.eu/chat/',
    'https://dash.callbell.eu/chat/b2',
    'https://dash.callbell.eu/contacts/a1',
    `https://evil.example/?${url}`,
  ])('not in a tab that shows %s', async (shown) => {
    await tabs.create({ url: shown });
    expect(await openConversation(giulia, false)).toBe(true);
    expect(await shownUrls()).toEqual([shown, url]);
  });

  /** The user is in a tab, beside one that shows the conversation, each with its own cookies. */
  async function setTabs(shownIn: string, userIn: string): Promise<number | undefined> {
    const shown = await tabs.create({ url });
    const current = await tabs.create({ url: 'https://shop.example/', active: true });
    vi.spyOn(tabs, 'query').mockImplementation(({ active }) =>
      Promise.resolve([
        active ? { ...current, cookieStoreId: userIn } : { ...shown, cookieStoreId: shownIn },
      ]),
    );
    return current.id;
  }

  it('in the container of Firefox that the user is in', async () => {
    const openerTabId = await setTabs('firefox-container-1', 'firefox-container-2');
    const create = vi.spyOn(tabs, 'create');
    expect(await openConversation(giulia, false)).toBe(true);
    const opened = { url, active: true, openerTabId, windowId: expect.any(Number) as number };
    expect(create).toHaveBeenCalledExactlyOnceWith(opened);
  });

  it.each(['firefox-default', 'firefox-private'])('out of containers, in %s', async (userIn) => {
    await setTabs('firefox-container-1', userIn);
    const create = vi.spyOn(tabs, 'create');
    expect(await openConversation(giulia, true)).toBe(true);
    expect(create).toHaveBeenCalledExactlyOnceWith({ url, active: false });
  });

  it('in the tab of the same container that shows it', async () => {
    await setTabs('firefox-container-2', 'firefox-container-2');
    const create = vi.spyOn(tabs, 'create');
    const update = vi.spyOn(tabs, 'update');
    expect(await openConversation(giulia, false)).toBe(true);
    expect(create).not.toHaveBeenCalled();
    expect(update).toHaveBeenCalledOnce();
  });

  it.each([
    null,
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://dash.callbell.eu/chat/a1',
    'https://dash.callbell.eu@evil.example/chat/a1',
    'https://dash.callbell.eu.evil.example/chat/a1',
    'https://dash.callbell.eu:444/chat/a1',
    'https://evil.example/',
    '/chat/a1',
  ])('never from a link to %j, even if one was stored', async (conversationHref) => {
    const create = vi.spyOn(tabs, 'create');
    expect(await openConversation(contact({ conversationHref }), false)).toBe(false);
    expect(create).not.toHaveBeenCalled();
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('siteOf', () => {
  it.each([
    ['https://shop.example/a?b#c', 'https://shop.example/*', 'shop.example'],
    ['http://shop.example', 'http://shop.example/*', 'shop.example'],
    ['https://shop.example:8443/', 'https://shop.example/*', 'shop.example:8443'],
    ['http://localhost:3000/x', 'http://localhost/*', 'localhost:3000'],
    ['http://127.0.0.1:80/', 'http://127.0.0.1/*', '127.0.0.1'],
    ['https://user:secret@shop.example/', 'https://shop.example/*', 'shop.example'],
    ['https://Bücher.example/', 'https://xn--bcher-kva.example/*', 'xn--bcher-kva.example'],
  ])('%s', (url, origin, host) => {
    expect(siteOf(url)).toEqual({ origin, host });
  });

  it.each([
    undefined,
    '',
    'shop.example',
    'chrome://settings',
    'about:blank',
    'about:srcdoc',
    'file:///home/x.html',
    'data:text/html,x',
    'view-source:https://shop.example/',
    'chrome-extension://abc/popup.html',
    'moz-extension://abc/popup.html',
    'blob:https://shop.example/1',
    'ftp://shop.example/',
  ])('%s is no site', (url) => {
    expect(siteOf(url)).toBeUndefined();
  });
});

describe('the sites that are granted', () => {
  function grant(...origins: string[]): void {
    vi.spyOn(fakeBrowser.permissions, 'getAll').mockResolvedValue({ origins, permissions: [] });
    vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation((asked) =>
      Promise.resolve((asked.origins ?? []).every((origin) => [...origins].includes(origin))),
    );
  }

  const CALLBELL = ['https://api.callbell.eu/*', 'https://dash.callbell.eu/*'];

  it('are none at first: Callbell’s own hosts are the extension’s', async () => {
    grant(...CALLBELL);
    expect(await grantedSites()).toEqual({ all: false, origins: [] });
  });

  it('are those enabled one by one', async () => {
    grant(...CALLBELL, 'https://shop.example/*', 'http://localhost/*');
    expect(await grantedSites()).toEqual({
      all: false,
      origins: ['https://shop.example/*', 'http://localhost/*'],
    });
  });

  it('are all, and still know those enabled before', async () => {
    grant(...CALLBELL, ...ALL_SITES, 'https://shop.example/*');
    expect(await grantedSites()).toEqual({ all: true, origins: ['https://shop.example/*'] });
  });
});
