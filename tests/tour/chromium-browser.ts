import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { closedShadowTree, launchChromium } from '../browser/harness/chromium.ts';
import type { ChromiumTab, PiercedNode } from '../browser/harness/chromium.ts';
import type { Capture, TourBrowser, TourBrowserOptions, TourTab } from './tour-browser.ts';

/** Starts Chromium, Chrome or Edge for the tour. */
export async function startChromium(options: TourBrowserOptions): Promise<TourBrowser> {
  const driver = await launchChromium(options);
  return {
    driver,
    open: async (url) => tourTab(await driver.open(url)),
    tab: async (matches, options) => tourTab(await driver.tab(matches, options)),
    closed: new Promise((resolve) => driver.context.once('close', () => resolve())),
  };
}

function tourTab(tab: ChromiumTab): TourTab {
  const { page } = tab;
  return {
    ...tab,
    resize: (size) => page.setViewportSize(size),
    hiddenStyles: async () => stylesIn(await closedShadowTree(page), false),
    capture: (path, what) => capture(page, path, what),
  };
}

/** Playwright itself takes a pixel ratio only for a whole context. */
async function capture(page: Page, path: string, { scale = 1, ...area }: Capture): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { clip: { ...area, scale } });
  await session.detach();
  await writeFile(path, data, 'base64');
}

function stylesIn(node: PiercedNode, isHidden: boolean): string[] {
  const { attributes = [], children = [], shadowRoots = [] } = node;
  const at = attributes.indexOf('style');
  const own = isHidden && at >= 0 ? [attributes[at + 1] ?? ''] : [];
  return [
    ...own,
    ...children.flatMap((child) => stylesIn(child, isHidden)),
    ...shadowRoots.flatMap((root) => stylesIn(root, root.shadowRootType === 'closed')),
  ];
}
