import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { build } from 'wxt';
import type { BrowserName } from '../harness/driver.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The modules whose every await is a place where the worker may die. */
const MORTAL = /\/utils\/(?:sync|store)\/[^/]+\.ts$|\/utils\/browser\/sync-[^/]+\.ts$/u;

/** What the barrier is told, by the server, when a worker starts. */
const PLAN_PATH = '/v1/kill-plan';
/** What it tells the server when it has come to the place where it is to die. */
const REACHED_PATH = '/v1/kill-reached';

/**
 * Goes before everything else in the worker. It counts the awaits that have ended. Who comes to the
 * one that it was told of says so and goes no further, and neither does anybody who comes after
 * him. A transaction that is open there is committed with what it has been given so far, as it has
 * nothing left to wait for. (A barrier that keeps the thread busy instead would hold it open; but
 * then what it has to say does not always leave the worker.) The first await of a worker waits for
 * the plan; that is the opening of the database, outside of any transaction.
 */
const BARRIER = `
(() => {
  const api = 'https://api.callbell.eu';
  const state = globalThis.lensBarrier = { count: 0, killAt: Infinity, plan: undefined };
  const loadPlan = async () => {
    const answer = await fetch(api + '${PLAN_PATH}').then((response) => response.json(), () => ({}));
    state.killAt = answer.killAt ?? Infinity;
  };
  const never = new Promise(() => {});
  const settled = async () => {
    if (!state.isLoaded) await (state.plan ??= loadPlan().then(() => { state.isLoaded = true; }));
    state.count += 1;
    if (state.count < state.killAt) return;
    if (state.count === state.killAt) await fetch(api + '${REACHED_PATH}').catch(() => {});
    await never;
  };
  globalThis.lensAwaited = async (promise) => {
    let value;
    try {
      value = await promise;
    } catch (error) {
      await settled();
      throw error;
    }
    const end = settled();
    if (state.count >= state.killAt || !state.isLoaded) await end;
    return value;
  };
})();
`;

/** An await in the syntax tree, as far as it matters here. */
interface Node {
  type?: unknown;
  start?: unknown;
  end?: unknown;
  argument?: unknown;
}

/** Puts a barrier behind each await of the modules that may be killed. */
function barriers(): Plugin {
  return {
    name: 'kill-barriers',
    enforce: 'post',
    transform(code, id) {
      if (id.endsWith('/entrypoints/background/index.ts'))
        return { code: BARRIER + code, map: null };
      if (!MORTAL.test(id)) return null;
      const edits = awaitsIn(this.parse(code)).flatMap(({ start, end }) => [
        // The extension's pages have the same modules, and no barrier.
        { at: start, text: '(globalThis.lensAwaited ?? ((promise) => promise))(' },
        { at: end, text: ')' },
      ]);
      let result = code;
      for (const { at, text } of edits.toSorted((a, b) => b.at - a.at)) {
        result = result.slice(0, at) + text + result.slice(at);
      }
      // Nobody waits here for the sake of a server: five requests a second would take minutes.
      return { code: result.replace('perSecond: 5', 'perSecond: 500'), map: null };
    },
  };
}

/** What each await waits for. */
function awaitsIn(tree: unknown): { start: number; end: number }[] {
  if (Array.isArray(tree)) return tree.flatMap(awaitsIn);
  if (typeof tree !== 'object' || tree === null) return [];
  const inside = Object.values(tree).flatMap(awaitsIn);
  const { type, argument }: Node = tree;
  if (type !== 'AwaitExpression') return inside;
  const { start, end }: Node = argument ?? {};
  return typeof start === 'number' && typeof end === 'number'
    ? [...inside, { start, end }]
    : inside;
}

/** What the control does wrong: it forgets the contacts before it reads them again. */
function clearThenWrite(): Plugin {
  return {
    name: 'clear-then-write',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/utils/store/runs.ts')) return null;
      const flawed = code.replace(
        '...RUN_STATE.map((key) => transaction.store.delete(key)),',
        "...RUN_STATE.map((key) => transaction.store.delete(key)), transaction.store.delete('manifest'),",
      );
      if (flawed === code) throw new Error('The control does not know this code any more.');
      return { code: flawed, map: null };
    },
  };
}

/** Builds the extension so that its worker can be killed at each await. @returns its folder */
export function mortalBuild({ isFlawed = false } = {}): Promise<string> {
  return buildWith('chrome', [...(isFlawed ? [clearThenWrite()] : []), barriers()]);
}

/** Builds the extension for Firefox as it must not be. @returns its folder */
export function flawedBuild(): Promise<string> {
  return buildWith('firefox', [clearThenWrite()]);
}

async function buildWith(browser: BrowserName, plugins: Plugin[]): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'lens-mortal-'));
  await build({
    root: ROOT,
    browser,
    manifestVersion: 3,
    outDir,
    logger: quiet,
    vite: () => ({ plugins }),
  });
  return join(outDir, `${browser}-mv3`);
}

const silent = (): void => undefined;
const quiet = {
  debug: silent,
  log: silent,
  info: silent,
  warn: silent,
  error: console.error,
  fatal: console.error,
  success: silent,
  level: 0,
};
