import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Bundle, bundle } from '../common/bundle.ts';
import { progress } from '../common/progress.ts';
import { type Report, type Verdict, shown } from '../common/report.ts';
import { interleaved, median, pairedRatio, percentile } from '../common/statistics.ts';
import { type StoringBrowser, launchStoringBrowser } from './browser.ts';
import type { Times } from './in-page.ts';
import { type LabelledSet, keyStrokes, labelledSet, slipped, typedGradually } from './labelled.ts';
import { benchContacts } from './records.ts';

/** Files in `engines/`, and what they are called in the tables. */
const ENGINES = {
  ours: 'ours: packed text',
  ufuzzy: 'uFuzzy',
  flexsearch: 'FlexSearch',
  minisearch: 'MiniSearch',
  fuse: 'Fuse.js',
  orama: 'Orama',
} as const;

type Name = keyof typeof ENGINES;

const MEGABYTE = 1_000_000;

/** Every engine finds somebody by it. */
const FIRST_QUERY = 'maria';

interface Effort {
  turns: number;
  perWay: number;
  /** How long each engine is given for each set of warm queries, in milliseconds. */
  budget: number;
}

interface Measured {
  name: Name;
  gzipped: number;
  build: number;
  save: number;
  bytes: number;
  heap: number;
  strokes: Times;
  slips: Times;
  quality: Record<string, boolean[]>;
}

