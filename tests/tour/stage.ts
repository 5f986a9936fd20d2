import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { preparedExtension } from '../browser/harness/built-extension.ts';
import { demoAccount } from '../fake-callbell/contacts.ts';
import { startFakeCallbell } from '../fake-callbell/server.ts';
import type { FakeCallbell } from '../fake-callbell/server.ts';
import { startChromium } from './chromium-browser.ts';
import { startFirefox } from './firefox-browser.ts';
import { SAMPLE_HOST, startSampleSite } from './sample-site.ts';
import type { TourBrowser } from './tour-browser.ts';

/** Callbell's stand-in, the sample page and a browser with the extension, all of them running. */
export interface Stage {
  readonly fake: FakeCallbell;
  readonly browser: TourBrowser;
  /** The sample page's address in that browser. */
  readonly sampleUrl: string;
  /** The same page for every other browser of this machine. */
  readonly sampleUrlElsewhere: string;
  close(): Promise<void>;
}

export interface StageOptions {
  browserName: 'chrome' | 'firefox';
  headless: boolean;
  pixelRatio?: number;
  port: number;
}

const CONTACTS = 300;

/** Everything of the tour that need not outlive it; emptied at each start. */
const FOLDER = fileURLToPath(new URL('../../.cache/tour/', import.meta.url));

/** Starts everything on loopback, with a browser that has never seen the extension. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { browserName, port, ...browserOptions } = options;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const fake = await startFakeCallbell({ accounts: [demoAccount(CONTACTS)] });
  const site = await startSampleSite(port);
  const start = browserName === 'chrome' ? startChromium : startFirefox;
  const browser = await start({
    ...browserOptions,
    extension: await preparedExtension(browserName, { into: FOLDER }),
    profile: `${FOLDER}profile`,
    hosts: {
      'api.callbell.eu:443': fake.port,
      'dash.callbell.eu:443': fake.port,
      [`${SAMPLE_HOST}:80`]: site.port,
    },
  });
  return {
    fake,
    browser,
    sampleUrl: `http://${SAMPLE_HOST}/`,
    sampleUrlElsewhere: `http://127.0.0.1:${site.port}/`,
    close: async () => {
      await browser.driver.close();
      await Promise.all([fake.close(), site.close()]);
    },
  };
}
