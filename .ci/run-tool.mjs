// @ts-check
import { spawnSync } from 'node:child_process';
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
  return process.platform === 'win32'
    ? run(process.env['COMSPEC'] ?? 'cmd.exe', ['/d', '/s', '/c', `npm ${args.join(' ')}`])
    : run('npm', args);
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
