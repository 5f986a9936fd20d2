import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ShowRequest } from '../../../utils/messages/frame-protocol.ts';
import { canHaveCards, handOn, openOuterCard } from '../../../utils/browser/outer-card.ts';

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
/** The frames in which no script of the page runs, as Chrome says, and those without an origin. */
let scriptless: number[];
let originless: number[];
/** Whether the page around has its content script already. */
let isOn: boolean;

interface Injection {
  target: { frameIds?: number[] };
  files?: string[];
  world?: string;
  injectImmediately?: boolean;
}

/** What each frame answers. */
function run({ target, files, world, injectImmediately }: Injection): unknown[] {
  if (files?.includes('/outer-card.js')) {
    put.push(...(target.frameIds ?? []));
    return [];
  }
  // Whoever waits for the page to be loaded has waited for its content script.
  if (injectImmediately !== true) isOn = true;
  const views = files ? VIEWS : VIEWS.filter(([id]) => target.frameIds?.includes(id) ?? true);
  return views.map(([frameId, view]) => {
    if (files) return { frameId, result: frameId === 0 ? Object.assign({}, view, { isOn }) : view };
    const isPageWorld = world === 'MAIN';
    const result = scriptless.includes(frameId) ? null : true;
    return { frameId, result: isPageWorld ? result : originless.includes(frameId) };
  });
}

beforeEach(() => {
  [said, put, scriptless, originless, isOn] = [[], [], [], [], true];
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation((_tab, message, options) => {
    const { type, word = '' } = message as { type: string; word?: string };
    said.push(`${options?.frameId ?? -1} ${word || type}`);
    return Promise.resolve();
  });
  vi.spyOn(browser.scripting, 'executeScript').mockImplementation(((injection: Injection) =>
    Promise.resolve(run(injection))) as never);
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
  expect(await openOuterCard(TAB, 4, show(1))).toBe('around');
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
  expect(await openOuterCard(TAB, 4)).toBe('around');
  expect([put, said]).toEqual([[0], []]);
});

it('says so where there is no such frame, or none that answers', async () => {
  expect(await openOuterCard(TAB, 0, show(1))).toBe('here');
  expect(await openOuterCard(TAB, 8, show(1))).toBe('here');
  vi.mocked(browser.scripting.executeScript).mockRejectedValue(new Error('no access'));
  expect(await openOuterCard(TAB, 4, show(1))).toBe('here');
  expect(said).toEqual([]);
});

describe('a frame in a sandbox', () => {
  it.each(['without scripts', 'without an origin'])('has its card around it: %s', async (kind) => {
    if (kind === 'without scripts') scriptless = [4];
    else originless = [4];
    expect(await openOuterCard(TAB, 4, show(1))).toBe('around');
    expect(await canHaveCards(TAB, 4)).toBe(true);
  });

  it('has none where the page around has none either', async () => {
    scriptless = [0, 4];
    expect(await openOuterCard(TAB, 4, show(1))).toBe('nowhere');
    expect([put, said]).toEqual([[], []]);
    expect(await canHaveCards(TAB, 0)).toBe(false);
    expect(await canHaveCards(TAB, 6)).toBe(true);
  });

  it('waits for the script of the page around', async () => {
    [scriptless, isOn] = [[4], false];
    expect(await canHaveCards(TAB, 4)).toBe(true);
    expect(await canHaveCards(TAB, 0)).toBe(true);
  });

  it('is not taken for one where the browser does not let us in', async () => {
    vi.mocked(browser.scripting.executeScript).mockRejectedValue(new Error('no access'));
    expect(await canHaveCards(TAB, 0)).toBe(true);
  });
});
