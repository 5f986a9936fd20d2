import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contactAt } from '../../fake-callbell/contacts.ts';
import { unpackedId } from '../common/extension-id.ts';
import { progress } from '../common/progress.ts';
import { type Report, type Verdict, shown } from '../common/report.ts';
import { interleaved, median, pairedRatio, percentile } from '../common/statistics.ts';
import { type SyncedProfile, syncedProfile } from '../common/synced-profile.ts';
import { asAnswer } from '../common/bare-chromium.ts';
import { emptyExtension } from './empty-extension.ts';
import { readPhoneSpeed } from './read-phone.ts';
import { type WorkerStage, workerStage } from './worker-stage.ts';

/** Not in the protocol: answered as soon as the worker runs, without a look at anything. */
const PING = { type: 'bench.ping' };

/** Three numbers of contacts and two of nobody. */
const FIVE = [
  ...[40, 41, 47].map((index) => contactAt(index, 1).phoneNumber ?? '+39 347 123 4567'),
  '+39 347 999 9999',
  '+34 699 999 999',
];
const MATCH = { type: 'page.match', texts: FIVE, lang: 'it' };
/** Everything that a match needs, but no number to read. */
const MATCH_NONE = { type: 'page.match', texts: [], lang: 'it' };

type Times = Record<'empty' | 'ping' | 'match' | 'none' | 'warmPing' | 'warmMatch', number[]>;

const LABELS: Readonly<Record<keyof Times, string>> = {
  empty: 'stopped: ping to a worker of one line (another extension)',
  ping: 'stopped: bare ping to ours',
  match: 'stopped: page.match with 5 numbers',
  none: 'stopped: page.match without a number',
  warmPing: 'running: bare ping',
  warmMatch: 'running: page.match with 5 numbers',
};

