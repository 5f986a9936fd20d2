import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import * as z from 'zod/mini';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { type FakeCallbell, startFakeCallbell } from '../../fake-callbell/server.ts';
import { FULL_PACE } from '../../../utils/sync/status.ts';
import { type Bundle, bundle } from '../common/bundle.ts';
import { ISOLATED, launchOptions, serveSites } from '../common/chromium.ts';
import { progress } from '../common/progress.ts';
import { type Report, type Table, shown } from '../common/report.ts';
import type { Taken } from './in-page.ts';

const MEGABYTE = 1_000_000;

/** So often the garbage is collected and what is left is measured. */
const HEAP_EVERY_MS = 500;

/** What a request to Callbell takes at best; the fleet's simulation has the same. */
const LATENCY_MS = 150;
/** Many enough to see the share of what is ours, few enough to be waited for. */
const PACED_CONTACTS = 10_000;
const PAGE_SIZE = 20;
/** What the worker does at a time has to be over before the browser stops it after 30 s. */
const LONGEST_STEP_MS = 10_000;

interface Measured {
  contacts: number;
  bare: number;
  first: Taken;
  again?: Taken;
  changed?: Taken;
  idleHeap: number;
  peakHeap: number;
  bytes: number;
}

interface Paced {
  version: string;
  bare: number;
  total: number;
}

/** `npm run bench -- sync`: what reading an account costs, beside reading its pages only. */
export async function syncBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string', default: '10000,100000' },
      first: { type: 'boolean', default: false },
      changed: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  });
  const sizes = values.quick ? [10_000] : values.contacts.split(',').map(Number);
  const tools = await bundle(new URL('in-page.ts', import.meta.url));
  const paced = await withAccount(PACED_CONTACTS, tools, measurePaced);
  const measured: Measured[] = [];
  const measure = (stage: Stage): Promise<Measured> => {
    if (values.first || values.changed) return measureFirst(stage, values.changed);
    return measureAll(stage);
  };
  for (const size of sizes) measured.push(await withAccount(size, tools, measure));
  return reportOf(measured, paced);
}

/** An account at a Callbell, and a browser that can read it. */
interface Stage {
  size: number;
  fake: FakeCallbell;
  version: string;
  /** A page with a database of its own. */
  open: (site: string) => Promise<BenchPage>;
}

interface BenchPage {
  page: Page;
  readBare: (spacing?: number) => Promise<number>;
  connect: () => Promise<void>;
  sync: (isPaced?: boolean) => Promise<Taken>;
  stored: () => Promise<{ contacts: number; bytes: number }>;
}

