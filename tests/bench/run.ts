import { printed } from './common/report.ts';
import type { Report } from './common/report.ts';

type Benchmark = (args: string[]) => Promise<Report>;

/** Loaded when asked for: each brings browsers and libraries of its own. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  scan: async () => (await import('./scan/scan.ts')).scanBenchmark,
  match: async () => (await import('./match/match.ts')).matchBenchmark,
  sync: async () => (await import('./sync/sync.ts')).syncBenchmark,
  search: async () => (await import('./search/search.ts')).searchBenchmark,
  popup: async () => (await import('./popup/popup.ts')).popupBenchmark,
  card: async () => (await import('./card/card.ts')).cardBenchmark,
  page: async () => (await import('./page/page.ts')).pageBenchmark,
  leak: async () => (await import('./leak/leak.ts')).leakBenchmark,
  order: async () => (await import('./order/order.ts')).orderBenchmark,
  fleet: async () => (await import('./fleet/fleet.ts')).fleetBenchmark,
};

const USAGE = `npm run bench -- <${Object.keys(BENCHMARKS).join('|')}> [--json] [options]

  --json           the report as JSON instead of tables

scan   what finding numbers in pages costs, beside other libraries
  --pages <dir>    measure the HTML files of a folder; without it, the project's own pages
  --quick          fewer rounds: to see whether it runs, not to quote

match  from a stopped worker to an answer, with 10,000 and 100,000 contacts
  --million        with 1,000,000 contacts too (takes some minutes)
  --quick          fewer rounds

sync   reading an account, beside fetching its pages only
  --contacts <n,n> 10000,100000 unless given (1,000,000 takes more than an hour, with --first a quarter of one)
  --quick          10,000 only

search what finding somebody costs, beside other libraries
  --contacts <n>   100,000 unless given
  --only <names>   some of ours,ufuzzy,flexsearch,minisearch,fuse,orama
  --quick          fewer rounds

popup  from its opening to its first frame and its first row, beside a bare one
  --contacts <n>   100,000 unless given
  --quick          fewer rounds

card   from a pointer on a number to a card that is seen, beside a bare frame
  --quick          fewer rounds

page   what a table of 50,000 rows costs while it is scrolled, beside the same without us
  --quick          one turn

leak   whether the main thread's time tells a contact's number from a stranger's
  --quick          fewer rounds

order  whether a list that moves while it is read hides anybody, simulated
  --quick          10,000 contacts and 100 histories instead of 100,000 and 1,000

fleet  many browsers on one account, simulated with the real pace and back-off
  --quick          10,000 contacts instead of 100,000
`;

const [name = '', ...rest] = process.argv.slice(2);
const load = BENCHMARKS[name];
if (load === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const benchmark = await load();
  const report = await benchmark(rest.filter((argument) => argument !== '--json'));
  console.log(rest.includes('--json') ? JSON.stringify(report, null, 2) : printed(report));
}
