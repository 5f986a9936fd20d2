// @ts-check
import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

/** The repository's root, where everything is run. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program in the repository's root and waits for its end; its output is the caller's.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 * @returns {boolean} whether it ended well; false also if there is no such program
 */
export function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/**
 * Runs npm, which on Windows is a script that only a shell can start.
 *
 * @param {readonly string[]} args plain words, nothing that a shell would take for its own
 */
export function npm(args) {
  return run(...npmCommand(args));
}

/**
 * Starts a script of package.json, beside others.
 *
 * @param {string} name
 * @returns {Promise<{ isPassed: boolean, output: string }>} at its end, with all that it printed
 */
export function npmScript(name) {
  return new Promise((resolve) => {
    const child = spawn(...npmCommand(['run', '--silent', name]), {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => chunks.push(chunk));
    }
    child.on('error', ({ message }) => resolve({ isPassed: false, output: message }));
    child.on('close', (status) => {
      resolve({ isPassed: status === 0, output: Buffer.concat(chunks).toString() });
    });
  });
}

/**
 * @param {readonly string[]} args
 * @returns {[command: string, args: readonly string[]]}
 */
function npmCommand(args) {
  return process.platform === 'win32'
    ? [process.env['COMSPEC'] ?? 'cmd.exe', ['/d', '/s', '/c', `npm ${args.join(' ')}`]]
    : ['npm', args];
}

/**
 * Runs the command line of an installed package without the detour over npm.
 *
 * @param {string} file its script, as a path below `node_modules`
 * @param {readonly string[]} args
 */
export function tool(file, args) {
  return run(process.execPath, [`node_modules/${file}`, ...args]);
}
