import { parseArgs } from 'node:util';
import { earliestNext } from '../../../utils/sync/pace.ts';
import { nextSync, wholeInterval } from '../../../utils/sync/schedule.ts';
import { NEVER_SYNCED, runOf, type SyncStatus, withRun } from '../../../utils/sync/status.ts';
import { mulberry32 } from '../../fake-callbell/random.ts';
import { RateLimit } from '../../fake-callbell/rate-limit.ts';
import { MovingList } from '../common/moving-list.ts';
import type { Report } from '../common/report.ts';
import { PAGE_SIZE, SimulatedBrowser } from '../common/simulated-browser.ts';
import { percentile } from '../common/statistics.ts';
import { Clock } from './clock.ts';
import { makeDay, type Happening } from './day.ts';

const NINE_O_CLOCK = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WORKING_DAY = 10 * HOUR;
const LIMIT_PER_SECOND = 300;
/** From a request to its answer. */
const LATENCY_MS = 150;
const INTERVALS = { quick: 300_000, whole: 6 * HOUR };
/** All have opened their browsers when the day is so old. */
const ALL_THERE_MS = HOUR / 2;

interface Fleet {
  agents: number;
  contacts: number;
}

/** The account's limit, and how it was used. */
class Limit {
  requests = 0;
  refused = 0;
  readonly #limit = new RateLimit();
  readonly #perSecond = new Map<number, number>();

  admit(now: number): boolean {
    this.requests += 1;
    const second = Math.floor(now / 1_000);
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + 1);
    const isAdmitted = this.#limit.admit('account', now, LIMIT_PER_SECOND);
    if (!isAdmitted) this.refused += 1;
    return isAdmitted;
  }

  get busiest(): number {
    return [...this.#perSecond.values()].reduce((most, count) => Math.max(most, count), 0);
  }
}

/** Carries a run on until it has ended: pace, refusals and waits as in the worker. */
function carryOn(
  browser: SimulatedBrowser,
  clock: Clock,
  limit: Limit,
  random: () => number,
  onEnd: () => void,
): void {
  const ask = (earliest: number): void => {
    if (!browser.isReading) {
      onEnd();
      return;
    }
    const { now } = clock;
    const following = earliestNext(earliest, now, browser.status.pace, random());
    const isAdmitted = limit.admit(now);
    clock.at(now + LATENCY_MS, () => {
      if (isAdmitted) browser.readPage(clock.now);
      else browser.fail(clock.now, { kind: 'rate-limited', retryAfterMs: null });
      const { phase } = browser.status;
      if (phase.kind !== 'waiting') {
        clock.at(following, () => ask(following));
        return;
      }
      clock.at(phase.until, () => {
        const run = runOf(browser.status);
        if (run) browser.status = withRun(browser.status, run);
        ask(clock.now);
      });
    });
  };
  ask(clock.now);
}

interface FirstSync {
  limit: Limit;
  /** When each agent had everything, in seconds from the start. */
  seconds: number[];
}

/** Many browsers that all read the same account for the first time, from the same moment on. */
function simulateFirstSyncs({ agents, contacts }: Fleet, seed: number): FirstSync {
  const random = mulberry32(seed);
  const clock = new Clock(NINE_O_CLOCK);
  const list = new MovingList(contacts);
  const limit = new Limit();
  const seconds: number[] = [];
  for (let agent = 0; agent < agents; agent += 1) {
    const browser = new SimulatedBrowser({ list, intervals: INTERVALS, random, onPage: countAll });
    browser.begin('whole', clock.now);
    carryOn(browser, clock, limit, random, () => seconds.push((clock.now - NINE_O_CLOCK) / 1_000));
  }
  clock.runUntil(NINE_O_CLOCK + DAY);
  return { limit, seconds };
}

const countAll = (ids: readonly number[]): number => ids.length;

interface WorkingDay {
  limit: Limit;
  requestsAnAgent: { quick: number; whole: number };
  wholeSyncs: number;
  /** From an edit in Callbell until a browser has it, in minutes; those of the same day. */
  ages: { inTalk: number[]; elsewhere: number[] };
  /** The share of edits that nobody's browser has seen when it is closed. */
  unseen: { inTalk: number; elsewhere: number };
}

