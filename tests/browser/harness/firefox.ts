import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { Browser, ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core';
import { startConnectProxy } from './connect-proxy.ts';
import type { ConnectProxy } from './connect-proxy.ts';
import { scopeMethods, until } from './driver.ts';
import type { Driver, HostMap, Scope, Tab, Target } from './driver.ts';
import { findFirefox } from '../../../.ci/find-browser.mjs';

export interface FirefoxOptions {
  /** The folder of the unpacked extension. */
  extension: string;
  /** Hosts that exist; every other one but loopback is refused, and listed in `proxy.refused`. */
  hosts: HostMap;
  /** The profile's folder, kept afterwards; without it a new one is made, and removed by `close`. */
  profile?: string;
  /** `true` unless given. */
  headless?: boolean;
  /** More preferences, over those set here. */
  prefs?: Readonly<Record<string, string | number | boolean>>;
}

export interface FirefoxTab extends Tab {
  /** Puppeteer's own page, for what {@link Tab} does not offer. */
  readonly page: Page;
}

export interface FirefoxDriver extends Driver {
  readonly browserName: 'firefox';
  readonly browser: Browser;
  /** The host of the extension's URLs, the same in every launch. */
  readonly extensionUuid: string;
  /** All hosts that the browser asked for. */
  readonly proxy: Pick<ConnectProxy, 'allowed' | 'refused'>;
  openExtensionPage(path: string): Promise<FirefoxTab>;
  open(url: string): Promise<FirefoxTab>;
  tabs(): Promise<FirefoxTab[]>;
  tab(...args: Parameters<Driver['tab']>): Promise<FirefoxTab>;
  /** Evaluates an expression in the browser's own, privileged window; answers JSON. */
  evaluateInChrome(expression: string): Promise<unknown>;
}

const EXTENSION_UUID = '5f0f3a35-8f6b-4a0e-9a52-1c2d3e4f5a6b';

function preferences(
  addonId: string,
  proxyPort: number,
): Record<string, string | number | boolean> {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: EXTENSION_UUID }),
    // A temporary add-on is uninstalled when the browser ends; its data is to stay.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'extensions.webextOptionalPermissionPrompts': false,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
    'network.trr.mode': 5,
    'network.http.http3.enable': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'network.prefetch-next': false,
    'dom.security.https_first': false,
    'dom.security.https_first_schemeless': false,
    // A machine without a mouse would otherwise say that nothing can hover (2: fine, 4: hover).
    'ui.primaryPointerCapabilities': 6,
    'ui.allPointerCapabilities': 6,
    'intl.locale.requested': 'en-US',
    'intl.accept_languages': 'en-US, en',
    'app.update.enabled': false,
    'app.normandy.enabled': false,
    'app.shield.optoutstudies.enabled': false,
    'browser.aboutwelcome.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.region.network.url': '',
    'browser.safebrowsing.downloads.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.search.update': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.healthreport.uploadEnabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.blocklist.enabled': false,
    'extensions.getAddons.cache.enabled': false,
    'extensions.systemAddon.update.enabled': false,
    'extensions.update.enabled': false,
    'media.gmp-manager.updateEnabled': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'toolkit.telemetry.enabled': false,
    'toolkit.telemetry.server': '',
    'toolkit.telemetry.unified': false,
  };
}

async function addonIdOf(extension: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined)
    throw new Error('The manifest names no browser_specific_settings.gecko.id.');
  return id;
}

/** A document as Firefox lists it: a tab or, below it, a frame. */
interface Listed {
  context: string;
  url: string;
  children: Listed[] | null;
}

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

/**
 * WebDriver BiDi itself. Puppeteer hears nothing when a moz-extension: page has loaded, so it waits
 * for such pages in vain and takes them for `about:blank`: addresses are asked of Firefox.
 */
class Bidi {
  readonly #connection: BidiConnection;

  constructor(browser: Browser) {
    const { connection } = browser as Browser & { connection?: BidiConnection };
    if (connection === undefined) throw new Error('Puppeteer does not speak WebDriver BiDi.');
    this.#connection = connection;
  }