/** `npm run bench -- search`: what finding somebody costs, beside the peers. */
export async function searchBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string', default: '100000' },
      only: { type: 'string', default: Object.keys(ENGINES).join(',') },
      quick: { type: 'boolean', default: false },
    },
  });
  const count = Number(values.contacts);
  const names = (Object.keys(ENGINES) as Name[]).filter((name) =>
    values.only.split(',').includes(name),
  );
  const effort: Effort = values.quick
    ? { turns: 5, perWay: 10, budget: 3_000 }
    : { turns: 15, perWay: 40, budget: 20_000 };
  const profile = await mkdtemp(join(tmpdir(), 'lens-bench-'));
  const browser = await launchStoringBrowser(profile);
  try {
    const set = labelledSet(benchContacts(count), effort.perWay);
    const tools = await bundle(new URL('in-page.ts', import.meta.url));
    const measured: Measured[] = [];
    const colds: Record<string, () => Promise<number>> = {};
    for (const name of names) {
      const code = await bundle(new URL(`engines/${name}.ts`, import.meta.url));
      progress(ENGINES[name]);
      measured.push(await measure(browser, { name, code, tools, set, count, effort }));
      colds[name] = () => inFreshPage(browser, name, callOf(tools, code, 'cold', FIRST_QUERY));
    }
    colds['read'] = () => inFreshPage(browser, 'ours', `${tools.code}.read()`);
    progress('cold starts');
    const times = await interleaved(effort.turns, colds);
    return report(browser.version, count, measured, times, effort);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Task {
  name: Name;
  code: Bundle;
  tools: Bundle;
  set: LabelledSet;
  count: number;
  effort: Effort;
}

async function measure(browser: StoringBrowser, task: Task): Promise<Measured> {
  const { name, code, tools, set, count, effort } = task;
  const builder = await browser.open(name);
  const built = await evaluate<{ build: number; save: number; bytes: number }>(
    builder,
    callOf(tools, code, 'build', count),
  );
  await builder.close();

  const page = await browser.open(name);
  const before = await heapOf(page);
  await evaluate(page, `(async () => { globalThis.tools = ${tools.code}; })()`);
  await evaluate(page, `globalThis.tools.open(${code.code}.engine)`);
  const heap = (await heapOf(page)) - before;
  const timesOf = (queries: readonly string[]): Promise<Times> =>
    evaluate(page, `globalThis.tools.warm(${JSON.stringify(queries)}, ${effort.budget})`);
  const strokes = await timesOf(keyStrokes(typedGradually(set)));
  const slips = await timesOf(slipped(set).map(({ typed }) => typed));
  const quality: Measured['quality'] = {};
  for (const [way, queries] of Object.entries(set)) {
    const asked = `globalThis.tools.finds(${JSON.stringify(queries)}, ${effort.budget})`;
    quality[way] = await evaluate<boolean[]>(page, asked);
  }
  await page.close();
  return { name, gzipped: code.gzipped, ...built, heap, strokes, slips, quality };
}

function callOf(tools: Bundle, code: Bundle, what: string, argument: string | number): string {
  return `${tools.code}.${what}(${code.code}.engine, ${JSON.stringify(argument)})`;
}

/** @param expression its value is what is answered, awaited */
function evaluate<Result>(page: Page, expression: string): Promise<Result> {
  return page.evaluate<Result>(expression);
}

async function inFreshPage(
  browser: StoringBrowser,
  site: string,
  expression: string,
): Promise<number> {
  const page = await browser.open(site);
  try {
    return await evaluate<number>(page, expression);
  } finally {
    await page.close();
  }
}

/** What JavaScript holds, in bytes, after everything that nobody needs was thrown away. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

function report(
  chromium: string,
  count: number,
  measured: readonly Measured[],
  times: Readonly<Record<string, number[]>>,
  { turns }: Effort,
): Report {
  const cold = (name: string): number[] => times[name] ?? [];
  const ours = measured.find(({ name }) => name === 'ours');
  const ways = Object.keys(measured[0]?.quality ?? {});
  const most = (target: string, measuredValue: number, limit: number, unit: string): Verdict => ({
    target,
    kind: 'most',
    limit,
    measured: measuredValue,
    unit,
  });
  const faster = (name: Name, limit: number): Verdict => ({
    target: `cold, times faster than ${ENGINES[name]}`,
    kind: 'least',
    limit,
    measured: pairedRatio(cold(name), cold('ours')),
    unit: ' ×',
  });
  const has = (name: Name): boolean => measured.some((one) => one.name === name);
  return {
    benchmark: 'search',
    chromium,
    notes: [
      `${shown(count)} contacts; ${turns} cold starts each, in turns.`,
      `Reading what is kept, and nothing else: ${shown(median(cold('read')))} ms.`,
    ],
    tables: [
      {
        title: 'Cold and warm',
        columns: [
          'engine',
          'cold, ms',
          '× reading',
          'key stroke p50, ms',
          'p95',
          'all counted p95',
          'with a slip p50, ms',
          'p95',
          'build, s',
          'save, s',
          'on disk, MB',
          'heap, MB',
          'gzip, KB',
        ],
        rows: measured.map((one) => [
          ENGINES[one.name],
          median(cold(one.name)),
          pairedRatio(cold(one.name), cold('read')),
          percentile(one.strokes.first, 0.5),
          percentile(one.strokes.first, 0.95),
          percentile(one.strokes.all, 0.95),
          percentile(one.slips.all, 0.5),
          percentile(one.slips.all, 0.95),
          one.build / 1_000,
          one.save / 1_000,
          one.bytes / MEGABYTE,
          one.heap / MEGABYTE,
          one.gzipped / 1_000,
        ]),
      },
      {
        title: 'Found among the first 20, %',
        columns: ['looked for by', ...measured.map(({ name }) => ENGINES[name])],
        rows: ways.map((way) => [way, ...measured.map(({ quality }) => share(quality[way]))]),
      },
    ],
    verdicts: [
      most(
        'cold to first results, against reading the bytes',
        pairedRatio(cold('ours'), cold('read')),
        1.3,
        ' ×',
      ),
      most(
        'key stroke, p95',
        percentile(ours?.strokes.first ?? [], 0.95),
        count > 100_000 ? 50 : 16,
        ' ms',
      ),
      ...(has('minisearch') ? [faster('minisearch', 10)] : []),
      ...(has('ufuzzy') ? [faster('ufuzzy', 1)] : []),
    ],
  };
}

function share(found: readonly boolean[] = []): number {
  return Math.round((found.filter(Boolean).length / Math.max(1, found.length)) * 100);
}
