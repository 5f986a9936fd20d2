import { closedShadowTree, launchChromium } from '../browser/harness/chromium.ts';
import type { ChromiumTab, PiercedNode } from '../browser/harness/chromium.ts';
import type { Size, TourBrowser, TourBrowserOptions, TourTab } from './tour-browser.ts';

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
    resize: (size, pixelRatio) => resize(tab, size, pixelRatio ?? 1),
    hiddenStyles: async () => stylesIn(await closedShadowTree(page), false),
    capture: async (path, clip) => {
      await page.screenshot({ path, clip });
    },
  };
}

async function resize({ page }: ChromiumTab, size: Size, pixelRatio: number): Promise<void> {
  await page.setViewportSize(size);
  if (pixelRatio === 1) return;
  // Playwright takes a ratio only for a whole context. What it has set, this sets anew.
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', {
    ...size,
    deviceScaleFactor: pixelRatio,
    mobile: false,
  });
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
