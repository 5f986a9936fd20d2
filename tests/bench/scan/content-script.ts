import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { gzipped } from '../common/bundle.ts';
import { median } from '../common/statistics.ts';
import type { BenchBrowser } from './browser.ts';

const BUILT = new URL('../../../.output/chrome-mv3/', import.meta.url);

/** The script waits for changes to gather and for the page to be idle; then it is done. */
const SETTLED_MS = 700;

/** The extension's side as the script sees it: nobody is a contact, boxes come when they are asked for. */
const stub = (view: string): string => `globalThis.browser = { runtime: {
  id: 'bench', getURL: (path) => 'chrome-extension://bench' + path,
  onMessage: { addListener() {}, removeListener() {} },
  sendMessage: async ({ type, texts = [] }) => {
    if (type === 'page.lens') (0, eval)(${JSON.stringify(view)});
    return { ok: true, value: { known: texts.map(() => false), style: 'underline' } };
  },
} };`;

/** What the extension puts into a page. */
export interface ContentScript {
  /** The extension's side, without which nothing runs. */
  stub: string;
  /** The stub and the script that finds numbers. */
  code: string;
  /** The latter's size in bytes. */
  gzipped: number;
}

/** @throws if the extension has not been built */
export async function builtContentScript(): Promise<ContentScript> {
  const read = (name: string): Promise<string> =>
    readFile(new URL(name, BUILT), 'utf8').catch((cause: unknown) => {
      throw new Error('No build in .output/chrome-mv3: run "npm run build".', { cause });
    });
  const [page, view] = await Promise.all([read('page.js'), read('lens.js')]);
  return { stub: stub(view), code: `${stub(view)}${page}`, gzipped: gzipped(page) };
}

/** Milliseconds of a main thread. */
export interface Cost {
  /** Scripts, from timers, idle callbacks and observers. Microtasks behind them are not booked. */
  script: number;
  /** Everything: scripts and microtasks, style, layout, frames drawn. */
  busy: number;
}

/**
 * What the built content script costs a page, compiling it included, each time in a fresh process.
 * The same page with nothing but the stub is measured beside it and taken off.
 *
 * @returns the median
 */
export async function mainThreadCost(
  browser: BenchBrowser,
  html: string,
  script: ContentScript,
  turns: number,
): Promise<Cost> {
  const costs: Cost[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const without = await costOf(browser, html, script.stub);
    const ours = await costOf(browser, html, script.code);
    costs.push({ script: ours.script - without.script, busy: ours.busy - without.busy });
  }
  return {
    script: median(costs.map((cost) => cost.script)),
    busy: median(costs.map((cost) => cost.busy)),
  };
}

async function costOf(browser: BenchBrowser, html: string, code: string): Promise<Cost> {
  const page = await browser.open(html);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const run = await isolatedWorld(session);
    await sleep(300);
    const before = await spent(session);
    await run(code);
    await sleep(SETTLED_MS);
    const after = await spent(session);
    return { script: after.script - before.script, busy: after.busy - before.busy };
  } finally {
    await page.close();
  }
}

/** A world of its own in the page, as content scripts have. */
async function isolatedWorld(session: CDPSession): Promise<(code: string) => Promise<void>> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'bench',
  });
  return async (code) => {
    // From a timer, or the browser would book it as the developer tools' work and not the page's.
    const expression = `setTimeout(() => (0, eval)(${JSON.stringify(code)}))`;
    await session.send('Runtime.evaluate', { expression, contextId: executionContextId });
  };
}

/** What the main thread has done so far, but for the developer tools. */
async function spent(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (wanted: string): number =>
    (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  return {
    script: ms('ScriptDuration') + ms('V8CompileDuration'),
    busy: ms('TaskDuration') - ms('DevToolsCommandDuration'),
  };
}

async function busy(session: CDPSession): Promise<number> {
  return (await spent(session)).busy;
}

/** What the script does to a page with a great many numbers, or one that never stops growing. */
export interface LongRun {
  /** Main-thread time in all, in milliseconds. */
  busy: number;
  /** The longest task in milliseconds; 0 if none was over 50 ms. */
  longestTask: number;
}

/** Lets the script work through a page until the page has been quiet for a second. */
export async function longRun(
  browser: BenchBrowser,
  html: string,
  script: ContentScript,
  batches = 0,
): Promise<LongRun> {
  const page = await browser.open(html);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.evaluate(observeLongTasks);
    const run = await isolatedWorld(session);
    await sleep(500);
    const before = await busy(session);
    await run(script.code);
    await sleep(SETTLED_MS);
    for (let batch = 0; batch < batches; batch += 1) {
      await page.evaluate(appendBatch, batch);
      // Longer than the script gathers changes for: every batch is read by itself.
      await sleep(200);
    }
    let last = -1;
    let now = await busy(session);
    // Half a millisecond a second is the browser's own.
    while (now - last > 0.5 && now - before < 60_000) {
      await sleep(1_000);
      last = now;
      now = await busy(session);
    }
    return { busy: now - before, longestTask: await page.evaluate(longestTask) };
  } finally {
    await page.close();
  }
}

function observeLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { benchTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
}

function longestTask(): number {
  return Math.max(0, ...(globalThis as unknown as { benchTasks: number[] }).benchTasks);
}

/** 100 posts at the end of a list, one in ten with a number, as a page does while it is scrolled. */
function appendBatch(batch: number): void {
  const list = document.querySelector('#list') ?? document.body;
  for (let item = 0; item < 100; item += 1) {
    const index = batch * 100 + item;
    const post = document.createElement('p');
    const number = `+39 347 ${100 + (index % 900)} ${1000 + (index % 9000)}`;
    post.append(index % 10 === 0 ? `Post ${index}: ${number}` : 'Post without a number');
    list.append(post);
  }
}
