// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { npm, npmScript, ROOT } from './run-tool.mjs';
import { ensureBrowsers, setUp } from './setup.mjs';
import { runVitest } from './vitest-results.mjs';

/** @typedef {import('./vitest-results.mjs').Tally} Tally */

const USAGE = `Installs what is missing, then runs every check and test.

  --only check     formatting, lint, types, dead code
  --only unit      the build, unit and property tests
  --only browser   the build, tests in Chromium and Firefox

The last line is "N passed, N failed, N skipped"; each check and the build count as one test.
`;

const PARTS = ['check', 'unit', 'browser'];

/** The scripts of package.json that `npm run check` consists of. */
const CHECKS = ['format:check', 'lint', 'types', 'dead-code'];

/** @param {string} title */
function announce(title) {
  console.log(`\n=== ${title} ===`);
}

/**
 * All checks at once: one of them takes as long as the others together.
 *
 * @returns {AsyncGenerator<Tally>}
 */
async function* check() {
  const begin = performance.now();
  const running = CHECKS.map((name) => ({ name, end: npmScript(name) }));
  for (const { name, end } of running) {
    announce(name);
    const { isPassed, output } = await end;
    process.stdout.write(output);
    yield tallyOf(name, isPassed, begin);
  }
}

/**
 * A step that passes or fails as a whole.
 *
 * @param {string} title
 * @param {() => boolean} work
 * @returns {Tally}
 */
function step(title, work) {
  announce(title);
  const begin = performance.now();
  return tallyOf(title, attempt(work), begin);
}

/**
 * @param {string} title
 * @param {boolean} isPassed
 * @param {number} begin
 * @returns {Tally}
 */
function tallyOf(title, isPassed, begin) {
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${isPassed ? 'passed' : 'FAILED'}: ${title} (${seconds} s)`);
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
}

/** @param {() => boolean} work says by an exception, too, that it failed */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

/** @param {string} project */
function isBuilt(project) {
  return existsSync(join(ROOT, '.output', project, 'manifest.json'));
}

/**
 * @param {readonly string[]} parts
 * @returns {AsyncGenerator<Tally>}
 */
async function* testAll(parts) {
  if (parts.includes('check')) yield* check();
  if (!parts.includes('unit') && !parts.includes('browser')) return;

  const build = step('build', () => npm(['run', '--silent', 'build']));
  yield build;
  if (parts.includes('unit')) {
    announce('unit tests');
    yield runVitest('unit');
  }
  if (!parts.includes('browser')) return;

  const browsers = step('browsers', () => {
    ensureBrowsers('chromium', 'firefox');
    return true;
  });
  if (browsers.failed > 0) yield browsers;
  announce('browser tests');
  if (build.failed > 0 || !isBuilt('chrome-mv3') || !isBuilt('firefox-mv3')) {
    console.log('FAILED: there is no build to test in a browser.');
    yield { passed: 0, failed: 1, skipped: 0 };
  } else {
    yield runVitest('browser');
  }
}

/**
 * @param {readonly string[]} parts
 * @returns {Promise<Tally>}
 */
async function runAll(parts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const setup = step('set-up', () => {
    setUp();
    return true;
  });
  const tallies = setup.failed > 0 ? [setup] : testAll(parts);
  for await (const { passed, failed, skipped } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** @returns {string[] | undefined} the parts that are asked for; undefined if that is no question */
function askedParts() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    if (values.only === undefined) return PARTS;
    return PARTS.includes(values.only) ? [values.only] : undefined;
  } catch {
    return undefined;
  }
}

const parts = askedParts();
if (parts === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { passed, failed, skipped } = await runAll(parts);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
