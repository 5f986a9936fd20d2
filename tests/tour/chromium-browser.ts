import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { closedShadowTree, launchChromium } from '../browser/harness/chromium.ts';
import type { ChromiumTab, PiercedNode } from '../browser/harness/chromium.ts';
import type { Area, Size, TourBrowser, TourBrowserOptions, TourTab } from './tour-browser.ts';

/** Starts Chromium, Chrome or Edge for the tour. */
export async function startChromium(options: TourBrowserOptions): Promise<TourBrowser> {
  const driver = await launchChromium(options);
  return {
    driver,
    open: async (url) => tourTab(await driver.open(url)),
    closed: new Promise((resolve) => driver.context.once('close', () => resolve())),
  };
}

function tourTab(tab: ChromiumTab): TourTab {
  const { page } = tab;
  return {
    ...tab,
    resize: (size, pixelRatio) => resize(page, size, pixelRatio ?? 1),
    hiddenStyles: async () => stylesIn(await closedShadowTree(page), false),
    capture: (path, area) => capture(page, path, area),
  };
}

/**
 * Playwright takes a pixel ratio only for a whole context, and undoes another one for its own
 * pictures: both are done without it. The session stays, as its settings end with it.
 */
async function resize(page: Page, size: Size, pixelRatio: number): Promise<void> {
  await page.setViewportSize(size);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', {
    ...size,
    deviceScaleFactor: pixelRatio,
    mobile: false,
  });
}

async function capture(page: Page, path: string, area: Area): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { clip: { ...area, scale: 1 } });
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