/**
 * The second of two working days: in the evening all browsers are closed, in the morning they come
 * within half an hour, and what became due at night is due for all of them.
 */
function simulateWorkingDay({ agents, contacts }: Fleet, seed: number): WorkingDay {
  const random = mulberry32(seed);
  const clock = new Clock(NINE_O_CLOCK);
  const list = new MovingList(contacts);
  const limits = [new Limit(), new Limit()];
  const edits = new Map<number, { at: number; isInTalk: boolean }[]>();
  const days = [NINE_O_CLOCK, NINE_O_CLOCK + DAY];
  const secondDay = NINE_O_CLOCK + DAY;
  const ages = { inTalk: [] as number[], elsewhere: [] as number[] };
  const made = { inTalk: 0, elsewhere: 0 };
  let wholeSyncs = 0;

  for (const day of days) {
    for (const happening of makeDay(day, WORKING_DAY, contacts, random)) {
      clock.at(happening.at, () => happen(happening));
    }
  }
  const happen = ({ kind, at, id, isInTalk }: Happening): void => {
    if (kind === 'message') {
      list.touch(id, at);
      return;
    }
    edits.set(id, [...(edits.get(id) ?? []), { at, isInTalk }]);
    if (at >= secondDay) made[isInTalk ? 'inTalk' : 'elsewhere'] += agents;
  };

  const pages = Math.ceil(contacts / PAGE_SIZE);
  const lastWhole = {
    finishedAt: NINE_O_CLOCK,
    contacts,
    unreadable: 0,
    unreadableEntries: [],
    pages,
    isLimited: false,
  };
  const browsers = Array.from({ length: agents }, () => {
    const lastRead = new Float64Array(contacts).fill(NINE_O_CLOCK);
    const onPage = (ids: readonly number[]): number => {
      let fresh = 0;
      for (const id of ids) {
        const before = lastRead[id] ?? 0;
        lastRead[id] = clock.now;
        for (const { at, isInTalk } of edits.get(id) ?? []) {
          if (at <= before) continue;
          fresh += 1;
          if (at >= secondDay) {
            ages[isInTalk ? 'inTalk' : 'elsewhere'].push((clock.now - at) / 60_000);
          }
        }
      }
      return fresh;
    };
    const browser = new SimulatedBrowser({ list, intervals: INTERVALS, random, onPage });
    const interval = wholeInterval({ lastWhole, thrift: 1 }, INTERVALS);
    const synced: SyncStatus = {
      ...NEVER_SYNCED,
      lastWhole,
      lastSync: NINE_O_CLOCK,
      next: {
        quick: NINE_O_CLOCK + random() * INTERVALS.quick,
        whole: NINE_O_CLOCK + random() * interval,
      },
    };
    browser.setSynced(synced);
    return browser;
  });
  const requestsBefore = browsers.map(() => ({ quick: 0, list: 0, front: 0 }));

  const dayOf = (time: number): number => (time >= secondDay ? 1 : 0);
  const isOpen = (time: number): boolean => (time - NINE_O_CLOCK) % DAY < WORKING_DAY;
  const wake = (browser: SimulatedBrowser): void => {
    if (!isOpen(clock.now)) {
      const morning = NINE_O_CLOCK + DAY + random() * ALL_THERE_MS;
      if (clock.now < secondDay) clock.at(morning, () => wake(browser));
      return;
    }
    const due = nextSync(browser.status, INTERVALS, clock.now);
    if (!due) return;
    if (due.at > clock.now) {
      clock.at(due.at, () => wake(browser));
      return;
    }
    if (due.kind === 'whole' && clock.now >= secondDay) wholeSyncs += 1;
    browser.begin(due.kind, clock.now);
    const limit = limits[dayOf(clock.now)];
    if (limit) carryOn(browser, clock, limit, random, () => wake(browser));
  };
  for (const browser of browsers)
    clock.at(NINE_O_CLOCK + random() * ALL_THERE_MS, () => wake(browser));
  clock.at(secondDay - 1, () => {
    browsers.forEach((browser, index) => {
      requestsBefore[index] = { ...browser.requests };
    });
  });
  clock.runUntil(secondDay + WORKING_DAY);

  const sum = (of: 'quick' | 'list' | 'front'): number =>
    browsers.reduce(
      (all, { requests }, index) => all + requests[of] - (requestsBefore[index]?.[of] ?? 0),
      0,
    ) / agents;
  return {
    limit: limits[1] ?? new Limit(),
    requestsAnAgent: { quick: sum('quick'), whole: sum('list') + sum('front') },
    wholeSyncs,
    ages,
    unseen: {
      inTalk: 1 - ages.inTalk.length / made.inTalk,
      elsewhere: 1 - ages.elsewhere.length / made.elsewhere,
    },
  };
}

