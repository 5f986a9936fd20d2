import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChromiumOptions, chromiumArguments, installedChromium } from './chromium.ts';
import { until } from './driver.ts';

/** A Chromium that nobody debugs: it ends idle service workers as a user's does. */
export interface DetachedChromium {
  /** Whether the extension's service worker is running now. Asking does not attach to it. */
  backgroundRunning(): Promise<boolean>;
  /** @param how `kill` leaves it no time for anything */
  close(how?: 'ask' | 'kill'): Promise<void>;
}

/** Starts it with a profile that was used before. */
export async function launchDetached(
  options: ChromiumOptions & { profile: string },
): Promise<DetachedChromium> {
  const portFile = join(options.profile, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const browser = spawn(
    installedChromium(),
    [
      `--user-data-dir=${options.profile}`,
      '--remote-debugging-port=0',
      ...chromiumArguments(options),
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const port = await until(async () => (await readFile(portFile, 'utf8')).split('\n')[0], {
    what: 'the browser to start',
  });
  return {
    backgroundRunning: async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      const targets = (await answer.json()) as { type: string; url: string }[];
      return targets.some(
        ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
      );
    },
    close: async (how = 'ask') => {
      const closed = once(browser, 'exit');
      browser.kill(how === 'kill' ? 'SIGKILL' : 'SIGTERM');
      await closed;
    },
  };
}
