import { launchChromium } from './chromium.ts';
import type { ChromiumOptions } from './chromium.ts';
import type { BrowserName, Driver } from './driver.ts';
import { launchFirefox } from './firefox.ts';
import type { FirefoxOptions } from './firefox.ts';

/** What both browsers understand; see {@link ChromiumOptions} for the meaning of each. */
export type LaunchOptions = Omit<ChromiumOptions, 'args'> & Omit<FirefoxOptions, 'prefs'>;

/** Starts either browser, for a scenario that runs in both. */
export function launch(browser: BrowserName, options: LaunchOptions): Promise<Driver> {
  return browser === 'chrome' ? launchChromium(options) : launchFirefox(options);
}