/** `npm run bench -- match`: from a worker that does not run to an answer. */
export async function matchBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      million: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  });
  const turns = values.quick ? 5 : 25;
  const sizes = [10_000, 100_000, ...(values.million ? [1_000_000] : [])];
  const folder = await mkdtemp(join(tmpdir(), 'lens-bench-'));
  try {
    progress('readPhone');
    const reading = readPhoneSpeed(turns);
    const empty = await emptyExtension(folder);
    const accounts: { size: number; account: SyncedProfile }[] = [];
    for (const size of sizes) {
      progress(`a sync of ${size} contacts`);
      accounts.push({ size, account: await syncedProfile(folder, size) });
    }
    const { version, times } = await measureAll(accounts, empty, turns);
    return report(version, sizes, times, reading, turns);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** All sizes at once, in browsers side by side, so that their times can be compared turn by turn. */
async function measureAll(
  accounts: readonly { size: number; account: SyncedProfile }[],
  empty: string,
  turns: number,
): Promise<{ version: string; times: Map<number, Times> }> {
  const stages: { size: number; stage: WorkerStage; ids: Ids }[] = [];
  try {
    for (const { size, account } of accounts) {
      const { profile, extension } = account;
      const ids = { own: await unpackedId(extension), empty: await unpackedId(empty) };
      const stage = await workerStage(profile, [extension, empty]);
      stages.push({ size, stage, ids });
    }
    const measures: Record<string, () => Promise<number>> = {};
    // What is compared is measured within a second or two: the same thing in all sizes, then the next.
    for (const name of Object.keys(LABELS) as (keyof Times)[]) {
      for (const { size, stage, ids } of stages) {
        measures[`${name} ${size}`] = measuresOf(stage, ids)[name];
      }
    }
    for (const { stage, ids } of stages) {
      // Once before anything counts: files and code caches are then as on any later day.
      await stage.stop(ids.own);
      await checkAnswer(stage, ids.own);
    }
    progress(`${turns} turns of ${Object.keys(measures).length} measurements`);
    const taken = await interleaved(turns, measures);
    const times = new Map<number, Times>();
    for (const { size } of stages) {
      const ofSize = (name: string): number[] => taken[`${name} ${size}`] ?? [];
      times.set(size, {
        empty: ofSize('empty'),
        ping: ofSize('ping'),
        none: ofSize('none'),
        match: ofSize('match'),
        warmPing: ofSize('warmPing'),
        warmMatch: ofSize('warmMatch'),
      });
    }
    return { version: stages[0]?.stage.version ?? '', times };
  } finally {
    for (const { stage } of stages) await stage.close();
  }
}

interface Ids {
  own: string;
  empty: string;
}

function measuresOf(stage: WorkerStage, ids: Ids): Record<keyof Times, () => Promise<number>> {
  const cold = (id: string, message: unknown) => async (): Promise<number> => {
    await stage.stop(id);
    return (await stage.ask(id, message)).ms;
  };
  const warm = (message: unknown) => async (): Promise<number> => {
    await stage.ask(ids.own, message);
    const taken: number[] = [];
    for (let run = 0; run < 5; run += 1) taken.push((await stage.ask(ids.own, message)).ms);
    return median(taken);
  };
  return {
    empty: cold(ids.empty, null),
    ping: cold(ids.own, PING),
    none: cold(ids.own, MATCH_NONE),
    match: cold(ids.own, MATCH),
    warmPing: warm(PING),
    warmMatch: warm(MATCH),
  };
}

/** @throws if the worker does not tell the contacts' numbers from the others: no time would count */
async function checkAnswer(stage: WorkerStage, id: string): Promise<void> {
  const { answer } = await stage.ask(id, MATCH);
  const { known } = asAnswer(asAnswer(answer)['value']);
  if (JSON.stringify(known) !== '[true,true,true,false,false]') {
    throw new Error(`a wrong answer: ${JSON.stringify(answer)}`);
  }
}

function report(
  chromium: string,
  sizes: readonly number[],
  times: ReadonlyMap<number, Times>,
  reading: [string, number][],
  turns: number,
): Report {
  const of = (size: number, name: keyof Times): number[] => times.get(size)?.[name] ?? [];
  const growth = (from: number, to: number): Verdict => ({
    target: `stopped worker to answer, ${shown(to)} against ${shown(from)} contacts`,
    kind: 'most',
    limit: 1.2,
    measured: pairedRatio(of(to, 'match'), of(from, 'match')),
    unit: ' ×',
  });
  return {
    benchmark: 'match',
    chromium,
    notes: [`${turns} turns; nothing is attached to the workers; times are the page's own.`],
    tables: [
      ...sizes.map((size) => ({
        title: `${shown(size)} contacts, 5 numbers`,
        columns: ['what', 'median, ms', 'p95, ms', '× bare ping'],
        rows: (Object.keys(LABELS) as (keyof Times)[]).map((name) => [
          LABELS[name],
          median(of(size, name)),
          percentile(of(size, name), 0.95),
          name.startsWith('warm') ? '–' : pairedRatio(of(size, name), of(size, 'ping')),
        ]),
      })),
      {
        title: 'Reading written numbers, in Node',
        columns: ['reader', 'numbers/s'],
        rows: reading.map(([name, perSecond]) => [name, Math.round(perSecond)]),
      },
    ],
    verdicts: [
      ...sizes.map((size): Verdict => ({
        target: `stopped worker, ${shown(size)} contacts: bare ping, against a worker of one line`,
        kind: 'most',
        limit: 1.4,
        measured: pairedRatio(of(size, 'ping'), of(size, 'empty')),
        unit: ' ×',
      })),
      ...sizes.slice(1).map((size): Verdict => ({
        target: `stopped worker to answer, ${shown(size)} contacts, against a bare ping`,
        kind: 'most',
        limit: 1.2,
        measured: pairedRatio(of(size, 'match'), of(size, 'ping')),
        unit: ' ×',
      })),
      ...sizes.slice(1).map((size, index) => growth(sizes[index] ?? NaN, size)),
    ],
  };
}