async function withAccount<T>(
  size: number,
  { code }: Bundle,
  measure: (stage: Stage) => Promise<T>,
): Promise<T> {
  const fake = await startFakeCallbell({
    accounts: [demoAccount(size)],
    pageSize: PAGE_SIZE,
    requestsPerSecond: Infinity,
    tls: false,
  });
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
  const key = JSON.stringify(DEMO_API_KEY);
  const open = async (site: string): Promise<BenchPage> => {
    const page = await context.newPage();
    await page.goto(sites.urlOf(site));
    const call = <R>(expression: string): Promise<R> => {
      fake.log.clear();
      return page.evaluate(`${code}.${expression}`);
    };
    return {
      page,
      readBare: (spacing = 0) => call(`readBare(${key}, ${spacing})`),
      connect: () => call(`connect(${key})`),
      sync: (isPaced = false) => call(`sync(${key}, ${isPaced})`),
      stored: () => call('stored()'),
    };
  };
  try {
    return await measure({ size, fake, version: context.browser()?.version() ?? '', open });
  } finally {
    await context.close();
    await Promise.all([sites.close(), fake.close()]);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureAll({ size, fake, open }: Stage): Promise<Measured> {
  progress(`${size} contacts`);
  const timed = await open('timed');
  // What both need is compiled and warm, in the server too.
  await timed.readBare();
  const before = await timed.readBare();
  await timed.connect();
  const first = await timed.sync();
  const after = await timed.readBare();
  const { contacts, bytes } = await timed.stored();
  if (contacts !== size) throw new Error(`${contacts} contacts of ${size}`);
  const again = await timed.sync();
  progress(`${size} contacts: all of them changed`);
  fake.faults.set({ effect: { kind: 'transform', edit: withNote } });
  const changed = await timed.sync();
  fake.faults.clear();
  await timed.page.close();

  progress(`${size} contacts: memory`);
  const { page, connect, sync } = await open('watched');
  await connect();
  const idleHeap = await liveHeap(page);
  const peakHeap = await peakOf(page, sync());
  await page.close();
  const bare = (before + after) / 2;
  return { contacts, bare, first, again, changed, idleHeap, peakHeap, bytes };
}

/**
 * The first sync only, watched while it is timed: an account of a million is read in minutes. After
 * it, on wish, one in which all have changed.
 */
async function measureFirst({ size, fake, open }: Stage, withChanged: boolean): Promise<Measured> {
  progress(`${size} contacts: the first sync only`);
  const { page, readBare, connect, sync, stored } = await open('watched');
  const bare = await readBare();
  await connect();
  const idleHeap = await liveHeap(page);
  const syncing = sync();
  const peakHeap = await peakOf(page, syncing);
  const first = await syncing;
  const { contacts, bytes } = await stored();
  if (contacts !== size) throw new Error(`${contacts} contacts of ${size}`);
  if (!withChanged) {
    await page.close();
    return { contacts, bare, first, idleHeap, peakHeap, bytes };
  }
  progress(`${size} contacts: all of them changed`);
  fake.faults.set({ effect: { kind: 'transform', edit: withNote } });
  const changed = await sync();
  await page.close();
  return { contacts, bare, first, changed, idleHeap, peakHeap, bytes };
}

const listSchema = z.looseObject({ contacts: z.array(z.record(z.string(), z.unknown())) });

/** The same page, but that everybody on it has another note. */
function withNote(json: unknown): unknown {
  const { data } = listSchema.safeParse(json);
  return data
    ? { ...data, contacts: data.contacts.map((one) => ({ ...one, note: 'changed' })) }
    : json;
}

/** Each request takes as long as one to Callbell does, and the pace is kept. */
async function measurePaced({ fake, version, open }: Stage): Promise<Paced> {
  progress(`${PACED_CONTACTS} contacts at our pace`);
  const page = await open('paced');
  await page.readBare();
  fake.settings.latencyMs = LATENCY_MS;
  const bare = await page.readBare(1_000 / FULL_PACE.perSecond);
  await page.connect();
  const { total } = await page.sync(true);
  return { version, bare, total };
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

function reportOf(measured: readonly Measured[], paced: Paced): Report {
  const [smallest] = measured;
  const largest = measured.at(-1);
  const growth =
    smallest && largest
      ? (largest.peakHeap - largest.idleHeap) / (smallest.peakHeap - smallest.idleHeap)
      : NaN;
  return {
    benchmark: 'sync',
    chromium: paced.version,
    notes: [
      'The runner, the client and the store of the extension in a page of Chromium, with real HTTP and a database on a disk; the pauses that the pace asks for between requests are left out.',
      'Reading only: the same requests, one after the other, and their JSON parsed; before and after the first sync, the mean of both.',
      'On top: what the first sync takes more than that.',
      'Heap: what is left after collecting garbage, every 0.5 s, in a run of its own.',
      `At the pace of ${FULL_PACE.perSecond} requests a second, and with ${LATENCY_MS} ms for each answer, ${PACED_CONTACTS.toLocaleString('en-US')} contacts took ${shown(paced.total / 1_000)} s, and reading only ${shown(paced.bare / 1_000)} s.`,
    ],
    tables: [timesOf(measured), spaceOf(measured)],
    verdicts: [
      {
        target: 'on top of reading only, at the same pace',
        limit: 10,
        measured: 100 * (paced.total / paced.bare - 1),
        kind: 'most',
        unit: ' %',
      },
      {
        target: 'the longest that the worker is busy with one step',
        limit: LONGEST_STEP_MS / 1_000,
        measured: Math.max(...measured.map(longestStepOf)) / 1_000,
        kind: 'most',
        unit: ' s',
      },
      ...(measured.length > 1
        ? [
            {
              target: 'what the heap grows by, largest account against smallest',
              limit: 2,
              measured: growth,
              kind: 'most' as const,
              unit: ' ×',
            },
          ]
        : []),
    ],
  };
}

function longestStepOf({ first, again, changed }: Measured): number {
  return Math.max(...[first, again, changed].map((taken) => taken?.longestStep ?? 0));
}

function timesOf(measured: readonly Measured[]): Table {
  return {
    title: 'Reading an account without waiting for anything',
    columns: [
      'contacts',
      'reading only, s',
      'first sync, s',
      'on top, ms a page',
      'again, nothing new, s',
      'again, all changed, s',
      'longest step, s',
    ],
    rows: measured.map((one) => [
      one.contacts.toLocaleString('en-US'),
      one.bare / 1_000,
      one.first.total / 1_000,
      (one.first.total - one.bare) / (one.contacts / PAGE_SIZE),
      one.again ? one.again.total / 1_000 : '–',
      one.changed ? one.changed.total / 1_000 : '–',
      longestStepOf(one) / 1_000,
    ]),
  };
}

function spaceOf(measured: readonly Measured[]): Table {
  return {
    title: 'Memory and disk, first sync',
    columns: ['contacts', 'heap before, MB', 'peak heap, MB', 'database, MB', 'bytes per contact'],
    rows: measured.map((one) => [
      one.contacts.toLocaleString('en-US'),
      one.idleHeap / MEGABYTE,
      one.peakHeap / MEGABYTE,
      one.bytes / MEGABYTE,
      Math.round(one.bytes / one.contacts),
    ]),
  };
}
