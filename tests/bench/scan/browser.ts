import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findChromium } from '../../../.ci/find-browser.mjs';

/** A Chromium without any extension, and the server of the pages that it opens. */
export interface BenchBrowser {
  version: string;
  /**
   * Opens a page of its own site in a new tab, which gives it a process of its own: nothing is
   * compiled or warm. The page's scripts do not run.
   */
  open(html: string): Promise<Page>;
  close(): Promise<void>;
}

/** Lets the harness compile, and nothing of the page; isolated, so that clocks are fine. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-eval'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** @throws if no browser is installed */
export async function launchBenchBrowser(): Promise<BenchBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('No Chromium, Chrome or Edge found: install one or set CHROMIUM_PATH.');
  }
  const pages = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    const html = pages.get(url);
    response.writeHead(html === undefined ? 404 : 200, HEADERS);
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  let opened = 0;
  return {
    version: browser.version(),
    open: async (html) => {
      opened += 1;
      const path = `/${opened}`;
      pages.set(path, html);
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      // Each name under `localhost` is a site of its own, and counts as secure.
      await page.goto(`http://site-${opened}.localhost:${port}${path}`, { waitUntil: 'load' });
      pages.delete(path);
      return page;
    },
    close: async () => {
      await browser.close();
      await new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    },
  };
}
