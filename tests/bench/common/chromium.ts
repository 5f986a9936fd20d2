import { createServer, type RequestListener } from 'node:http';
import { installedChromium } from '../../browser/harness/chromium.ts';
import { listenOnLoopback } from '../../browser/harness/loopback.ts';

/** Pages that are isolated, so that their clocks are fine. */
export const ISOLATED = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A server for pages, each name under `localhost` a site of its own that counts as secure. */
export interface BenchSites {
  urlOf(name: string, path?: string): string;
  close(): Promise<void>;
}

export async function serveSites(answer: RequestListener): Promise<BenchSites> {
  const { port, close } = await listenOnLoopback(createServer(answer));
  return { urlOf: (name, path = '/') => `http://${name}.localhost:${port}${path}`, close };
}

/**
 * How a Chromium without any extension is launched.
 *
 * @throws if no browser is installed
 */
export function launchOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: installedChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  };
}
