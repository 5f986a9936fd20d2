/* eslint-disable @typescript-eslint/no-misused-promises -- WXT's types are those of Chrome's callbacks */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { followSiteAccess, putInFrame } from '../../../utils/browser/page-script.ts';
import { ALL_SITES, hostOfPattern, sitePattern } from '../../../utils/browser/site-access.ts';
import { stubLocks } from '../support/locks.ts';

const TABS = new Map([
  [1, 'https://example.com/a'],
  [2, 'https://shop.test/b'],
  [3, 'chrome://version/'],
]);

/** As much of match patterns as is needed here. */
function matches(url: string, pattern: string): boolean {
  const [scheme = '', host = ''] = pattern.split(/:\/\/|\/\*$/u);
  const { protocol, hostname } = new URL(url);
  const schemes = scheme === '*' ? ['https:', 'http:'] : [`${scheme}:`];
  return schemes.includes(protocol) && (host === '*' || host === hostname);
}

let registered: object[];
let started: number[];
let stopped: number[];

beforeEach(() => {
  vi.restoreAllMocks();
  stubLocks();
  registered = [];
  started = [];
  stopped = [];
  const { scripting, tabs } = browser;
  const list = vi.fn(() => Promise.resolve(registered));
  const unregister = vi.fn(() => {
    registered = [];
    return Promise.resolve();
  });
  const register = vi.fn((scripts: object[]) => {
    registered = scripts;
    return Promise.resolve();
  });
  const start = vi.fn(({ target }: { target: { tabId: number } }) => {
    started.push(target.tabId);
    return Promise.resolve([]);
  });
  const stop = vi.fn((tabId: number) => {
    stopped.push(tabId);
    return Promise.resolve();
  });
  vi.spyOn(scripting, 'getRegisteredContentScripts').mockImplementation(list);
  vi.spyOn(scripting, 'unregisterContentScripts').mockImplementation(unregister);
  vi.spyOn(scripting, 'registerContentScripts').mockImplementation(register);
  vi.spyOn(scripting, 'executeScript').mockImplementation(start);
  vi.spyOn(tabs, 'sendMessage').mockImplementation(stop);
  const query = ({ url }: { url?: string | string[] }) => {
    const wanted = url === undefined ? undefined : [url].flat();
    const found = [...TABS].filter(
      ([, one]) => wanted === undefined || wanted.some((pattern) => matches(one, pattern)),
    );
    return Promise.resolve(found.map(([id]) => ({ id })));
  };
  vi.spyOn(tabs, 'query').mockImplementation(query as never);
});

function granted(...origins: string[]): void {
  vi.spyOn(browser.permissions, 'getAll').mockResolvedValue({ origins } as never);
  const all = ALL_SITES.every((site) => origins.includes(site));
  vi.spyOn(browser.permissions, 'contains').mockResolvedValue(all as never);
}

const off =
  (...hosts: string[]) =>
  () =>
    Promise.resolve(hosts);

describe('the content script', () => {
  it('runs on the sites that were enabled, and is stopped elsewhere', async () => {
    granted('https://example.com/*');
    await followSiteAccess(off());
    expect(registered).toMatchObject([{ matches: ['https://example.com/*'], excludeMatches: [] }]);
    expect(started).toEqual([1]);
    expect(stopped).toEqual([2, 3]);
  });

  it('leaves a site alone that was switched off, and stops on it at once', async () => {
    granted(...ALL_SITES);
    await followSiteAccess(off('shop.test'));
    expect(registered).toMatchObject([{ matches: ALL_SITES, excludeMatches: ['*://shop.test/*'] }]);
    expect(started).toEqual([1]);
    expect(stopped).toEqual([2, 3]);
  });

  it('starts again where a site was switched on', async () => {
    granted(...ALL_SITES);
    await followSiteAccess(off('shop.test'));
    started = [];
    await followSiteAccess(off());
    expect(registered).toMatchObject([{ matches: ALL_SITES, excludeMatches: [] }]);
    expect(started).toEqual([1, 2]);
  });

  it('is not registered where nothing was enabled', async () => {
    granted();
    await followSiteAccess(off('shop.test'));
    expect(registered).toEqual([]);
    expect(stopped).toEqual([1, 2, 3]);
  });

  it('is not kept from all sites by one that is no host', async () => {
    granted(...ALL_SITES);
    await followSiteAccess(off('*', 'a b', '', 'shop.test/x', 'example.com'));
    expect(registered).toMatchObject([{ excludeMatches: ['*://example.com/*'] }]);
  });

  it('follows the newest choice, however many are made at once', async () => {
    granted(...ALL_SITES);
    let hosts = ['shop.test'];
    const read = () => Promise.resolve(hosts);
    const first = followSiteAccess(read);
    hosts = [];
    await Promise.all([first, followSiteAccess(read)]);
    expect(registered).toMatchObject([{ excludeMatches: [] }]);
  });
});

describe('what is put into a frame', () => {
  const done: string[] = [];
  const frame = (isHeadUnseen: boolean, isRefused = false): void => {
    done.length = 0;
    const { scripting } = browser;
    vi.spyOn(scripting, 'executeScript').mockImplementation((({ files }: { files?: string[] }) => {
      if (files) done.push(...files);
      return Promise.resolve([{ result: isHeadUnseen }]);
    }) as never);
    vi.spyOn(scripting, 'insertCSS').mockImplementation((({ origin }: { origin: string }) => {
      done.push(origin);
      return isRefused ? Promise.reject(new Error('no')) : Promise.resolve();
    }) as never);
  };

  it.each([
    ['has its head rendered first', true, false, ['USER', '/lens.js']],
    ['is put there also where that is refused', true, true, ['USER', '/lens.js']],
    ['leaves a head alone that the page shows itself', false, false, ['/lens.js']],
  ])('%s', async (_, isHeadUnseen, isRefused, expected) => {
    frame(isHeadUnseen, isRefused);
    expect(await putInFrame(1, 0, '/lens.js')).toBe(true);
    expect(done).toEqual(expected);
  });
});

it.each([
  ['example.com', '*://example.com/*'],
  ['xn--mnchen-3ya.de', '*://xn--mnchen-3ya.de/*'],
  ['localhost', '*://localhost/*'],
  ['[::1]', '*://[::1]/*'],
  ['a/b', undefined],
  ['*.com', undefined],
])('the pattern of %o is %o', (host, pattern) => {
  expect(sitePattern(host)).toBe(pattern);
});

it('the host of a pattern is the name alone', () => {
  expect(hostOfPattern('https://example.com/*')).toBe('example.com');
  expect(hostOfPattern('http://[::1]/*')).toBe('[::1]');
});
