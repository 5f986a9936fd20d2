import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CDPSession } from 'playwright-core';
import { setChromiumStage, SITE, type Stage } from '../../browser/harness/stage.ts';
import type { ChromiumDriver, ChromiumTab } from '../../browser/harness/chromium.ts';
import { progress } from '../common/progress.ts';
import type { Report } from '../common/report.ts';
import { median } from '../common/statistics.ts';

const ROWS = 50_000;
const VISIBLE = 5_000;
const ROW_PX = 24;
/** A hundred pixels a frame: as fast as a wheel turned without a pause. */
const STEP_PX = 100;
/** Reading by pages: the next one after so many milliseconds. */
const PAGE_MS = 500;

/** How a list is gone through: in each frame some pixels, or a page at a time. */
type Way = 'steady' | 'paging';

interface Scrolled {
  /** Milliseconds of main thread for each second of scrolling. */
  busy: number;
  /** The longest task of the page's process in milliseconds; 0 if none was over 50 ms. */
  longestTask: number;
  /** How many numbers the page has asked about meanwhile. */
  asked: number;
}

interface Run {
  steady: Scrolled;
  paging: Scrolled;
  /** Milliseconds of main thread until the page has been read, and its longest task. */
  read: { busy: number; longestTask: number };
  /** Megabytes of the heap of scripts after a collection, and how many nodes there are. */
  heap: number;
}

/**
 * `npm run bench -- page`: what Lens costs a table of 50,000 rows, of which 5,000 come into view one
 * after another, against the same page on a site that is not enabled.
 */
export async function pageBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const turns = values.quick ? 1 : 3;
  const runs: Record<'with' | 'without', Run[]> = { with: [], without: [] };
  let version = '';
  for (let turn = 0; turn < turns; turn += 1) {
    for (const kind of turn % 2 === 0
      ? (['without', 'with'] as const)
      : (['with', 'without'] as const)) {
      progress(`turn ${turn + 1} of ${turns}, ${kind} Lens`);
      const stage = await setChromiumStage({ pages: { '/': page() }, grantHosts: kind === 'with' });
      try {
        await stage.connect();
        version = stage.browser.context.browser()?.version() ?? '';
        runs[kind].push(await measured(stage));
      } finally {
        await stage.close();
      }
    }
  }
  return report(runs, turns, version);
}

function report(
  { with: ours, without }: Record<'with' | 'without', Run[]>,
  turns: number,
  chromium: string,
): Report {
  const row = (what: string, of: (run: Run) => number): (string | number)[] => {
    const [their, our] = [median(without.map(of)), median(ours.map(of))];
    return [what, their, our, our - their];
  };
  const longest = Math.max(
    ...ours.flatMap((run) => [run.steady, run.paging].map(({ longestTask }) => longestTask)),
  );
  const theirs = Math.max(
    ...without.flatMap((run) => [run.steady, run.paging].map(({ longestTask }) => longestTask)),
  );
  return {
    benchmark: 'A long page',
    chromium,
    notes: [
      `A table of ${ROWS.toLocaleString('en')} rows, ${VISIBLE.toLocaleString('en')} of which come into view; ${turns} new browsers each, in turns; medians.`,
      `Steady: ${STEP_PX} pixels in each frame. Paging: a window at a time, every ${PAGE_MS} ms.`,
    ],
    tables: [
      {
        title: 'Main thread and memory of the page',
        columns: ['', 'without Lens', 'with Lens', 'ours'],
        rows: [
          row('steady scrolling, ms a second', ({ steady }) => steady.busy),
          row('paging, ms a second', ({ paging }) => paging.busy),
          row('reading the page, ms in all', ({ read }) => read.busy),
          row('longest task while reading, ms (0: none over 50)', ({ read }) => read.longestTask),
          row('longest task while scrolling, ms (0: none over 50)', ({ steady, paging }) =>
            Math.max(steady.longestTask, paging.longestTask),
          ),
          row('heap after it, MB', ({ heap }) => heap),
        ],
      },
      {
        title: 'Questions',
        columns: ['', 'asked'],
        rows: [
          ['steady scrolling', median(ours.map(({ steady }) => steady.asked))],
          ['paging', median(ours.map(({ paging }) => paging.asked))],
        ],
      },
    ],
    verdicts: [
      {
        target: 'longest task while scrolling, with Lens (or as without it)',
        kind: 'most',
        limit: Math.max(50, theirs),
        measured: longest,
        unit: ' ms',
      },
    ],
  };
}

function page(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, index) =>
      `<tr><td>${index}<td>Customer ${index}<td>+39 333 ${1_000_000 + index * 37}<td>paid`,
  );
  return `<!doctype html><html lang="it"><title>Customers</title>
    <style>body { margin: 0 } td { height: ${ROW_PX - 2}px; padding: 1px 9px; font: 14px/20px sans-serif }
    table { border-spacing: 0 }</style><table>${rows.join('')}</table>`;
}

async function measured(stage: Stage<ChromiumDriver>): Promise<Run> {
  const tab = await stage.browser.open('about:blank');
  const session = await tab.page.context().newCDPSession(tab.page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.page.goto(`${SITE}/`);
  await tab.evaluate(observeLongTasks);
  const before = await busy(session);
  // Until everything has been read.
  await sleep(12_000);
  const read = {
    busy: (await busy(session)) - before,
    longestTask: await tab.evaluate(longestTask),
  };
  const steady = await scrolled(stage, tab, session, 'steady');
  await tab.evaluate(() => scrollTo(0, 600_000));
  await sleep(2_000);
  const paging = await scrolled(stage, tab, session, 'paging');
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6;
  return { steady, paging, read, heap };
}

async function scrolled(
  stage: Stage<ChromiumDriver>,
  tab: ChromiumTab,
  session: CDPSession,
  way: Way,
): Promise<Scrolled> {
  await tab.evaluate(longestTask);
  const askedBefore = await asked(stage);
  const start = await busy(session);
  const seconds = await tab.evaluate(
    async ({ px, step, ms }: { px: number; step: number; ms: number }) => {
      const begin = performance.now();
      const end = scrollY + px;
      while (scrollY < end) {
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        scrollBy(0, step || innerHeight - 24);
      }
      return (performance.now() - begin) / 1_000;
    },
    {
      px: VISIBLE * ROW_PX,
      step: way === 'steady' ? STEP_PX : 0,
      ms: way === 'steady' ? 0 : PAGE_MS,
    },
  );
  const spent = (await busy(session)) - start;
  return {
    busy: spent / seconds,
    longestTask: await tab.evaluate(longestTask),
    asked: (await asked(stage)) - askedBefore,
  };
}

/** How many questions the browser has taken from its budget, but for what has come in again. */
async function asked(stage: Stage<ChromiumDriver>): Promise<number> {
  const level = await stage.options.run(
    `chrome.storage.session.get('asked:all').then((all) => all['asked:all']?.left ?? 16000)`,
  );
  return 16_000 - Number(level);
}

/** Milliseconds of main thread so far, but for the developer tools. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (wanted: string): number =>
    (metrics.find(({ name }) => name === wanted)?.value ?? NaN) * 1_000;
  return ms('TaskDuration') - ms('DevToolsCommandDuration');
}

function observeLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { benchTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** The longest since it was asked last. */
function longestTask(): number {
  const { benchTasks } = globalThis as unknown as { benchTasks: number[] };
  return Math.max(0, ...benchTasks.splice(0));
}
