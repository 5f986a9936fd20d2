import type { ChromiumDriver } from './chromium.ts';
import { type Driver, type Scope, until } from './driver.ts';
import type { FirefoxDriver } from './firefox.ts';
import { type RealPopup, realPopup } from './popup.ts';

/** Allows the extension in private windows, as the user does. It is loaded anew by that. */
export async function allowInPrivateWindows(browser: Driver): Promise<void> {
  if (browser.browserName === 'firefox') await allowInFirefox(browser as FirefoxDriver);
  else await allowInChromium(browser as ChromiumDriver);
}

async function allowInChromium(browser: ChromiumDriver): Promise<void> {
  const page = await browser.open('chrome://extensions');
  await page.evaluate((extensionId: string) => {
    interface Configuring {
      developerPrivate: { updateExtensionConfiguration(what: object): Promise<void> };
    }
    const { developerPrivate } = (globalThis as unknown as { chrome: Configuring }).chrome;
    return developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, browser.extensionId);
  await page.close();
  await until(
    async () => {
      const probe = await browser.open('about:blank');
      await probe.goto(browser.extensionUrl('options.html')).finally(() => probe.close());
      return true;
    },
    { what: 'the extension to be there again' },
  );
}

async function allowInFirefox(browser: FirefoxDriver): Promise<void> {
  await browser.evaluateInChrome(`(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule(
      'resource://gre/modules/ExtensionPermissions.sys.mjs',
    );
    const { AddonManager } = ChromeUtils.importESModule(
      'resource://gre/modules/AddonManager.sys.mjs',
    );
    const { id } = WebExtensionPolicy.getByHostname(${JSON.stringify(browser.extensionUuid)});
    const permissions = ['internal:privateBrowsingAllowed'];
    await ExtensionPermissions.add(id, { permissions, origins: [] });
    await (await AddonManager.getAddonByID(id)).reload();
  })()`);
}

/** Opens the popup in a private window of Chromium. */
export async function openPrivatePopup(
  browser: ChromiumDriver,
  extensionPage: Scope,
  url: string,
): Promise<RealPopup> {
  await extensionPage.evaluate(async (address: string) => {
    interface Opening {
      windows: { create(what: object): Promise<{ id: number }> };
      action: { openPopup(where: object): Promise<void> };
    }
    const { windows, action } = (globalThis as unknown as { chrome: Opening }).chrome;
    const { id } = await windows.create({ incognito: true, focused: true, url: address });
    await action.openPopup({ windowId: id });
  }, url);
  return realPopup(browser);
}

/** Opens a page of the extension in a private window of Firefox. */
export async function openPrivateTab(browser: FirefoxDriver, path: string): Promise<Scope> {
  const url = browser.extensionUrl(path);
  await browser.evaluateInChrome(`(async () => {
    const window = OpenBrowserWindow({ private: true });
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
    await window.delayedStartupPromise;
    window.gBrowser.selectedTab = window.gBrowser.addTrustedTab(${JSON.stringify(url)});
  })()`);
  return browser.tab((address) => address === url);
}
