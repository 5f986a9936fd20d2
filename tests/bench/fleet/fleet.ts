import { parseArgs } from 'node:util';
import { newRun, next, type RunEvent } from '../../../utils/sync/machine.ts';
import { earliestNext } from '../../../utils/sync/pace.ts';
import { NEVER_SYNCED, runOf, type SyncStatus } from '../../../utils/sync/status.ts';
import { RateLimit } from '../../fake-callbell/rate-limit.ts';
import { mulberry32 } from '../../fake-callbell/random.ts';
import type { Report } from '../common/report.ts';
import { percentile } from '../common/statistics.ts';

const NINE_O_CLOCK = Date.UTC(2026, 0, 5, 9);
const PAGE_SIZE = 50;
const LIMIT_PER_SECOND = 300;
/** From a request to its answer. */
const LATENCY_MS = 150;
const INTERVALS = { quick: 300_000, whole: 21_600_000 };

interface Fleet {
  agents: number;
  contacts: number;
}

interface Outcome {
  requests: number;
  refused: number;
  /** When each agent had everything, in seconds from the start. */
  seconds: number[];
  /** The most requests that were admitted in any second, and the most that were made. */
  busiest: number;
}

/**
 * Many browsers that all read the same account for the first time, from the same moment on: the
 * real state machine, pace and back-off, a virtual clock, and a server that only counts.
 */
function simulate({ agents, contacts }: Fleet, seed: number): Outcome {
  const random = mulberry32(seed);
  const limit = new RateLimit();
  const pages = Math.ceil(contacts / PAGE_SIZE);
  const queue = new Map<number, (() => void)[]>();
  const seconds: number[] = [];
  const perSecond = new Map<number, number>();
  let now = NINE_O_CLOCK;
  let requests = 0;
  let refused = 0;

  const at = (time: number, work: () => void): void => {
    const moment = Math.max(now, Math.ceil(time));
    queue.set(moment, [...(queue.get(moment) ?? []), work]);
  };
  const given = (): Parameters<typeof next>[2] => ({ now, random: random(), intervals: INTERVALS });

  const goOn = (status: SyncStatus, earliest: number): void => {
    const run = runOf(status);
    if (status.phase.kind === 'waiting') {
      at(status.phase.until, () => goOn(running(status), now));
    } else if (!run) {
      seconds.push((now - NINE_O_CLOCK) / 1000);
    } else if ('page' in run.step) {
      const { page } = run.step;
      at(earliest, () => ask(status, page, earliest));
    } else {
      const event: RunEvent =
        run.step.kind === 'compare'
          ? { kind: 'compared', absent: 0, of: contacts }
          : { kind: 'finished', contacts };
      goOn(next(status, event, given()), earliest);
    }
  };
  const ask = (status: SyncStatus, page: number, earliest: number): void => {
    requests += 1;
    const second = Math.floor((now - NINE_O_CLOCK) / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    const isAdmitted = limit.admit('account', now, LIMIT_PER_SECOND);
    if (!isAdmitted) refused += 1;
    const following = earliestNext(earliest, now, status.pace, random());
    const isHead = runOf(status)?.step.kind === 'head';
    const found = page > pages ? 0 : PAGE_SIZE;
    const event: RunEvent = isAdmitted
      ? {
          kind: 'page-read',
          contacts: found,
          fresh: isHead ? 0 : found,
          unreadable: [],
          pages: null,
          mark: `page ${page}`,
        }
      : { kind: 'failed', error: { kind: 'rate-limited', retryAfterMs: null } };
    at(now + LATENCY_MS, () => goOn(next(status, event, given()), following));
  };

  for (let agent = 0; agent < agents; agent += 1) {
    const run = newRun(1, 'whole', NEVER_SYNCED, now);
    goOn({ ...NEVER_SYNCED, phase: { kind: 'running', run } }, now);
  }
  for (; seconds.length < agents; now += 1) {
    // What is due at once because of what happens now is added behind it.
    for (let due = queue.get(now); due; due = queue.get(now)) {
      queue.delete(now);
      for (const work of due) work();
    }
  }
  return { requests, refused, seconds, busiest: Math.max(...perSecond.values()) };
}

function running(status: SyncStatus): SyncStatus {
  const run = runOf(status);
  return run ? { ...status, phase: { kind: 'running', run } } : status;
}

/** `npm run bench -- fleet`: does everybody come to an end, and is the account's limit kept? */
export function fleetBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const contacts = values.quick ? 10_000 : 100_000;
  const fleets = [1, 20, 200].map((agents) => ({ agents, contacts }));
  const outcomes = fleets.map((fleet) => ({ fleet, ...simulate(fleet, 1) }));
  const largest = outcomes.at(-1);
  const share = largest ? (100 * largest.refused) / largest.requests : NaN;
  const ideal = (largest?.requests ?? 0) / LIMIT_PER_SECOND;
  return Promise.resolve({
    benchmark: 'fleet',
    chromium: 'none: a simulation',
    notes: [
      `${contacts.toLocaleString('en-US')} contacts in pages of ${PAGE_SIZE}; all begin at the same moment; ${LIMIT_PER_SECOND} requests a second for all; ${LATENCY_MS} ms for an answer; no Retry-After.`,
    ],
    tables: [
      {
        title: 'Until everybody has everything',
        columns: ['browsers', 'requests', 'refused', '%', 'busiest second', 'median, s', 'last, s'],
        rows: outcomes.map(({ fleet, requests, refused, seconds, busiest }) => [
          String(fleet.agents),
          requests,
          refused,
          (100 * refused) / requests,
          busiest,
          percentile(seconds, 0.5),
          Math.max(...seconds),
        ]),
      },
    ],
    verdicts: [
      {
        target: 'requests over the limit, 200 browsers',
        limit: 1,
        measured: share,
        kind: 'most',
        unit: ' %',
      },
      {
        target: 'time until the last of 200 is done, against the limit used in full',
        limit: 2,
        measured: Math.max(...(largest?.seconds ?? [NaN])) / ideal,
        kind: 'most',
        unit: ' ×',
      },
    ],
  });
}
