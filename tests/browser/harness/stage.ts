import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { type FakeCallbell, startFakeCallbell } from '../../fake-callbell/server.ts';
import { type PreparedExtensionOptions, preparedExtension } from './built-extension.ts';
import { type ChromiumDriver, launchChromium } from './chromium.ts';
import { type BrowserName, type Driver, PATIENCE_MS, type Scope, type Tab } from './driver.ts';
import { type FirefoxOptions, launchFirefox } from './firefox.ts';
import { type Site, startSite } from './site.ts';

/** Where {@link StageOptions.pages} are. */
export const SITE = 'http://shop.test';

export interface StageOptions extends PreparedExtensionOptions {
  /** How many contacts the demo account has; 130 unless given, which is seven pages. */
  contacts?: number;
  /** How many of them Callbell gives in one page; 20, as it does, unless given. */
  pageSize?: number;
  /** HTML by path, served at {@link SITE}. */
  pages?: Readonly<Record<string, string>>;
  /** What the user has set as the size of text, in CSS pixels; 16 unless given. */
  fontSize?: number;
  /** Preferences of Firefox. */
  prefs?: NonNullable<FirefoxOptions['prefs']>;
}

/** A browser with the extension, a Callbell and a web site: all that a scenario needs. */
export interface Stage<Browser extends Driver = Driver> {
  fake: FakeCallbell;
  browser: Browser;
  /** What the browser was launched with. */
  launch: Launch;
  /** The options, which the extension opens by itself when it is installed. */
  options: Tab;
  /** Closes the browser and starts it again with the same profile. */
  restart(): Promise<void>;
  /**
   * Types the demo account's key, as a user does, and waits until its contacts are there: as many as
   * the stage was set with, unless another number is given.
   */
  connect(expected?: number): Promise<void>;
  close(): Promise<void>;
}

/** Sets the stage in Chromium, whose driver can do more. */
export function setChromiumStage(options: StageOptions = {}): Promise<Stage<ChromiumDriver>> {
  return build('chrome', launchChromium, options);
}

/** Sets the stage for a scenario that runs in both browsers. */
export function setStage(browserName: BrowserName, options: StageOptions = {}): Promise<Stage> {
  return browserName === 'chrome'
    ? build('chrome', launchChromium, options)
    : build('firefox', launchFirefox, options);
}

interface Launch {
  extension: string;
  profile: string;
  hosts: Record<string, number>;
  prefs: NonNullable<FirefoxOptions['prefs']>;
}

async function build<Browser extends Driver>(
  browserName: BrowserName,
  launch: (options: Launch) => Promise<Browser>,
  { contacts = 130, pageSize = 20, pages = {}, fontSize, prefs, ...extensionOptions }: StageOptions,
): Promise<Stage<Browser>> {
  const fake = await startFakeCallbell({ accounts: [demoAccount(contacts)], pageSize });
  const site: Site = await startSite(pages);
  const extension = await preparedExtension(browserName, extensionOptions);
  const profile = await mkdtemp(join(tmpdir(), 'lens-profile-'));
  const hosts = {
    'api.callbell.eu:443': fake.port,
    'dash.callbell.eu:443': fake.port,
    'shop.test:80': site.port,
  };
  if (fontSize !== undefined) await setChromiumFontSize(profile, fontSize);
  const launchOptions = {
    extension,
    profile,
    hosts,
    prefs: {
      ...(fontSize !== undefined && { 'font.size.variable.x-western': fontSize }),
      ...prefs,
    },
  };
  const start = (): Promise<Browser> => launch(launchOptions);

  const browser = await start();
  const stage: Stage<Browser> = {
    fake,
    browser,
    launch: launchOptions,
    options: await browser.tab((url) => url === browser.extensionUrl('options.html')),
    restart: async () => {
      await stage.browser.close();
      stage.browser = await start();
    },
    connect: async (expected = contacts) => {
      const { options } = stage;
      await options.fill({ name: 'API key' }, DEMO_API_KEY);
      await options.click({ name: 'Connect', role: 'button' });
      await hasText(options, `${expected.toLocaleString('en')} contacts · synced`, 80_000);
    },
    close: async () => {
      await stage.browser.close();
      await Promise.all([fake.close(), site.close()]);
      await Promise.all([extension, profile].map((path) => rm(path, { recursive: true })));
    },
  };
  return stage;
}

/** Firefox, which has a preference for it, takes no notice of the file. */
async function setChromiumFontSize(profile: string, fontSize: number): Promise<void> {
  await mkdir(join(profile, 'Default'));
  const preferences = { webkit: { webprefs: { default_font_size: fontSize } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}

/** Waits until a document shows a text; 10 seconds, if not more milliseconds are given. */
export async function hasText(scope: Scope, text: string, timeout = PATIENCE_MS): Promise<void> {
  await scope.waitFor((wanted: string) => document.body.innerText.includes(wanted), {
    argument: text,
    what: `the text "${text}"`,
    timeout,
  });
}

/** What the extension's database holds, read from one of the extension's own pages. */
export function storedRecord(scope: Scope, store: string, key: string): Promise<unknown> {
  return scope.evaluate(
    ({ store: name, key: wanted }: { store: string; key: string }) =>
      new Promise<unknown>((resolve, reject) => {
        const request = indexedDB.open('lens');
        request.onerror = () => reject(new Error('the database does not open'));
        request.onsuccess = () => {
          const get = request.result.transaction(name).objectStore(name).get(wanted);
          get.onsuccess = () => {
            request.result.close();
            resolve((get.result as unknown) ?? null);
          };
        };
      }),
    { store, key },
  );
}
