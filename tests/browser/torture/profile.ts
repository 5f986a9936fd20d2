import type { ChromiumTab } from '../harness/chromium.ts';

const MAX_GAP_MS = 5;

interface Stretch {
  /** Milliseconds in which every sample was in our script. */
  longest: number;
  total: number;
  /** What ran in the longest one. */
  functions: string[];
}

/**
 * How long our content script held up a page while `work` ran. A page's `longtask` entries do not
 * say whose a task was; the profiler's samples do.
 */
export async function ourStretches(
  tab: ChromiumTab,
  work: () => Promise<unknown>,
): Promise<Stretch> {
  const session = await tab.page.context().newCDPSession(tab.page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  await work();
  const { profile } = await session.send('Profiler.stop');
  await session.detach();

  const parents = new Map<number, number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  for (const { id, children = [] } of profile.nodes) {
    for (const child of children) parents.set(child, id);
  }
  const isOurs = (id: number | undefined): boolean => {
    for (let node = id; node !== undefined; node = parents.get(node)) {
      if (/^chrome-extension:.*(?:page|card-host)\.js$/u.test(nodes.get(node)?.callFrame.url ?? ''))
        return true;
    }
    return false;
  };
  const result: Stretch = { longest: 0, total: 0, functions: [] };
  let stretch = 0;
  let functions: string[] = [];
  profile.samples?.forEach((id, index) => {
    // The time from this sample to the next one; in a longer gap it was the machine that paused.
    const delta = Math.min((profile.timeDeltas?.[index + 1] ?? 0) / 1_000, MAX_GAP_MS);
    if (!isOurs(id)) {
      stretch = 0;
      functions = [];
      return;
    }
    stretch += delta;
    result.total += delta;
    functions.push(nodes.get(id)?.callFrame.functionName ?? '');
    if (stretch > result.longest) result.longest = stretch;
    if (stretch === result.longest) result.functions = [...new Set(functions)];
  });
  return result;
}
