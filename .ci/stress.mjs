// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ROOT } from './run-tool.mjs';

/**
 * `npm run test:stress`: all checks and tests again and again while other work keeps every core
 * busy. Nothing is tried twice: a test that only passes on a quiet machine fails here.
 */

const USAGE = `Runs "npm test" several times on a busy machine.

  --rounds 5       how often
  --only browser   one part of it, as in "npm test -- --only browser"
`;

/** So much less than the tests is the other work preferred, as with \`nice\`. */
const NICENESS = 10;

/** Keeps one core busy until it is killed. */
function startLoad() {
  const load = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  if (load.pid !== undefined) setPriority(load.pid, NICENESS);
  return load;
}

/** @returns {{ rounds: number, only: string | undefined } | undefined} */
function asked() {
  try {
    const { values } = parseArgs({
      options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
    });
    const rounds = Number(values.rounds);
    return Number.isSafeInteger(rounds) && rounds > 0 ? { rounds, only: values.only } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} rounds
 * @param {string | undefined} only
 * @returns {number} how many rounds were red
 */
function runRounds(rounds, only) {
  const part = only === undefined ? [] : ['--only', only];
  // In CI a browser test is tried a second time.
  const env = { ...process.env };
  delete env['CI'];
  let red = 0;
  for (let round = 1; round <= rounds; round += 1) {
    console.log(`\n##### round ${round} of ${rounds} #####`);
    const { status } = spawnSync(process.execPath, ['.ci/test.mjs', ...part], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env,
    });
    if (status !== 0) red += 1;
  }
  return red;
}

const question = asked();
if (question === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const loads = Array.from({ length: availableParallelism() }, startLoad);
  try {
    const red = runRounds(question.rounds, question.only);
    console.log(`\n${question.rounds - red} of ${question.rounds} rounds were green`);
    process.exitCode = red === 0 ? 0 : 1;
  } finally {
    for (const load of loads) load.kill('SIGKILL');
  }
}