/** `npm run bench -- fleet`: does everybody come to an end, and is the account's limit kept? */
export function fleetBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const contacts = values.quick ? 10_000 : 100_000;
  const fleets = [1, 20, 200].map((agents) => ({ agents, contacts }));
  const firsts = fleets.map((fleet) => ({ fleet, ...simulateFirstSyncs(fleet, 1) }));
  const largest = firsts.at(-1);
  const shareOf = ({ requests, refused }: Limit): number => (100 * refused) / requests;
  const ideal = (largest?.limit.requests ?? 0) / LIMIT_PER_SECOND;
  const day = simulateWorkingDay({ agents: 200, contacts }, 1);
  const agesRow = (name: string, ages: number[], unseen: number): (string | number)[] => [
    name,
    percentile(ages, 0.5),
    percentile(ages, 0.95),
    100 * unseen,
  ];
  const all = [...day.ages.inTalk, ...day.ages.elsewhere];
  return Promise.resolve({
    benchmark: 'fleet',
    chromium: 'none: a simulation',
    notes: [
      `${contacts.toLocaleString('en-US')} contacts in pages of ${PAGE_SIZE} by cursor; ${LIMIT_PER_SECOND} requests a second for all; ${LATENCY_MS} ms for an answer; no Retry-After.`,
      'First syncs: all begin at the same moment. Working day: the second of two, 200 browsers, 10 hours, a message a second in conversations of ten; 1,800 edits in the course of conversations and 200 of contacts that do not write.',
    ],
    tables: [
      {
        title: 'Until everybody has everything',
        columns: ['browsers', 'requests', 'refused', '%', 'busiest second', 'median, s', 'last, s'],
        rows: firsts.map(({ fleet, limit, seconds }) => [
          String(fleet.agents),
          limit.requests,
          limit.refused,
          shareOf(limit),
          limit.busiest,
          percentile(seconds, 0.5),
          Math.max(...seconds),
        ]),
      },
      {
        title: 'A working day of 200 browsers',
        columns: ['what', 'measured'],
        rows: [
          ['requests of all', day.limit.requests],
          ['over the limit, %', shareOf(day.limit)],
          ['busiest second', day.limit.busiest],
          ['requests an agent, quick syncs', day.requestsAnAgent.quick],
          ['requests an agent, whole syncs', day.requestsAnAgent.whole],
          ['whole syncs an agent', day.wholeSyncs / 200],
        ],
      },
      {
        title: 'From an edit in Callbell until a browser has it, minutes',
        columns: ['edits', 'median', 'p95', 'not seen that day, %'],
        rows: [
          agesRow('in the course of a conversation', day.ages.inTalk, day.unseen.inTalk),
          agesRow('of somebody who does not write', day.ages.elsewhere, day.unseen.elsewhere),
          ['all that were seen', percentile(all, 0.5), percentile(all, 0.95), '–'],
        ],
      },
    ],
    verdicts: [
      {
        target: 'first syncs: requests over the limit, 200 browsers',
        limit: 1,
        measured: largest ? shareOf(largest.limit) : NaN,
        kind: 'most',
        unit: ' %',
      },
      {
        target: 'first syncs: time until the last of 200 is done, against the limit used in full',
        limit: 2,
        measured: Math.max(...(largest?.seconds ?? [NaN])) / ideal,
        kind: 'most',
        unit: ' ×',
      },
      {
        target: 'working day: requests over the limit, 200 browsers',
        limit: 1,
        measured: shareOf(day.limit),
        kind: 'most',
        unit: ' %',
      },
    ],
  });
}