  async send<Result>(method: string, params: object): Promise<Result> {
    return (await this.#connection.send(method, params)).result as Result;
  }

  /** The documents in all tabs, or in one. */
  async list(root?: string): Promise<Listed[]> {
    const params = root === undefined ? {} : { root };
    return (await this.send<{ contexts: Listed[] }>('browsingContext.getTree', params)).contexts;
  }

  async url(context: string): Promise<string> {
    return (await this.list(context))[0]?.url ?? '';
  }

  /** Evaluates an expression in the browser's own, privileged window; answers a copy. */
  async evaluateInChrome(expression: string): Promise<unknown> {
    const { contexts } = await this.send<{ contexts: Listed[] }>('browsingContext.getTree', {
      'moz:scope': 'chrome',
    });
    const answer = await this.send<{
      result?: { value?: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
      target: { context: contexts[0]?.context },
      awaitPromise: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result?.value ?? 'null') as unknown;
  }
}

/** The id that Puppeteer's frame has in WebDriver BiDi. */
function contextOf(frame: Frame): string {
  const { _id } = frame as Frame & { _id?: unknown };
  if (typeof _id !== 'string') throw new Error('Puppeteer does not tell the id of the frame.');
  return _id;
}

function withDescendants(listed: Listed): Listed[] {
  return [listed, ...(listed.children ?? []).flatMap(withDescendants)];
}

function find(frame: Frame, target: Target): Promise<ElementHandle> {
  if (typeof target === 'string') {
    return until(async () => (await frame.$(target)) ?? undefined, { what: target });
  }
  const role = target.role === undefined ? '' : `[role="${target.role}"]`;
  const selector = `::-p-aria([name="${target.name}"]${role})`;
  return until(
    async () => {
      for (const element of await frame.$$(selector)) {
        // Firefox gives a label the name that it gives to its field.
        if (!(await element.evaluate((candidate) => candidate instanceof HTMLLabelElement))) {
          return element;
        }
      }
      return undefined;
    },
    { what: `an element named "${target.name}"` },
  );
}

function scopeOf(bidi: Bidi, page: Page, frame: Frame): Scope {
  return {
    ...scopeMethods({
      url: () => bidi.url(contextOf(frame)),
      run: (expression) => frame.evaluate(expression),
    }),
    click: async (target) => {
      await (await find(frame, target)).click();
    },
    fill: async (target, text) => {
      const element = await find(frame, target);
      await element.evaluate((field) => {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
          throw new Error('Not a text field.');
        }
        field.focus();
        field.select();
      });
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
  };
}

function tabOf(bidi: Bidi, page: Page): FirefoxTab {
  const context = contextOf(page.mainFrame());
  return {
    ...scopeOf(bidi, page, page.mainFrame()),
    page,
    goto: (url) => bidi.send('browsingContext.navigate', { context, url, wait: 'interactive' }),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key as KeyInput),
    moveMouse: (x, y) => page.mouse.move(x, y),
    clickAt: (x, y) => page.mouse.click(x, y),
    drag: async ({ x, y }, by) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by.x, y + by.y, { steps: 5 });
      await page.mouse.up();
    },
    frame: (matches, options) =>
      until(
        async () => {
          const below = (await bidi.list(context)).flatMap(withDescendants).slice(1);
          const wanted = below.find((listed) => matches(listed.url))?.context;
          const frame = page.frames().find((candidate) => contextOf(candidate) === wanted);
          return frame && scopeOf(bidi, page, frame);
        },
        { what: 'a frame in the page', ...options },
      ),
    bringToFront: () => page.bringToFront(),
    screenshot: async (path) => {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
        context,
      });
      await writeFile(path, data, 'base64');
    },
    setColorScheme: async (scheme) => {
      const value = scheme === 'dark' ? 0 : 1;
      await bidi.evaluateInChrome(
        `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${value})`,
      );
    },
    close: () => page.close(),
  };
}

