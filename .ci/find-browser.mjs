// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/**
 * @typedef {object} Places
 * @property {string} variable The environment variable that names the browser's file and goes
 *   before everything else.
 * @property {readonly string[]} names Names looked for in `PATH`, best first.
 * @property {readonly string[]} darwin
 * @property {readonly string[]} win32 Paths below the folders in which Windows installs programs.
 */

/** @type {Places} */
const CHROMIUM = {
  variable: 'CHROMIUM_PATH',
  names: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @type {Places} */
const FIREFOX = {
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
  darwin: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox ESR.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
  ],
  win32: [
    'Mozilla Firefox\\firefox.exe',
    'Mozilla Firefox ESR\\firefox.exe',
    'Firefox Developer Edition\\firefox.exe',
  ],
};

/** Folders searched on Linux after those of `PATH`, which a service's `PATH` may lack. */
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

/**
 * @param {Places} places
 * @returns {string[]}
 */
function candidates({ names, darwin, win32 }) {
  if (process.platform === 'darwin') {
    const home = process.env['HOME'];
    return darwin.flatMap((path) => (home === undefined ? [path] : [path, join(home, path)]));
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((variable) => process.env[variable])
      .filter((root) => root !== undefined);
    return win32.flatMap((path) => roots.map((root) => join(root, path)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((part) => part !== '');
  return names.flatMap((name) =>
    [...folders, ...LINUX_FOLDERS].map((folder) => join(folder, name)),
  );
}

/**
 * @param {Places} places
 * @returns {string | undefined}
 */
function find(places) {
  const named = process.env[places.variable];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`${places.variable} names a file that does not exist: ${named}`);
  }
  return candidates(places).find((path) => existsSync(path));
}

/**
 * The path of an installed Chromium, Chrome or Edge, in this order; undefined if there is none.
 *
 * @returns {string | undefined}
 * @throws if `CHROMIUM_PATH` is set to a file that does not exist.
 */
export function findChromium() {
  return find(CHROMIUM);
}

/**
 * The path of an installed Firefox, an ESR first; undefined if there is none.
 *
 * @returns {string | undefined}
 * @throws if `FIREFOX_PATH` is set to a file that does not exist.
 */
export function findFirefox() {
  return find(FIREFOX);
}
