import { parseArgs } from 'node:util';
import { mulberry32 } from '../../fake-callbell/random.ts';
import { progress } from '../common/progress.ts';
import type { Report } from '../common/report.ts';
import { MovingList } from '../common/moving-list.ts';
import { PAGE_SIZE, SimulatedBrowser } from '../common/simulated-browser.ts';
import { percentile } from '../common/statistics.ts';

const INTERVALS = { quick: 300_000, whole: 21_600_000 };
/** From one request to the next, at full pace. */
const SPACING_MS = 200;

/** What happens to a list in a second, on average. */
const RATES = { messages: 1, inserts: 0.05, deletes: 0.02 };

interface History {
  list: number;
  front: number;
  /** Contacts that are at Callbell and that the browser does not have. */
  lost: number;
  /** The same after the list alone. */
  lostByList: number;
}

/**
 * The first sync of a browser while the list moves under it: whoever was there when it ended, and
 * is still, must have been read.
 */
export function simulateFirstSync(contacts: number, seed: number): History {
  const random = mulberry32(seed);
  const list = new MovingList(contacts);
  const seen = new Set<number>();
  let seenByList = 0;
  let now = 1;
  let atLastFront = 0;
  const browser = new SimulatedBrowser({
    list,
    intervals: INTERVALS,
    random,
    onPage: (ids, step) => {
      if (step.kind === 'front' && seenByList === 0) seenByList = countLost(list, seen, list.size);
      if (step.kind === 'front' && step.page === 1) atLastFront = list.size;
      const before = seen.size;
      for (const id of ids) seen.add(id);
      return seen.size - before;
    },
  });
  browser.begin('whole', now);
  while (browser.isReading) {
    move(list, random, now, SPACING_MS);
    now += SPACING_MS;
    browser.readPage(now);
  }
  return {
    list: browser.requests.list,
    front: browser.requests.front,
    lost: countLost(list, seen, atLastFront),
    lostByList: seenByList,
  };
}

function countLost(list: MovingList, seen: ReadonlySet<number>, upTo: number): number {
  let lost = 0;
  for (let id = 0; id < upTo; id += 1) if (list.has(id) && !seen.has(id)) lost += 1;
  return lost;
}

/** What happens between two requests. */
function move(list: MovingList, random: () => number, now: number, milliseconds: number): void {
  const happens = (perSecond: number): boolean => random() < (perSecond * milliseconds) / 1_000;
  const anybody = (): number => Math.floor(random() * list.size);
  if (happens(RATES.messages)) list.touch(anybody(), now + random() * 0.3);
  if (happens(RATES.inserts)) list.create(now + 0.4 + random() * 0.3);
  if (happens(RATES.deletes)) list.remove(anybody());
}

/** What a quick sync asks for after an absence in which so many messages came. */
function simulateQuick(contacts: number, messages: number, seed: number): number {
  const random = mulberry32(seed);
  const list = new MovingList(contacts);
  const browser = new SimulatedBrowser({ list, intervals: INTERVALS, random, onPage: () => 0 });
  browser.begin('whole', 1);
  browser.readToEnd(1);
  const before = browser.requests.list + browser.requests.front;
  let writes = 0;
  for (let nth = 0; nth < messages; nth += 1) {
    // One in ten begins a conversation, the others go on with one.
    if (nth % 10 === 0) writes = Math.floor(random() * contacts);
    list.touch(writes, 2 + nth);
  }
  browser.begin('quick', 2 + messages);
  browser.readToEnd(3 + messages);
  const { requests } = browser;
  return requests.quick + requests.list + requests.front - before;
}

/** `npm run bench -- order`: is anybody lost while the list moves, and what does a quick sync ask? */
export function orderBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const [contacts, histories] = values.quick ? [10_000, 100] : [100_000, 1_000];
  const outcomes: History[] = [];
  for (let seed = 1; seed <= histories; seed += 1) {
    if (seed % 100 === 0) progress(`${seed} of ${histories} histories`);
    outcomes.push(simulateFirstSync(contacts, seed));
  }
  const lost = outcomes.reduce((sum, history) => sum + history.lost, 0);
  const ofList = (share: number): number =>
    percentile(
      outcomes.map(({ list }) => list),
      share,
    );
  const ofFront = (share: number): number =>
    percentile(
      outcomes.map(({ front }) => front),
      share,
    );
  const byList = outcomes.filter(({ lostByList }) => lostByList > 0).length;
  const absences: [string, number][] = [
    ['nobody wrote', 0],
    ['five minutes of a quiet day (100 messages in 10 hours)', 1],
    ['five minutes of a busy day (a message a second)', 300],
    ['a quiet day', 100],
    ['a busy day (36,000 messages)', 36_000],
    ['a busy week (180,000 messages)', 180_000],
  ];
  return Promise.resolve({
    benchmark: 'order',
    chromium: 'none: a simulation',
    notes: [
      `${contacts.toLocaleString('en-US')} contacts in pages of ${PAGE_SIZE} by cursor; ${histories.toLocaleString('en-US')} first syncs; a request every ${SPACING_MS} ms; per second ${RATES.messages} message, ${RATES.inserts} new contacts, ${RATES.deletes} deleted.`,
      'Lost is who is at Callbell when the front is last read and was not read. Messages are ten to a conversation.',
    ],
    tables: [
      {
        title: 'First syncs of a list that moves',
        columns: ['what', 'median', 'p95', 'most'],
        rows: [
          ['requests for the list', ofList(0.5), ofList(0.95), ofList(1)],
          ['requests more, for the front', ofFront(0.5), ofFront(0.95), ofFront(1)],
          [
            'contacts that the list alone would have lost',
            ...[0.5, 0.95, 1].map((share) =>
              percentile(
                outcomes.map(({ lostByList }) => lostByList),
                share,
              ),
            ),
          ],
        ],
      },
      {
        title: 'What one quick sync asks for',
        columns: ['after', 'requests'],
        rows: absences.map(([after, messages]) => [after, simulateQuick(contacts, messages, 1)]),
      },
    ],
    verdicts: [
      {
        target: `contacts lost in ${histories.toLocaleString('en-US')} histories (by the list alone: in ${byList})`,
        limit: 0,
        measured: lost,
        kind: 'most',
        unit: '',
      },
      {
        target: 'requests more than for the list alone, median',
        limit: 5,
        measured: (100 * ofFront(0.5)) / ofList(0.5),
        kind: 'most',
        unit: ' %',
      },
    ],
  });
}
