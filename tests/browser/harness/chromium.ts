import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, CDPSession, Frame, Locator, Page, Worker } from 'playwright-core';
import { PATIENCE_MS, scopeMethods, until } from './driver.ts';
import type { Driver, HostMap, Scope, Tab, Target } from './driver.ts';
import { findChromium } from '../../../.ci/find-browser.mjs';

export interface ChromiumOptions {
  /** The folder of the unpacked extension. */
  extension: string;
  /** Hosts that exist; every other one but loopback cannot be resolved. */
  hosts: HostMap;
  /** The profile's folder, kept afterwards; without it a new one is made, and removed by `close`. */
  profile?: string;
  /** `true` unless given. */
  headless?: boolean;
  /** More arguments for the browser. */
  args?: readonly string[];
}

/** A node of the tree that the developer tools see, closed shadow roots included. */
export interface PiercedNode {
  nodeName: string;
  nodeValue: string;
  /** Names and values in turn. */
  attributes?: string[];
  children?: PiercedNode[];
  shadowRootType?: 'user-agent' | 'open' | 'closed';
  shadowRoots?: PiercedNode[];
  contentDocument?: PiercedNode;
}

export interface ChromiumDriver extends Driver {
  readonly browserName: 'chrome';
  readonly context: BrowserContext;
  readonly extensionId: string;
  openExtensionPage(path: string): Promise<ChromiumTab>;
  open(url: string): Promise<ChromiumTab>;
  tabs(): Promise<ChromiumTab[]>;
  tab(...args: Parameters<Driver['tab']>): Promise<ChromiumTab>;
  /** The running service worker, or the next one that starts (within 10 s). */
  serviceWorker(): Promise<Worker>;
  /** The same as `stopBackground`. */
  stopServiceWorker(): Promise<void>;
}

export interface ChromiumTab extends Tab {
  /** Playwright's own page, for what {@link Tab} does not offer. */
  readonly page: Page;
}

/**
 * Features to switch off. Giving the switch replaces Playwright's own list, which would turn off
 * the partitioning of third-party storage that users have.
 */
const DISABLED_FEATURES = [
  'AimEnabled',
  'DestroyProfileOnBrowserClose',
  'DisableLoadExtensionCommandLineSwitch',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'Translate',
];

