import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { startFakeCallbell } from '../../fake-callbell/server.ts';
import { preparedExtension } from '../harness/built-extension.ts';
import { launchChromium } from '../harness/chromium.ts';
import type { BrowserName, Driver, HostMap } from '../harness/driver.ts';
import { launchFirefox } from '../harness/firefox.ts';
import { hasText } from '../harness/stage.ts';
import { writeOtherExtension } from './controls.ts';
import { type Resource, startLeakSite } from './site.ts';

/** A browser with the extension, connected, and with the other extension; and the pages. */
export interface LeakStage {
  browser: Driver;
  /** Where the pages are. */
  origin: string;
  close(): Promise<void>;
}

/** @param resources the site's, by path */
export async function setLeakStage(
  browserName: BrowserName,
  resources: Readonly<Record<string, Resource>>,
): Promise<LeakStage> {
  const [fake, site, lens, other, profile] = await Promise.all([
    startFakeCallbell({ accounts: [demoAccount(130)] }),
    startLeakSite(resources),
    preparedExtension(browserName),
    writeOtherExtension(),
    mkdtemp(join(tmpdir(), 'lens-profile-')),
  ]);
  const hosts = { 'api.callbell.eu:443': fake.port, 'dash.callbell.eu:443': fake.port };
  const browser = await launchBoth(browserName, { lens, other, profile, hosts });

  const options = await browser.tab((url) => url === browser.extensionUrl('options.html'));
  await options.fill({ name: 'API key' }, DEMO_API_KEY);
  await options.click({ name: 'Connect', role: 'button' });
  await hasText(options, '130 contacts');
  return {
    browser,
    origin: site.origin,
    close: async () => {
      await browser.close();
      await Promise.all([fake.close(), site.close()]);
      await Promise.all([lens, other, profile].map((path) => rm(path, { recursive: true })));
    },
  };
}

interface Folders {
  lens: string;
  other: string;
  profile: string;
  hosts: HostMap;
}

async function launchBoth(
  browserName: BrowserName,
  { lens, other, profile, hosts }: Folders,
): Promise<Driver> {
  if (browserName === 'firefox') {
    const firefox = await launchFirefox({ extension: lens, profile, hosts });
    await firefox.browser.installExtension(other);
    return firefox;
  }
  // The last of two equal switches counts.
  const both = [lens, other].join();
  const args = [`--load-extension=${both}`, `--disable-extensions-except=${both}`];
  return launchChromium({ extension: lens, profile, hosts, args });
}
