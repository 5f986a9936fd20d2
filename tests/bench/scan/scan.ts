import { parseArgs } from 'node:util';
import { type Bundle, bundle } from '../common/bundle.ts';
import { progress } from '../common/progress.ts';
import type { Report, Table, Verdict } from '../common/report.ts';
import { median, pairedRatio, percentile } from '../common/statistics.ts';
import { type BenchBrowser, launchBenchBrowser } from './browser.ts';
import { builtContentScript, longRun, mainThreadCost } from './content-script.ts';
import type { Growth } from './in-page.ts';
import { judge, judgeKnown, labelledCases, labelledPage } from './labelled.ts';
import { InPage } from './measured-page.ts';
import { type BenchPage, benchPages, directoryPage, prosePage } from './pages.ts';

/** Files in `approaches/`, and what they are called in the tables. */
const APPROACHES = {
  floor: 'floor: TreeWalker and nodeValue',
  reading: 'texts, links, labels and shadow roots, read only',
  glance: 'ours: the look that every page gets',
  ours: 'ours: findNumbers',
  regex: 'one regular expression on every node',
  'digits-libphonenumber': 'digit pre-check, then findPhoneNumbersInText (min)',
  libphonenumber: 'findPhoneNumbersInText on every node (min)',
  linkify: 'linkifyjs with a phone plugin',
  mark: 'mark.js with a phone regex (finding only)',
} as const;

type Name = keyof typeof APPROACHES;
type Bundles = Record<Name, Bundle>;
type PerName = Record<Name, number[]>;

const NAMES = Object.keys(APPROACHES) as Name[];
const MEGABYTE = 1_000_000;

interface Effort {
  rounds: number;
  coldPages: number;
  contentScriptTurns: number;
}

/** `npm run bench -- scan`: what finding numbers in pages costs, beside the peers. */
export async function scanBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: { pages: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const effort: Effort = values.quick
    ? { rounds: 3, coldPages: 3, contentScriptTurns: 5 }
    : { rounds: 11, coldPages: 13, contentScriptTurns: 21 };
  const browser = await launchBenchBrowser();
  try {
    const pages = await benchPages(values.pages);
    return await measure(browser, pages, effort);
  } finally {
    await browser.close();
  }
}

async function measure(
  browser: BenchBrowser,
  pages: readonly BenchPage[],
  effort: Effort,
): Promise<Report> {
  const bundles = Object.fromEntries(
    await Promise.all(
      NAMES.map(async (name) => [
        name,
        await bundle(new URL(`approaches/${name}.ts`, import.meta.url)),
      ]),
    ),
  ) as Bundles;
  const inPage = new InPage(
    browser,
    (await bundle(new URL('in-page.ts', import.meta.url))).code,
    Object.fromEntries(NAMES.map((name) => [name, bundles[name].code])),
  );

  progress('speed, warm and cold');
  const speed = await measureSpeed(inPage, pages, effort, bundles);
  progress('infinite scroll');
  const scroll = await inPage.on('', (page) => page.infiniteScroll());
  progress('growth on hostile pages');
  const growths = await inPage.growths('ours');
  progress('recall and precision');
  const quality = await measureQuality(inPage);
  progress('the built content script');
  const script = await measureScript(browser, effort);
  const [recall, precision] = quality.known;

  return {
    benchmark: 'scan',
    chromium: browser.version,
    notes: [
      `${pages.length} pages with ${shownMegabytes(speed.characters)} MB of text; ` +
        `${effort.rounds} rounds in turns; a ratio is the median of the rounds' ratios.`,
    ],
    tables: [
      speed.table,
      {
        title: 'Infinite scroll: 10,000 elements in 100 batches, each batch read once, ms in all',
        columns: ['what', 'ms'],
        rows: [
          ['appending them', scroll['appending'] ?? NaN],
          ...NAMES.map((name) => [APPROACHES[name], scroll[name] ?? NaN]),
        ],
      },
      growthTable(growths),
      quality.table,
      script.table,
    ],
    verdicts: [
      ...speed.verdicts,
      {
        target: 't(2n)/t(n) of the slowest family, up to 10 MB',
        kind: 'most',
        limit: 3,
        measured: Math.max(...growths.map(({ perDoubling }) => perDoubling)),
        unit: '',
      },
      {
        target: 'known contacts found on the labelled page',
        kind: 'least',
        limit: 99.5,
        measured: recall * 100,
        unit: ' %',
      },
      {
        target: 'of what is marked there, known contacts',
        kind: 'least',
        limit: 100,
        measured: precision * 100,
        unit: ' %',
      },
      ...script.verdicts,
    ],
  };
}

