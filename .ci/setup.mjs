// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { findChromium, findFirefox } from './find-browser.mjs';
import { npm, ROOT, run, tool } from './run-tool.mjs';

/**
 * What a fresh machine lacks. Nothing here has dependencies: it runs before `node_modules` exists.
 */

const NODE_AT_LEAST = [20, 19];

/** @typedef {'chromium' | 'firefox'} BrowserFamily */

/**
 * @type {Record<BrowserFamily, {
 *   label: string, find: () => string | undefined, variable: string,
 *   debian: string, brew: string, winget: string
 * }>}
 */
const BROWSERS = {
  chromium: {
    label: 'Chromium, Chrome or Edge',
    find: findChromium,
    variable: 'CHROMIUM_PATH',
    debian: 'chromium',
    brew: 'google-chrome',
    winget: 'Google.Chrome',
  },
  firefox: {
    label: 'Firefox',
    find: findFirefox,
    variable: 'FIREFOX_PATH',
    debian: 'firefox-esr',
    brew: 'firefox',
    winget: 'Mozilla.Firefox',
  },
};

/**
 * Makes the project ready to be built and run: packages, if they are missing, and generated types.
 *
 * @throws {Error} with a sentence for the user
 */
export function setUp() {
  checkNode();
  if (needsPackages()) installPackages();
  if (!tool('wxt/bin/wxt.mjs', ['prepare'])) {
    throw new Error('"wxt prepare" failed: see above.');
  }
}

/**
 * Makes sure that browsers are there; on Debian and its kin, as root, installs those that are not.
 *
 * @param {BrowserFamily[]} families
 * @throws {Error} with a sentence for each missing one that names the package to install
 */
export function ensureBrowsers(...families) {
  const missing = families.filter((family) => !hasBrowser(family));
  if (missing.length > 0 && canUseApt()) {
    const packages = missing.map((family) => BROWSERS[family].debian);
    console.log(`Installing ${packages.join(' and ')}…`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    // What has come of it is seen below.
    void (
      run('apt-get', ['update', '-qq'], env) &&
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env)
    );
  }
  const sentences = missing.filter((family) => !hasBrowser(family)).map(missingSentence);
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}

/**
 * Whether a browser is installed.
 *
 * @param {BrowserFamily} family
 */
export function hasBrowser(family) {
  return BROWSERS[family].find() !== undefined;
}

/** @throws {Error} with a sentence for the user */
function installPackages() {
  console.log('Installing the packages of package-lock.json…');
  // Everything here is a tool for developing: left out, nothing could be built.
  const options = ['--include=dev', '--no-audit', '--no-fund'];
  if (npm(['ci', ...options, '--loglevel=silent'])) return;
  // Some versions of npm miss other systems' optional packages in a lock file that was written
  // on one system, and stop. This takes the same versions from it, and leaves it as it is.
  console.log('"npm ci" failed; trying "npm install" with the same versions…');
  if (npm(['install', '--no-save', ...options, '--loglevel=error'])) return;
  throw new Error('The packages could not be installed: see what npm says above.');
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = NODE_AT_LEAST;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  const wanted = NODE_AT_LEAST.join('.');
  throw new Error(`This needs Node ${wanted} or later, and here is Node ${process.versions.node}.`);
}

/** npm notes at the end of each installation what it has installed: older than the list, or none. */
function needsPackages() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  return statSync(join(ROOT, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs;
}

function canUseApt() {
  return isDebianLike() && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

function isDebianLike() {
  try {
    return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/mu.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** @param {BrowserFamily} family */
function missingSentence(family) {
  const { label, debian, brew, winget, variable } = BROWSERS[family];
  const command = {
    darwin: `brew install --cask ${brew}`,
    win32: `winget install ${winget}`,
    linux: isDebianLike() ? `sudo apt-get install ${debian}` : undefined,
  }[String(process.platform)];
  const how = command === undefined ? '' : ` ("${command}")`;
  return `No ${label} found: install the package ${debian}${how}, or set ${variable} to its file.`;
}
