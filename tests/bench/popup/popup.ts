import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { until } from '../../browser/harness/driver.ts';
import { unpackedId } from '../common/extension-id.ts';
import { progress } from '../common/progress.ts';
import { type Report, shown } from '../common/report.ts';
import { median, pairedRatio, percentile, rotated } from '../common/statistics.ts';
import { syncedProfile } from '../common/synced-profile.ts';
import { BareChromium, asAnswer } from '../common/bare-chromium.ts';
import { bareExtension } from './bare-extension.ts';

/** In milliseconds, from the navigation on. */
interface Opening {
  /** The first frame with something in it. */
  paint: number;
  /** The frame that shows the first row. */
  row: number;
}

/** Notes in the page when its first row is painted. */
const WATCH = `new MutationObserver((_, observer) => {
  if (!document.querySelector('[role=option]')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => (globalThis.firstRow = performance.now())));
}).observe(document, { childList: true, subtree: true });`;

const TIMES = `(() => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return paint && globalThis.firstRow ? { paint: paint.startTime, row: globalThis.firstRow } : null;
})()`;

/** `npm run bench -- popup`: from the opening of the popup to its first frame and its first row. */
export async function popupBenchmark(args: string[]): Promise<Report> {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string', default: '100000' },
      quick: { type: 'boolean', default: false },
    },
  });
  const contacts = Number(values.contacts);
  const turns = values.quick ? 5 : 25;
  const folder = await mkdtemp(join(tmpdir(), 'lens-bench-'));
  try {
    progress(`a sync of ${contacts} contacts`);
    const { profile, extension } = await syncedProfile(folder, contacts);
    const bare = await bareExtension(folder);
    progress(`${turns} turns`);
    const { version, ours, others } = await measured(profile, extension, bare, turns);
    return report(version, contacts, ours, others);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measured(
  profile: string,
  extension: string,
  bare: string,
  turns: number,
): Promise<{ version: string; ours: Opening[]; others: Opening[] }> {
  const browser = new BareChromium(profile, [extension, bare]);
  try {
    const { product } = await browser.send('Browser.getVersion');
    // The extensions are loaded a moment after the start.
    await sleep(2_000);
    const ids = { ours: await unpackedId(extension), others: await unpackedId(bare) };
    const taken: Record<keyof typeof ids, Opening[]> = { ours: [], others: [] };
    const names = ['ours', 'others'] as const;
    // Once before anything counts: files and code caches are then as on any later day.
    for (const name of names) await opened(browser, ids[name]);
    for (let turn = 0; turn < turns; turn += 1) {
      for (const name of rotated(names, turn)) {
        taken[name].push(await opened(browser, ids[name]));
      }
    }
    return { version: String(product).replace(/^\w+\//u, ''), ...taken };
  } finally {
    await browser.close();
  }
}

/** Opens a popup's page in a tab of its own, in a process of its own, and closes it. */
async function opened(browser: BareChromium, id: string): Promise<Opening> {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const attached = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const session = String(attached['sessionId']);
  await browser.send('Page.enable', {}, session);
  await browser.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH }, session);
  await browser.send('Page.navigate', { url: `chrome-extension://${id}/popup.html` }, session);
  const times = await until(
    async () => {
      const { result } = await browser.send(
        'Runtime.evaluate',
        { expression: TIMES, returnByValue: true },
        session,
      );
      const { paint, row } = asAnswer(asAnswer(result)['value']);
      return typeof paint === 'number' && typeof row === 'number' ? { paint, row } : undefined;
    },
    { what: 'the first row' },
  );
  await browser.send('Target.closeTarget', { targetId });
  return times;
}

function report(
  chromium: string,
  contacts: number,
  ours: readonly Opening[],
  others: readonly Opening[],
): Report {
  const of = (openings: readonly Opening[], what: keyof Opening): number[] =>
    openings.map((opening) => opening[what]);
  const row = (label: string, openings: readonly Opening[], what: keyof Opening) => [
    label,
    median(of(openings, what)),
    percentile(of(openings, what), 0.95),
    pairedRatio(of(openings, what), of(others, what)),
  ];
  return {
    benchmark: 'popup',
    chromium,
    notes: [
      `${shown(contacts)} contacts; ${ours.length} openings each, in turns, in a tab: no driver can time the popup below the button.`,
      'The bare popup is a field and twenty rows by Preact, in an extension of its own.',
    ],
    tables: [
      {
        title: 'From the opening',
        columns: ['what', 'median, ms', 'p95, ms', '× bare'],
        rows: [
          row('bare popup: first paint', others, 'paint'),
          row('ours: first paint', ours, 'paint'),
          row('bare popup: first row', others, 'row'),
          row('ours: first row', ours, 'row'),
        ],
      },
    ],
    verdicts: [],
  };
}