async function measureSpeed(
  inPage: InPage,
  pages: readonly BenchPage[],
  { rounds, coldPages }: Effort,
  bundles: Bundles,
): Promise<{ table: Table; verdicts: Verdict[]; characters: number }> {
  // Rounds of all pages together: a round's total is what one pass over all of them takes.
  const totals = Object.fromEntries(
    NAMES.map((name) => [name, Array<number>(rounds).fill(0)]),
  ) as PerName;
  let characters = 0;
  for (const { name: pageName, html } of pages) {
    progress(pageName);
    const { taken, length } = await inPage.on(html, (page) => page.warm(rounds));
    characters += length;
    for (const name of NAMES) {
      totals[name] = totals[name].map((total, round) => total + (taken[name]?.[round] ?? NaN));
    }
  }
  progress('directory page');
  const directory = await inPage.on(directoryPage(), (page) => page.warm(rounds));
  const every = Math.max(1, Math.ceil(pages.length / coldPages));
  progress('cold');
  const cold = await inPage.cold(
    pages.filter((_, index) => index % every === 0),
    NAMES,
  );
  const floors = totals.floor;
  return {
    characters,
    table: {
      title: 'Reading pages',
      columns: [
        'approach',
        'warm, × floor',
        'p95',
        'MB/s',
        'cold, median page, ms',
        'directory page, ms',
        'gzip, KB',
      ],
      rows: NAMES.map((name) => [
        APPROACHES[name],
        pairedRatio(totals[name], floors),
        percentile(
          totals[name].map((total, round) => total / (floors[round] ?? NaN)),
          0.95,
        ),
        characters / MEGABYTE / (median(totals[name]) / 1000),
        median(cold[name] ?? []),
        median(directory.taken[name] ?? []),
        bundles[name].gzipped / 1000,
      ]),
    },
    verdicts: [
      {
        target: 'scan, warm, against the floor',
        kind: 'most',
        limit: 2,
        measured: pairedRatio(totals.ours, floors),
        unit: ' ×',
      },
      {
        target: 'scan, warm, against reading all that can bear a number',
        kind: 'most',
        limit: 2,
        measured: pairedRatio(totals.ours, totals.reading),
        unit: ' ×',
      },
      {
        target: 'scan, warm, faster than findPhoneNumbersInText on every node',
        kind: 'least',
        limit: 10,
        measured: pairedRatio(totals.libphonenumber, totals.ours),
        unit: ' ×',
      },
    ],
  };
}

function growthTable(growths: readonly Growth[]): Table {
  return {
    title: 'Growth of findNumbers on hostile pages',
    columns: ['family', 'largest', '', 'ms there', 't(2n)/t(n)', 'worst'],
    rows: growths.map(({ name, size, unit, ms, perDoubling, worst }) => [
      name,
      unit === 'characters' ? `${shownMegabytes(size)} MB` : size,
      unit === 'characters' ? 'text' : unit,
      ms,
      perDoubling === 0 ? 'too fast to tell' : perDoubling,
      worst,
    ]),
  };
}

async function measureQuality(
  inPage: InPage,
): Promise<{ table: Table; known: [recall: number, precision: number] }> {
  const cases = labelledCases();
  const hits = await inPage.on(labelledPage(cases), (page) => page.hitsByCase(NAMES));
  const ours = judgeKnown(cases, hits['ours'] ?? []);
  const raw = NAMES.slice(3).map((name) => ({
    label: APPROACHES[name],
    ...judge(cases, hits[name] ?? []),
  }));
  const known = { label: 'ours, kept where they are contacts (as the product does)', ...ours };
  return {
    known: [ours.recall, ours.precision],
    table: {
      title: `Labelled page: ${cases.length} blocks, numbers in 13 ways and 20 kinds of look-alikes`,
      columns: ['approach', 'recall, %', 'precision, %', 'missed', 'wrong'],
      rows: [known, ...raw].map(({ label, recall, precision, missed, wrong }) => [
        label,
        recall * 100,
        precision * 100,
        kinds(missed),
        kinds(wrong),
      ]),
    },
  };
}

/** The kinds of cases behind their ids, each once, with how many there are. */
function kinds(ids: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const kind = id.replace(/ \d+$/u, '');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none';
}

async function measureScript(
  browser: BenchBrowser,
  { contentScriptTurns }: Effort,
): Promise<{ table: Table; verdicts: Verdict[] }> {
  const script = await builtContentScript();
  const empty = await mainThreadCost(browser, '<!doctype html>', script, contentScriptTurns);
  const prose = await mainThreadCost(browser, prosePage(), script, contentScriptTurns);
  const directory = await longRun(browser, directoryPage(), script);
  const list = '<!doctype html><div id="list"></div>';
  const scroll = await longRun(browser, list, script, 100);
  const nobody = await longRun(browser, list, { ...script, code: '' }, 100);
  return {
    table: {
      title:
        'The built content script, in a page of its own process (main thread, layout included)',
      columns: ['page', 'script, ms', 'busy, ms', 'longest task, ms'],
      rows: [
        ['empty (median)', empty.script, empty.busy, '–'],
        ['22 KB of text without a digit (median)', prose.script, prose.busy, '–'],
        ['directory of 5,000 numbers', '–', directory.busy, directory.longestTask],
        ['endless list, 10,000 elements in 100 batches', '–', scroll.busy, scroll.longestTask],
        ['the same list without the script', '–', nobody.busy, nobody.longestTask],
      ],
    },
    verdicts: [
      {
        target: 'content script, gzip',
        kind: 'most',
        limit: 12,
        measured: script.gzipped / 1000,
        unit: ' KB',
      },
      {
        target: 'content script on a page without digits',
        kind: 'most',
        limit: 1,
        measured: prose.script,
        unit: ' ms',
      },
      {
        target: 'longest task on the directory page',
        kind: 'most',
        limit: 50,
        measured: directory.longestTask,
        unit: ' ms',
      },
      {
        target: 'longest task on the endless list',
        kind: 'most',
        limit: 50,
        measured: scroll.longestTask,
        unit: ' ms',
      },
    ],
  };
}

function shownMegabytes(characters: number): string {
  return (characters / MEGABYTE).toFixed(1);
}
