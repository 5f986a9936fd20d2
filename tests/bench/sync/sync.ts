import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { startFakeCallbell } from '../../fake-callbell/server.ts';
import { type Bundle, bundle } from '../common/bundle.ts';
import { ISOLATED, launchOptions, serveSites } from '../common/chromium.ts';
import { progress } from '../common/progress.ts';
import type { Report } from '../common/report.ts';

const MEGABYTE = 1_000_000;

/** So often the garbage is collected and what is left is measured. */
const HEAP_EVERY_MS = 500;

interface Measured {
  contacts: number;
  bare: number;
  first: number;
  again: number;
  idleHeap: number;
  peakHeap: number;
  bytes: number;
}

/** `npm run bench -- sync`: what reading an account costs, beside reading its pages only. */
export async function syncBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string', default: '10000,100000' },
      quick: { type: 'boolean', default: false },
    },
  });
  const sizes = values.quick ? [10_000] : values.contacts.split(',').map(Number);
  const tools = await bundle(new URL('in-page.ts', import.meta.url));
  const measured: Measured[] = [];
  let version = '';
  for (const size of sizes) {
    const { result, chromiumVersion } = await measureSize(size, tools);
    measured.push(result);
    version = chromiumVersion;
  }
  return reportOf(measured, version);
}

async function measureSize(
  size: number,
  tools: Bundle,
): Promise<{ result: Measured; chromiumVersion: string }> {
  progress(`${size} contacts`);
  const fake = await startFakeCallbell({ accounts: [demoAccount(size)], tls: false });
  // Pages are answered by one server, as a page may read what is its own origin's.
  const sites = await serveSites((incoming, response) => {
    if (!incoming.url?.startsWith('/v1/')) {
      response.writeHead(200, ISOLATED);
      response.end('<!doctype html><title>bench</title>');
      return;
    }
    const headers = { ...incoming.headers, host: 'api.callbell.eu' };
    request(`${fake.url}${incoming.url}`, { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  const profile = await mkdtemp(join(tmpdir(), 'lens-bench-'));
  const context = await chromium.launchPersistentContext(profile, launchOptions());
  const open = async (site: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(sites.urlOf(site));
    return page;
  };
  const call = <T>(page: Page, expression: string): Promise<T> =>
    page.evaluate(`${tools.code}.${expression}`);
  const key = JSON.stringify(DEMO_API_KEY);
  try {
    const page = await open('timed');
    // What both need is compiled and warm, in the server too.
    await call(page, `readBare(${key})`);
    const before = await call<number>(page, `readBare(${key})`);
    await call(page, `connect(${key})`);
    const first = await call<number>(page, `sync(${key})`);
    const after = await call<number>(page, `readBare(${key})`);
    const { contacts, bytes } = await call<{ contacts: number; bytes: number }>(page, 'stored()');
    const again = await call<number>(page, `sync(${key})`);
    await page.close();
    if (contacts !== size) throw new Error(`${contacts} contacts of ${size}`);

    progress(`${size} contacts: memory`);
    const watched = await open('watched');
    await call(watched, `connect(${key})`);
    const idleHeap = await liveHeap(watched);
    const peakHeap = await peakOf(watched, call(watched, `sync(${key})`));
    await watched.close();
    const bare = (before + after) / 2;
    const result = { contacts, bare, first, again, idleHeap, peakHeap, bytes };
    return { result, chromiumVersion: context.browser()?.version() ?? '' };
  } finally {
    await context.close();
    await Promise.all([sites.close(), fake.close()]);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The most that is in use while something runs, garbage left out, in bytes. */
async function peakOf(page: Page, work: Promise<unknown>): Promise<number> {
  let peak = 0;
  const ended = work.then(() => true);
  const pause = (): Promise<false> =>
    new Promise((resolve) => setTimeout(() => resolve(false), HEAP_EVERY_MS));
  do peak = Math.max(peak, await liveHeap(page));
  while (!(await Promise.race([ended, pause()])));
  return peak;
}

/** In bytes, ArrayBuffers included. */
async function liveHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

function reportOf(measured: readonly Measured[], version: string): Report {
  const [smallest] = measured;
  const largest = measured.at(-1);
  const growth =
    smallest && largest
      ? (largest.peakHeap - largest.idleHeap) / (smallest.peakHeap - smallest.idleHeap)
      : NaN;
  return {
    benchmark: 'sync',
    chromium: version,
    notes: [
      'The runner, the client and the store of the extension in a page of Chromium, with real HTTP and a database on a disk; the pauses that the pace asks for between requests are left out.',
      'Reading only: every page is fetched and parsed, before and after the sync; the mean of both.',
      'Heap: what is left after collecting garbage, every 0.5 s, in a run of its own.',
    ],
    tables: [
      {
        title: 'Reading an account',
        columns: [
          'contacts',
          'reading only, s',
          'first sync, s',
          'ours on top, ms per 1,000',
          'again, nothing new, s',
          'peak heap, MB',
          'heap before, MB',
          'database, MB',
          'bytes per contact',
        ],
        rows: measured.map((one) => [
          one.contacts.toLocaleString('en-US'),
          one.bare / 1_000,
          one.first / 1_000,
          (one.first - one.bare) / (one.contacts / 1_000),
          one.again / 1_000,
          one.peakHeap / MEGABYTE,
          one.idleHeap / MEGABYTE,
          one.bytes / MEGABYTE,
          Math.round(one.bytes / one.contacts),
        ]),
      },
    ],
    verdicts:
      measured.length > 1
        ? [
            {
              target: 'peak heap of the largest account, of the smallest’s',
              limit: 2,
              measured: growth,
              kind: 'most',
              unit: ' ×',
            },
          ]
        : [],
  };
}
