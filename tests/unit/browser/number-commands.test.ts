import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { goToNextNumber, lookUpInTab, takeWish } from '../../../utils/browser/number-commands.ts';
import { showCount } from '../../../utils/browser/toolbar.ts';
import { stubLocks } from '../support/locks.ts';

const TAB = 7;

/** Asked, as `frame fromStart`. */
const asked: string[] = [];
/** The last wish that a tab was sent. */
let sent = '';
/** How many known numbers each frame has, and which one it is at. */
const frames = new Map<number, { numbers: number; at: number }>();

beforeEach(async () => {
  stubLocks();
  asked.length = 0;
  frames.clear();
  const { tabs, action, i18n } = fakeBrowser;
  vi.spyOn(i18n, 'getMessage').mockReturnValue('');
  vi.spyOn(i18n, 'getUILanguage').mockReturnValue('en-US');
  for (const name of [
    'setBadgeText',
    'setBadgeBackgroundColor',
    'setBadgeTextColor',
    'setTitle',
  ] as const) {
    vi.spyOn(action, name).mockResolvedValue(undefined);
  }
  vi.spyOn(tabs, 'sendMessage').mockImplementation((_tab, message, options) => {
    const { fromStart, wish } = message as { fromStart: boolean; wish?: string };
    sent = wish ?? '';
    const frameId = options?.frameId ?? 0;
    asked.push(`${frameId} ${String(fromStart)}`);
    const frame = frames.get(frameId);
    if (!frame) return Promise.reject(new Error('no such frame'));
    if (fromStart) frame.at = 0;
    frame.at += 1;
    return Promise.resolve(frame.at <= frame.numbers);
  });
  await showCount(TAB, 0, 2);
  await showCount(TAB, 4, 0);
  await showCount(TAB, 9, 1);
  frames.set(0, { numbers: 2, at: 0 }).set(9, { numbers: 1, at: 0 });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the key for the next number', () => {
  it('goes through the frames that have known numbers, and round again', async () => {
    for (let press = 0; press < 4; press += 1) await goToNextNumber(TAB);
    // The third number is the other frame's; the fourth is the first one again.
    expect(asked).toEqual(['0 true', '0 false', '0 false', '9 true', '9 false', '0 true']);
  });

  it('says whether there was one', async () => {
    expect(await goToNextNumber(TAB)).toBe(true);
    frames.clear();
    expect(await goToNextNumber(TAB)).toBe(false);
  });

  it('passes over a frame that is gone', async () => {
    frames.delete(0);
    await goToNextNumber(TAB);
    expect(asked).toEqual(['0 true', '9 true']);
  });

  it('does nothing in a tab without known numbers', async () => {
    await goToNextNumber(8);
    expect(asked).toEqual([]);
  });
});

describe('a wish to look a number up', () => {
  /** Asks a tab, and answers the wish that it was sent. */
  async function wish(): Promise<string> {
    await lookUpInTab(TAB, 0);
    return sent;
  }

  it('is proved once, in its own tab', async () => {
    const wished = await wish();
    expect(await takeWish(8, wished)).toBe(false);
    expect(await takeWish(TAB, wished)).toBe(true);
    expect(await takeWish(TAB, wished)).toBe(false);
  });

  it('is not proved by a made-up one, nor by none', async () => {
    await wish();
    expect(await takeWish(TAB, 'made-up')).toBe(false);
    expect(await takeWish(TAB, undefined)).toBe(false);
  });

  it('ends after ten seconds', async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date'] });
    const wished = await wish();
    vi.setSystemTime(Date.now() + 10_000);
    expect(await takeWish(TAB, wished)).toBe(false);
    vi.useRealTimers();
  });
});