/**
 * Starts an installed Firefox with the extension as a temporary add-on, cut off from the network
 * but for `hosts`, whose certificates need not be valid.
 *
 * Launched again with the same `profile`, the extension is installed anew with the data it had:
 * `runtime.onInstalled` fires again, and scripts registered for pages must be registered again.
 *
 * @throws if no Firefox is installed.
 */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxDriver> {
  const executablePath = findFirefox();
  if (executablePath === undefined) {
    throw new Error('No Firefox found: install one or set FIREFOX_PATH.');
  }
  const addonId = await addonIdOf(options.extension);
  const proxy = await startConnectProxy(options.hosts);
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'callbell-lens-profile-')));
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await proxy.close();
    if (options.profile === undefined) {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  try {
    const headless = options.headless ?? true;
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless,
      userDataDir: profile,
      acceptInsecureCerts: true,
      defaultViewport: headless ? { width: 1280, height: 800 } : null,
      args: ['--remote-allow-system-access'],
      // Release builds take another server for remote settings only with this.
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
      extraPrefsFirefox: { ...preferences(addonId, proxy.port), ...options.prefs },
    });
    await new Bidi(browser).send('webExtension.install', {
      extensionData: { type: 'path', path: options.extension },
      // Where there are no other windows, it would not run at all.
      'moz:allowPrivateBrowsing': options.prefs?.['browser.privatebrowsing.autostart'] === true,
    });
    return driverOf(browser, addonId, proxy, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function driverOf(
  browser: Browser,
  addonId: string,
  proxy: ConnectProxy,
  close: () => Promise<void>,
): FirefoxDriver {
  const bidi = new Bidi(browser);
  const extension = `WebExtensionPolicy.getByID(${JSON.stringify(addonId)}).extension`;
  const backgroundRunning = async (): Promise<boolean> =>
    (await bidi.evaluateInChrome(`${extension}.backgroundState`)) === 'running';
  const extensionUrl = (path: string): string =>
    new URL(path, `moz-extension://${EXTENSION_UUID}/`).href;
  const open = async (url: string): Promise<FirefoxTab> => {
    const tab = tabOf(bidi, await browser.newPage());
    await tab.goto(url);
    return tab;
  };
  const tabs = async (): Promise<FirefoxTab[]> => {
    // Puppeteer still lists a tab that has closed itself.
    const open = new Set((await bidi.list()).map(({ context }) => context));
    const pages = (await browser.pages()).filter((page) => open.has(contextOf(page.mainFrame())));
    return pages.map((page) => tabOf(bidi, page));
  };
  return {
    browserName: 'firefox',
    browser,
    extensionUuid: EXTENSION_UUID,
    proxy,
    evaluateInChrome: (expression) => bidi.evaluateInChrome(expression),
    extensionUrl,
    open,
    openExtensionPage: (path) => open(extensionUrl(path)),
    tabs,
    tab: (matches, waitOptions) =>
      until(
        async () => {
          const wanted = (await bidi.list()).find(({ url }) => matches(url))?.context;
          return (await tabs()).find(({ page }) => contextOf(page.mainFrame()) === wanted);
        },
        { what: 'a tab', ...waitOptions },
      ),
    pressShortcut: async (command) => {
      await bidi.evaluateInChrome(`(() => {
        const modifiers = { Alt: 'alt', Shift: 'shift', Ctrl: 'accel', Command: 'accel' };
        const found = ${extension}.shortcuts.commands;
        return found.then((commands) => {
          const keys = commands.get(${JSON.stringify(command)}).shortcut.split('+');
          const key = keys.at(-1);
          const wanted = keys.slice(0, -1).map((name) => modifiers[name]).sort().join();
          const element = [...document.querySelectorAll('keyset key')].find(
            (one) =>
              one.getAttribute('key') === key &&
              (one.getAttribute('modifiers') ?? '').split(/[ ,]+/).sort().join() === wanted,
          );
          if (!element) throw new Error('no key element for ' + keys.join('+'));
          element.doCommand();
        });
      })()`);
    },
    stopBackground: async () => {
      await bidi.evaluateInChrome(
        `${extension}.terminateBackground({ disableResetIdleForTest: true })`,
      );
      await until(async () => ((await backgroundRunning()) ? undefined : true), {
        what: 'the event page to stop',
      });
    },
    backgroundRunning,
    switchExtension: async (isOn) => {
      await bidi.evaluateInChrome(`(() => {
        const { AddonManager } = ChromeUtils.importESModule(
          'resource://gre/modules/AddonManager.sys.mjs',
        );
        return AddonManager.getAddonByID(${JSON.stringify(addonId)}).then((addon) => addon.${isOn ? 'enable' : 'disable'}());
      })()`);
    },
    close,
  };
}
