import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { ISOLATED, launchOptions, serveSites } from '../common/chromium.ts';

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

/** Lets the harness compile, and nothing of the page. */
const HEADERS = {
  ...ISOLATED,
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-eval'",
};

/** @throws if no browser is installed */
export async function launchBenchBrowser(): Promise<BenchBrowser> {
  const browser = await chromium.launch(launchOptions());
  const pages = new Map<string, string>();
  const sites = await serveSites(({ url = '/' }, response) => {
    const html = pages.get(url);
    response.writeHead(html === undefined ? 404 : 200, HEADERS);
    response.end(html);
  });
  let opened = 0;
  return {
    version: browser.version(),
    open: async (html) => {
      opened += 1;
      const path = `/${opened}`;
      pages.set(path, html);
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(sites.urlOf(`site-${opened}`, path), { waitUntil: 'load' });
      pages.delete(path);
      return page;
    },
    close: async () => {
      await browser.close();
      await sites.close();
    },
  };
}
