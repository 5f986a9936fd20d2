// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';
import { ROOT, tool } from './run-tool.mjs';
import { ensureBrowsers, hasBrowser, setUp } from './setup.mjs';

/**
 * Installs what is missing, builds the extension and starts the tour (tests/tour/start.ts), which
 * reads the arguments itself.
 */

const USAGE = `Shows the extension at work, against a Callbell that runs on this machine.

  --headless      without a window: takes a tour by itself, prints what it saw, takes pictures
  --firefox       in Firefox, also where there is a Chromium, Chrome or Edge
  --screenshots   makes the README's pictures in docs/screenshots/
  --port <n>      the sample page's port (default: any free one)
`;

/**
 * @param {readonly string[]} args
 * @returns {'chrome' | 'firefox'} the target to build
 */
function prepare(args) {
  setUp();
  const wantsFirefox = args.includes('--firefox');
  const isFirefox = wantsFirefox || (!hasBrowser('chromium') && hasBrowser('firefox'));
  ensureBrowsers(isFirefox ? 'firefox' : 'chromium');
  const target = isFirefox ? 'firefox' : 'chrome';
  // Quicker than to find out whether it is needed.
  if (!tool('wxt/bin/wxt.mjs', ['build', '-b', target])) {
    throw new Error('The extension could not be built: see above.');
  }
  return target;
}

/** @param {readonly string[]} args */
function startTour(args) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/tour/start.ts', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  // Ctrl+C reaches the tour, too, which closes its browser; this waits for that.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill());
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(USAGE);
} else {
  try {
    prepare(args);
    startTour(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
