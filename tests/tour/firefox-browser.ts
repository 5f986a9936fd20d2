import { launchFirefox } from '../browser/harness/firefox.ts';
import type { FirefoxDriver, FirefoxTab } from '../browser/harness/firefox.ts';
import type { TourBrowser, TourBrowserOptions, TourTab } from './tour-browser.ts';

/** Starts Firefox for the tour. */
export async function startFirefox(options: TourBrowserOptions): Promise<TourBrowser> {
  const driver = await launchFirefox(options);
  return {
    driver,
    open: async (url) => tourTab(driver, await driver.open(url)),
    tab: async (matches, options) => tourTab(driver, await driver.tab(matches, options)),
    closed: new Promise((resolve) => driver.browser.once('disconnected', () => resolve())),
  };
}

function tourTab(driver: FirefoxDriver, tab: FirefoxTab): TourTab {
  const { page } = tab;
  return {
    ...tab,
    resize: (size) => page.setViewport(size),
    hiddenStyles: async () => stylesIn(await wholeTree(driver, tab), false),
    capture: () => Promise.reject(new Error('Pictures of areas are taken in Chromium.')),
  };
}

/** A node as WebDriver BiDi writes it down. */
interface RemoteNode {
  value?: {
    mode?: 'open' | 'closed';
    attributes?: Record<string, string>;
    children?: RemoteNode[];
    shadowRoot?: RemoteNode | null;
  };
}

/** What Puppeteer has, but does not show: a connection that sends any command. */
interface WithConnection {
  connection: {
    send(
      method: 'script.evaluate',
      params: object,
    ): Promise<{ result: { result: RemoteNode | undefined } }>;
  };
}

/** The page's tree with closed shadow roots, which Puppeteer itself leaves out. */
async function wholeTree({ browser }: FirefoxDriver, { page }: FirefoxTab): Promise<RemoteNode> {
  const { connection } = browser as unknown as WithConnection;
  const { _id: context } = page.mainFrame() as unknown as { _id: string };
  const { result } = await connection.send('script.evaluate', {
    expression: 'document.documentElement',
    target: { context },
    awaitPromise: false,
    serializationOptions: { maxDomDepth: null, includeShadowTree: 'all' },
  });
  return result.result ?? {};
}

function stylesIn({ value }: RemoteNode, isHidden: boolean): string[] {
  const { attributes, children = [], shadowRoot } = value ?? {};
  const style = attributes?.['style'];
  const inRoot = shadowRoot ? stylesIn(shadowRoot, shadowRoot.value?.mode === 'closed') : [];
  return [
    ...(isHidden && style !== undefined ? [style] : []),
    ...children.flatMap((child) => stylesIn(child, isHidden)),
    ...inRoot,
  ];
}
