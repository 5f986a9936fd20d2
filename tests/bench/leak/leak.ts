import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ChromiumDriver } from '../../browser/harness/chromium.ts';
import { setChromiumStage, SITE } from '../../browser/harness/stage.ts';
import { progress } from '../common/progress.ts';
import type { Report } from '../common/report.ts';
import { median } from '../common/statistics.ts';

/** More copies than get boxes: whatever differs is multiplied for the page. */
const COPIES = 2_000;
const MEMBER = '+39 347 123 4567';
const STRANGER = '+39 347 123 4568';
const NOBODY = 'room for nobody';

/** By then everything has been read, asked, answered and painted. */
const SETTLED_MS = 3_500;

const PATHS = { '/member': MEMBER, '/stranger': STRANGER, '/nobody': NOBODY } as const;
type Path = keyof typeof PATHS;

/**
 * `npm run bench -- leak`: whether the time that the main thread is busy tells a contact's number
 * from a stranger's (security, P21). A page can measure less than this: it has no such clock.
 */
export async function leakBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const turns = values.quick ? 4 : 15;
  const pages = Object.fromEntries(Object.entries(PATHS).map(([path, text]) => [path, page(text)]));
  const stage = await setChromiumStage({ pages });
  try {
    await stage.connect();
    const busy: Record<Path, number[]> = { '/member': [], '/stranger': [], '/nobody': [] };
    const paths = Object.keys(PATHS) as Path[];
    for (let turn = 0; turn < turns; turn += 1) {
      progress(`turn ${turn + 1} of ${turns}`);
      for (const path of turn % 2 === 0 ? paths : paths.toReversed()) {
        busy[path].push(await busyTime(stage.browser, `${SITE}${path}`));
      }
    }
    return report(busy, turns, stage.browser.context.browser()?.version() ?? '');
  } finally {
    await stage.close();
  }
}

function report(busy: Record<Path, number[]>, turns: number, chromium: string): Report {
  const told = auc(busy['/member'], busy['/stranger']);
  return {
    benchmark: 'What a page could learn from time',
    chromium,
    notes: [
      `${COPIES} copies of one number on a page; ${turns} loads each, in turns; milliseconds of main thread until everything is painted.`,
      'AUC: how often the dearer of two loads is the one of a contact; 0.5 is chance, 1 tells them apart. Numbers against none is the control that must tell.',
    ],
    tables: [
      {
        title: 'Main thread',
        columns: ['page', 'median, ms', 'AUC against a stranger’s'],
        rows: [
          ["a contact's number", median(busy['/member']), told],
          ["a stranger's number", median(busy['/stranger']), '–'],
          ['no number', median(busy['/nobody']), auc(busy['/nobody'], busy['/stranger'])],
        ],
      },
    ],
    verdicts: [
      {
        target: 'AUC of a contact’s number, either way',
        kind: 'most',
        limit: 0.8,
        measured: Math.max(told, 1 - told),
        unit: '',
      },
      {
        target: 'control: AUC of numbers against none',
        kind: 'least',
        limit: 0.95,
        measured: auc(busy['/stranger'], busy['/nobody']),
        unit: '',
      },
    ],
  };
}

/** How often a value of the first list is above one of the second; equal ones count half. */
function auc(values: readonly number[], others: readonly number[]): number {
  const pairs = values.flatMap((value) =>
    others.map((other) => (value > other ? 1 : value === other ? 0.5 : 0)),
  );
  return pairs.reduce<number>((sum, won) => sum + won, 0) / pairs.length;
}

function page(text: string): string {
  const rows = `<p><span>${text}</span> is one of many</p>`.repeat(COPIES);
  return `<!doctype html><html lang="en"><title>Copies</title>${rows}`;
}

async function busyTime(browser: ChromiumDriver, url: string): Promise<number> {
  const tab = await browser.open('about:blank');
  const session = await tab.page.context().newCDPSession(tab.page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await tab.page.goto(url);
  await sleep(SETTLED_MS);
  const { metrics } = await session.send('Performance.getMetrics');
  await tab.close();
  const taken = (name: string): number =>
    (metrics.find((metric) => metric.name === name)?.value ?? NaN) * 1_000;
  return taken('TaskDuration') - taken('DevToolsCommandDuration');
}
