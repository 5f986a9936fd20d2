import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isRead } from '../../browser/card/on-page.ts';
import { preparedExtension } from '../../browser/harness/built-extension.ts';
import { type ChromiumDriver, launchChromium } from '../../browser/harness/chromium.ts';
import type { Tab } from '../../browser/harness/driver.ts';
import { hasText, setChromiumStage, SITE } from '../../browser/harness/stage.ts';
import { startSite } from '../../browser/harness/site.ts';
import { progress } from '../common/progress.ts';
import type { Report } from '../common/report.ts';
import { median, percentile } from '../common/statistics.ts';
import { bareExtension } from './bare-extension.ts';
import { isMarked } from './marked.ts';

const PAGE = `<!doctype html><html lang="it"><title>Card</title>
  <p id="giulia" style="position:absolute;left:100px;top:100px;margin:0;font:16px/20px sans-serif">
  +39 347 123 4567</p>`;

const NUMBER = { x: 130, y: 110 };
const IN_CARD = { x: 200, y: 250 };

/** The default, in milliseconds. */
const REST_MS = 300;
/** A pointer that was still for so long is not fast when it moves again, in milliseconds. */
const STILL_MS = 150;

interface Times {
  cold: number[];
  warm: number[];
}

/** `npm run bench -- card`: from a pointer that comes to a number to a card that is seen. */
export async function cardBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } });
  const turns = values.quick ? 3 : 15;
  progress('our card');
  const { times: ours, late, version } = await ourTimes(turns);
  progress('a bare frame');
  const bare = await bareTimes(turns);
  const ratio = median(ours.cold) / median(bare.cold);
  return {
    benchmark: 'The card',
    chromium: version,
    notes: [
      `From the pointer's movement, as the page hears it, to the first frame in which the card is what lies below the number. Time of rest 0; ${turns} pages each.`,
      'Cold: the first card of a page. Warm: the next one there. Bare: an extension whose frame has one line of text, shown at once when it has loaded.',
      `Later than the rest: with the usual rest of ${REST_MS} ms, what comes on top of that.`,
    ],
    tables: [
      {
        title: 'Milliseconds',
        columns: ['', 'p50', 'p95'],
        rows: [
          ['bare frame, cold', ...spread(bare.cold)],
          ['our card, cold', ...spread(ours.cold)],
          ['bare frame, warm', ...spread(bare.warm)],
          ['our card, warm', ...spread(ours.warm)],
          ['our card, cold, later than the rest', ...spread(late.cold)],
          ['our card, warm, later than the rest', ...spread(late.warm)],
        ],
      },
    ],
    verdicts: [
      { target: 'cold card / bare frame', limit: 2, measured: ratio, kind: 'most', unit: ' ×' },
      {
        target: 'warm card, p50: as fast as a user can rest',
        limit: 100,
        measured: median(ours.warm),
        kind: 'most',
        unit: ' ms',
      },
      {
        target: 'warm card, later than the rest, p50: two frames',
        limit: 34,
        measured: median(late.warm),
        kind: 'most',
        unit: ' ms',
      },
    ],
  };
}

function spread(times: readonly number[]): [number, number] {
  return [median(times), percentile(times, 0.95)];
}

async function ourTimes(turns: number): Promise<{ times: Times; late: Times; version: string }> {
  const stage = await setChromiumStage({ pages: { '/': PAGE } });
  try {
    await stage.connect();
    // Whatever is compiled only once in a browser is compiled now.
    const first = await stage.browser.open(SITE);
    await isRead(first, '#giulia', 'Giulia');
    await first.close();
    const rested = await measured(turns, stage.browser, SITE, isMarked);
    await stage.options.evaluate(() => {
      const slider = document.querySelector<HTMLInputElement>('#rest');
      if (!slider) throw new Error('no slider');
      slider.value = '0';
      slider.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await hasText(stage.options, 'At once');
    const times = await measured(turns, stage.browser, SITE, isMarked);
    const late = { cold: rested.cold.map(withoutRest), warm: rested.warm.map(withoutRest) };
    return { times, late, version: stage.browser.context.browser()?.version() ?? '' };
  } finally {
    await stage.close();
  }
}

async function bareTimes(turns: number): Promise<Times> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-bench-'));
  const site = await startSite({ '/': PAGE });
  const hosts = { 'shop.test:80': site.port };
  // Ours is there too, not connected: the driver waits for a worker.
  const bare = await bareExtension(folder);
  const extension = await preparedExtension('chrome', { into: folder, grantHosts: false });
  const both = [extension, bare].join();
  const args = [`--load-extension=${both}`, `--disable-extensions-except=${both}`];
  const browser = await launchChromium({ extension, hosts, args });
  try {
    return await measured(turns, browser, SITE, () => Promise.resolve());
  } finally {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true });
  }
}

function withoutRest(time: number): number {
  return time - REST_MS;
}

/** Two cards on each of some new pages. */
async function measured(
  turns: number,
  browser: ChromiumDriver,
  url: string,
  isReady: (tab: Tab) => Promise<unknown>,
): Promise<Times> {
  const times: Times = { cold: [], warm: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    const tab = await browser.open(url);
    await isReady(tab);
    times.cold.push(await timeToCard(tab));
    await tab.clickAt(700, 700);
    await tab.waitFor(
      ({ x, y }: { x: number; y: number }) =>
        document.elementFromPoint(x, y) === document.documentElement,
      { argument: IN_CARD },
    );
    await sleep(STILL_MS);
    times.warm.push(await timeToCard(tab));
    await tab.close();
  }
  return times;
}

async function timeToCard(tab: Tab): Promise<number> {
  await tab.evaluate(({ x, y }) => {
    const page = window as unknown as { cardTime?: Promise<number> };
    page.cardTime = new Promise((resolve) => {
      const begin = ({ timeStamp }: Event): void => {
        const look = (): void => {
          const found = document.elementFromPoint(x, y);
          if (found !== document.documentElement && found !== document.body) {
            resolve(performance.now() - timeStamp);
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      addEventListener('pointermove', begin, { once: true, capture: true });
    });
  }, IN_CARD);
  await tab.moveMouse(NUMBER.x, NUMBER.y);
  return tab.evaluate(() => (window as unknown as { cardTime: Promise<number> }).cardTime);
}
