import type { Page } from 'playwright-core';
import { closedShadowTree, launchChromium } from '../browser/harness/chromium.ts';
import type { ChromiumTab, PiercedNode } from '../browser/harness/chromium.ts';
import type { Size, TourBrowser, TourBrowserOptions, TourTab } from './tour-browser.ts';

/** Starts Chromium, Chrome or Edge for the tour. */
export async function startChromium(options: TourBrowserOptions): Promise<TourBrowser> {
  const { pixelRatio = 1, ...launch } = options;
  const driver = await launchChromium(
    pixelRatio === 1 ? launch : { ...launch, headless: false, args: sharp(pixelRatio) },
  );
  return {
    driver,
    open: async (url) => tourTab(await driver.open(url)),
    tab: async (matches, waitOptions) => tourTab(await driver.tab(matches, waitOptions)),
    closed: new Promise((resolve) => driver.context.once('close', () => resolve())),
  };
}

/**
 * Headless with a pixel ratio of its own. The harness would have Playwright give every page a ratio
 * of 1, which frames of other processes (the card) then keep whatever is set later.
 */
function sharp(pixelRatio: number): string[] {
  return [
    '--headless=new',
    '--hide-scrollbars',
    `--force-device-scale-factor=${pixelRatio}`,
    '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
  ];
}

function tourTab(tab: ChromiumTab): TourTab {
  const { page } = tab;
  return {
    ...tab,
    resize: (size) => resize(page, size),
    hiddenStyles: async () => stylesIn(await closedShadowTree(page), false),
    capture: async (path, clip) => {
      await page.screenshot({ path, clip });
    },
  };
}

/** Unlike Playwright's own, leaves the pixel ratio alone. The size ends with the session, so that stays. */
async function resize(page: Page, size: Size): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', {
    ...size,
    deviceScaleFactor: 0,
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