function resolverRules(hosts: HostMap): string {
  const mapped = Object.entries(hosts).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`);
  return [...mapped, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
}

/** The id that Chromium gives an unpacked extension without a `key`: a hash of its path. */
function idOfFolder(folder: string): string {
  const path = realpathSync(folder);
  const bytes = Buffer.from(path, process.platform === 'win32' ? 'utf16le' : 'utf8');
  const hex = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return hex.replace(/[0-9a-f]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/** The whole tree of a page, closed shadow roots included (frames in other processes are not). */
export async function closedShadowTree(page: Page): Promise<PiercedNode> {
  const session = await page.context().newCDPSession(page);
  try {
    return (await session.send('DOM.getDocument', { depth: -1, pierce: true })).root;
  } finally {
    await session.detach();
  }
}

function locate(frame: Frame, target: Target): Locator {
  if (typeof target === 'string') return frame.locator(target).first();
  const { name, role } = target;
  if (role === undefined) return frame.getByLabel(name, { exact: true });
  return frame.getByRole(role as Parameters<Frame['getByRole']>[0], { name, exact: true });
}

function scopeOf(frame: Frame): Scope {
  return {
    ...scopeMethods({
      url: () => Promise.resolve(frame.url()),
      run: (expression) => frame.evaluate(expression),
    }),
    click: (target) => locate(frame, target).click({ timeout: PATIENCE_MS }),
    fill: async (target, text) => {
      const field = locate(frame, target);
      await field.fill('', { timeout: PATIENCE_MS });
      await field.pressSequentially(text);
    },
  };
}

function tabOf(page: Page): ChromiumTab {
  return {
    ...scopeOf(page.mainFrame()),
    page,
    goto: async (url) => {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    type: (text) => page.keyboard.type(text),
    press: async (key) => {
      // Some keys close the page, in the middle of being pressed.
      await page.keyboard.press(key).catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      });
    },
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
        () => {
          const found = page.frames().find((frame) => matches(frame.url()));
          return found && scopeOf(found);
        },
        { what: `a frame in ${page.url()}`, ...options },
      ),
    bringToFront: () => page.bringToFront(),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    setColorScheme: (colorScheme) => page.emulateMedia({ colorScheme }),
    close: () => page.close(),
  };
}

/** What an installed Chromium, Chrome or Edge is started with, but for its profile. */
export function chromiumArguments({
  extension,
  hosts,
  headless = true,
  args = [],
}: ChromiumOptions): string[] {
  return [
    ...(headless
      ? [
          '--headless=new',
          '--hide-scrollbars',
          '--mute-audio',
          // A machine without a mouse would otherwise say that nothing can hover.
          '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
        ]
      : []),
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    `--disable-features=${DISABLED_FEATURES.join(',')}`,
    '--enable-unsafe-extension-debugging',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-proxy-server',
    '--ignore-certificate-errors',
    `--host-resolver-rules=${resolverRules(hosts)}`,
    '--lang=en-US',
    ...args,
  ];
}

/**
 * @throws if no browser is installed
 */
export function installedChromium(): string {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('No Chromium, Chrome or Edge found: install one or set CHROMIUM_PATH.');
  }
  return executablePath;
}

/**
 * Starts an installed Chromium, Chrome or Edge with the extension, cut off from the network but for
 * `hosts`, whose certificates need not be valid.
 *
 * Launched again with the same `profile` and the same `extension` folder it has the same data.
 * While Playwright is attached, the browser never ends an idle service worker: use
 * `stopBackground`.
 *
 * @throws if no browser is installed, or if the extension does not start.
 */
export async function launchChromium(options: ChromiumOptions): Promise<ChromiumDriver> {
  const executablePath = installedChromium();
  const headless = options.headless ?? true;
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'callbell-lens-profile-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    // The argument below asks for the headless mode that runs extensions in every version.
    headless: false,
    viewport: headless ? { width: 1280, height: 800 } : null,
    locale: 'en-US',
    ignoreDefaultArgs: [
      '--disable-extensions',
      '--disable-component-extensions-with-background-pages',
    ],
    args: chromiumArguments(options),
  });
  try {
    return await driverOf(context, options, profile);
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function driverOf(
  context: BrowserContext,
  options: ChromiumOptions,
  profile: string,
): Promise<ChromiumDriver> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The browser has no session of its own.');
  const extensionId = await loadedExtension(context, session, options.extension);
  const origin = `chrome-extension://${extensionId}/`;
  const ownWorker = (): Worker | undefined =>
    context.serviceWorkers().find((worker) => worker.url().startsWith(origin));
  const workerTargets = async (): Promise<string[]> => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos
      .filter(({ type, url }) => type === 'service_worker' && url.startsWith(origin))
      .map(({ targetId }) => targetId);
  };
  const stopBackground = async (): Promise<void> => {
    const stopped = await workerTargets();
    for (const targetId of stopped) await session.send('Target.closeTarget', { targetId });
    // The next event may have started another one already.
    const areGone = (left: readonly string[]): boolean =>
      !stopped.some((targetId) => left.includes(targetId));
    await until(async () => (areGone(await workerTargets()) ? true : undefined), {
      what: 'the service worker to stop',
    });
  };
  const extensionUrl = (path: string): string => new URL(path, origin).href;
  const open = async (url: string): Promise<ChromiumTab> => {
    const tab = tabOf(await context.newPage());
    await tab.goto(url);
    return tab;
  };
  const tabs = (): Promise<ChromiumTab[]> => Promise.resolve(context.pages().map(tabOf));
  return {
    browserName: 'chrome',
    context,
    extensionId,
    extensionUrl,
    open,
    openExtensionPage: (path) => open(extensionUrl(path)),
    tabs,
    tab: (matches, waitOptions) =>
      until(
        () =>
          context
            .pages()
            .filter((page) => matches(page.url()))
            .map(tabOf)[0],
        {
          what: 'a tab',
          ...waitOptions,
        },
      ),
    pressShortcut: async (command) => {
      const worker = await until(() => ownWorker(), { what: 'the service worker' });
      await worker.evaluate((name) => {
        interface Dispatching {
          commands: {
            getAll(): Promise<{ name?: string }[]>;
            onCommand: { dispatch(name: string): void };
          };
        }
        const { commands } = (globalThis as unknown as { chrome: Dispatching }).chrome;
        return commands.getAll().then((all) => {
          if (!all.some((one) => one.name === name)) throw new Error(`no command ${name}`);
          commands.onCommand.dispatch(name);
        });
      }, command);
    },
    serviceWorker: () =>
      until(async () => ((await workerTargets()).length > 0 ? ownWorker() : undefined), {
        what: 'the service worker',
      }),
    stopServiceWorker: stopBackground,
    stopBackground,
    backgroundRunning: async () => (await workerTargets()).length > 0,
    switchExtension: async (isOn) => {
      const page = await context.newPage();
      await page.goto('chrome://extensions');
      await page.evaluate(
        ([id, enabled]: [string, boolean]) => {
          interface Managing {
            management: { setEnabled(id: string, enabled: boolean): Promise<void> };
          }
          const { management } = (globalThis as unknown as { chrome: Managing }).chrome;
          return management.setEnabled(id, enabled);
        },
        [extensionId, isOn] as [string, boolean],
      );
      await page.close();
    },
    close: async () => {
      await context.close();
      if (options.profile === undefined) {
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

/**
 * The id of the extension once it is there. Branded Chrome ignores `--load-extension`: there the
 * extension is loaded over the developer protocol.
 */
async function loadedExtension(
  context: BrowserContext,
  session: CDPSession,
  folder: string,
): Promise<string> {
  const expected = idOfFolder(folder);
  const started = (id: string, timeout: number): Promise<boolean> =>
    until(
      () =>
        context.serviceWorkers().some((worker) => worker.url().includes(id)) ? true : undefined,
      { timeout },
    ).catch(() => false);
  if (await started(expected, 5_000)) return expected;
  const { id } = await session.send('Extensions.loadUnpacked', { path: realpathSync(folder) });
  if (await started(id, PATIENCE_MS)) return id;
  throw new Error(`The service worker of the extension in ${folder} did not start.`);
}
