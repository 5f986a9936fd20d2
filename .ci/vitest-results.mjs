// @ts-check
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, tool } from './run-tool.mjs';

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * What is read of vitest's JSON report.
 *
 * @typedef {{ status: string, fullName: string }} TestResult
 * @typedef {{ name: string, status: string, assertionResults: TestResult[] }} FileResult
 */

/**
 * Runs one project of tests/vitest.config.ts, with its usual output, and counts its tests.
 *
 * @param {'unit' | 'browser'} project
 * @returns {Tally}
 */
export function runVitest(project) {
  const report = `.cache/test-results/${project}.json`;
  // Were vitest to die early, the report of the last time must not count.
  rmSync(join(ROOT, report), { force: true });
  const isGreen = tool('vitest/vitest.mjs', [
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const tally = tallyOf(readReport(join(ROOT, report)));
  // Red for a reason that is no test's: an error outside of all tests, or no test at all.
  return isGreen || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/**
 * @param {string} path
 * @returns {FileResult[]} none if there is no readable report
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    return [];
  }
}

/**
 * @param {FileResult[]} files
 * @returns {Tally}
 */
function tallyOf(files) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, status, assertionResults } of files) {
    const failedBefore = tally.failed;
    for (const test of assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') tally.failed += 1;
      else {
        tally.skipped += 1;
        console.log(`Skipped: ${test.fullName}`);
      }
    }
    // The file itself, or what prepares its tests, has failed.
    if (status === 'failed' && tally.failed === failedBefore) {
      tally.failed += 1;
      console.log(`Failed as a whole: ${name}`);
    }
  }
  return tally;
}
