import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ShowRequest } from '../../../utils/messages/frame-protocol.ts';
import { handOn, openOuterCard } from '../../../utils/browser/outer-card.ts';

const TAB = 7;
const LINE = { left: 5, top: 5, width: 100, height: 20 };

/** A page with two small frames, which are known by the order of its windows. */
const BOXES = [
  { left: 100, top: 50, width: 200, height: 40 },
  { left: 600, top: 50, width: 200, height: 40 },
];
const view = (path: number[], width: number, height: number, frames: unknown[] = []) => ({
  path,
  width,
  height,
  isOn: true,
  frames,
});
const VIEWS: [number, unknown][] = [
  [0, view([], 1200, 800, BOXES)],
  [4, view([0], 200, 40)],
  [6, view([1], 200, 40)],
  [8, { path: 'nonsense' }],
];

/** What was said to which frame. */
let said: string[];
/** The frames into which a script was put. */
let put: unknown[];

beforeEach(() => {
  [said, put] = [[], []];
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation((_tab, message, options) => {
    const { type, word = '' } = message as { type: string; word?: string };
    said.push(`${options?.frameId ?? -1} ${word || type}`);
    return Promise.resolve();
  });
  vi.spyOn(browser.scripting, 'executeScript').mockImplementation(((injection: {
    target: { frameIds?: number[] };
    files?: string[];
  }) => {
    const { frameIds } = injection.target;
    if (!frameIds) return Promise.resolve(VIEWS.map(([frameId, result]) => ({ frameId, result })));
    if (injection.files) put.push(...frameIds);
    return Promise.resolve([]);
  }) as never);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const show = (turn: number): ShowRequest => ({
  turn,
  token: 'token',
  line: LINE,
  isRtl: false,
  withFocus: false,
});

it('has the page show the card of a small frame, and hands on what they say of it', async () => {
  expect(await openOuterCard(TAB, 4, show(1))).toBe(true);
  expect(put).toEqual([0]);
  await handOn(TAB, 4, { turn: 1, word: 'keep' });
  await handOn(TAB, 0, { turn: 1, word: 'shown', at: LINE });
  expect(said).toEqual(['0 page.show-card', '0 keep', '4 shown']);
});

it('hands on nothing of other frames, or of another card', async () => {
  await openOuterCard(TAB, 4, show(1));
  said = [];
  await handOn(TAB, 6, { turn: 1, word: 'leave' });
  await handOn(TAB, 4, { turn: 2, word: 'leave' });
  await handOn(TAB + 1, 4, { turn: 1, word: 'leave' });
  expect(said).toEqual([]);
});

it('tells the frame whose card was there that it is gone', async () => {
  await openOuterCard(TAB, 4, show(1));
  await openOuterCard(TAB, 6, show(2));
  expect(said).toEqual(['0 page.show-card', '4 gone', '0 page.show-card']);
});

it('only puts the script there where there is no card yet', async () => {
  expect(await openOuterCard(TAB, 4)).toBe(true);
  expect([put, said]).toEqual([[0], []]);
});

it('says so where there is no such frame, or none that answers', async () => {
  expect(await openOuterCard(TAB, 0, show(1))).toBe(false);
  expect(await openOuterCard(TAB, 8, show(1))).toBe(false);
  vi.mocked(browser.scripting.executeScript).mockRejectedValue(new Error('no access'));
  expect(await openOuterCard(TAB, 4, show(1))).toBe(false);
  expect(said).toEqual([]);
});
