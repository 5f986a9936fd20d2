import type { ChromiumDriver } from './chromium.ts';
import { type Driver, type Tab, until } from './driver.ts';
import type { FirefoxDriver } from './firefox.ts';
import { type RealPopup, realPopup } from './popup.ts';

/** Allows the extension in private windows, as the user does. It is loaded anew by that. */
export async function allowInPrivateWindows(browser: Driver): Promise<void> {
  if (browser.browserName === 'firefox') await allowInFirefox(browser as FirefoxDriver);
  else await allowInChromium(browser as ChromiumDriver);
}

async function allowInChromium(browser: ChromiumDriver): Promise<void> {
  const page = await browser.open('chrome://extensions');
  const allowed = JSON.stringify({ extensionId: browser.extensionId, incognitoAccess: true });
  // Out of developer mode, what is loaded anew from a folder stays switched off.
  await page.run(`chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
    .then(() => chrome.developerPrivate.updateExtensionConfiguration(${allowed}))`);
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
  // The window stays, although the extension's own pages go.
  await browser.open('about:blank');
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

/**
 * Opens a private window with the popup: in Firefox as a page of its own, which no automation can
 * open below the button of a second window.
 *
 * @param extensionPage one of the extension's own pages, in a usual window
 */
export function openPrivatePopup(
  browser: Driver,
  extensionPage: Tab,
  url: string,
): Promise<RealPopup> {
  return browser.browserName === 'firefox'
    ? openInFirefox(browser as FirefoxDriver)
    : openInChromium(browser as ChromiumDriver, extensionPage, url);
}

async function openInChromium(
  browser: ChromiumDriver,
  extensionPage: Tab,
  url: string,
): Promise<RealPopup> {
  await extensionPage.run(`chrome.windows
    .create({ incognito: true, focused: true, url: ${JSON.stringify(url)} })
    .then(({ id }) => chrome.action.openPopup({ windowId: id }))`);
  return realPopup(browser);
}

async function openInFirefox(browser: FirefoxDriver): Promise<RealPopup> {
  const url = browser.extensionUrl('popup.html');
  await browser.evaluateInChrome(`(async () => {
    const window = OpenBrowserWindow({ private: true });
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
    await window.delayedStartupPromise;
    window.gBrowser.selectedTab = window.gBrowser.addTrustedTab(${JSON.stringify(url)});
  })()`);
  const tab = await browser.tab((address) => address === url);
  return { evaluate: (expression) => tab.run(expression), press: (key) => tab.press(key) };
}
