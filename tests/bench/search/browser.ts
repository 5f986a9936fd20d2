import { chromium, type Page } from 'playwright-core';
import { ISOLATED, launchOptions, serveSites } from '../common/chromium.ts';

/** A Chromium that keeps on a disk what pages store. */
export interface StoringBrowser {
  version: string;
  /** Opens the one page of a site in a new tab: nothing in it is compiled or warm. */
  open(site: string): Promise<Page>;
  close(): Promise<void>;
}

/**
 * @param profile an existing folder
 * @throws if no browser is installed
 */
export async function launchStoringBrowser(profile: string): Promise<StoringBrowser> {
  const context = await chromium.launchPersistentContext(profile, launchOptions());
  const sites = await serveSites((_, response) => {
    response.writeHead(200, ISOLATED);
    response.end('<!doctype html><title>bench</title>');
  });
  return {
    version: context.browser()?.version() ?? '',
    open: async (site) => {
      const page = await context.newPage();
      await page.goto(sites.urlOf(site), { waitUntil: 'load' });
      return page;
    },
    close: async () => {
      await context.close();
      await sites.close();
    },
  };
}
