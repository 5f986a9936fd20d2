import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../.ci/find-browser.mjs';

/** A Chromium that keeps on a disk what pages store. */
export interface StoringBrowser {
  version: string;
  /** Opens the one page of a site in a new tab: nothing in it is compiled or warm. */
  open(site: string): Promise<Page>;
  close(): Promise<void>;
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // Isolated, so that clocks are fine.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * @param profile an existing folder
 * @throws if no browser is installed
 */
export async function launchStoringBrowser(profile: string): Promise<StoringBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('No Chromium, Chrome or Edge found: install one or set CHROMIUM_PATH.');
  }
  const server = createServer((_, response) => {
    response.writeHead(200, HEADERS);
    response.end('<!doctype html><title>bench</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  return {
    version: context.browser()?.version() ?? '',
    open: async (site) => {
      const page = await context.newPage();
      await page.goto(`http://${site}.localhost:${port}/`, { waitUntil: 'load' });
      return page;
    },
    close: async () => {
      await context.close();
      await new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    },
  };
}
