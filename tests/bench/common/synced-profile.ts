import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { preparedExtension } from '../../browser/harness/built-extension.ts';
import { launchChromium } from '../../browser/harness/chromium.ts';
import { DEMO_API_KEY, demoAccount } from '../../fake-callbell/contacts.ts';
import { startFakeCallbell } from '../../fake-callbell/server.ts';

/** A profile in which the built extension has read an account to its end. */
export interface SyncedProfile {
  profile: string;
  extension: string;
}

/**
 * Has the real extension read so many contacts from a fake Callbell, then closes the browser. The
 * pages are large and nothing is held back: how a sync goes is another benchmark's matter.
 *
 * @param folder an existing folder for the profile and the extension's copy
 */
export async function syncedProfile(folder: string, contacts: number): Promise<SyncedProfile> {
  const fake = await startFakeCallbell({
    accounts: [demoAccount(contacts)],
    pageSize: 1_000,
    requestsPerSecond: 1_000_000,
  });
  const extension = await preparedExtension('chrome', { into: folder });
  const profile = await mkdtemp(join(folder, 'profile-'));
  const hosts = { 'api.callbell.eu:443': fake.port, 'dash.callbell.eu:443': fake.port };
  const browser = await launchChromium({ extension, profile, hosts });
  try {
    const options = await browser.tab((url) => url === browser.extensionUrl('options.html'));
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await options.waitFor(wholeManifest, {
      timeout: 60_000 + contacts * 2,
      what: `${contacts} contacts`,
    });
  } finally {
    await browser.close();
    await fake.close();
  }
  return { profile, extension };
}

/** Whether the list has been read to its end, and all of it is there. Runs in the page. */
function wholeManifest(): Promise<unknown> {
  return new Promise((resolve) => {
    const request = indexedDB.open('lens');
    request.onsuccess = () => {
      const get = request.result.transaction('state').objectStore('state').get('manifest');
      get.onsuccess = () => {
        request.result.close();
        const manifest = get.result as { isWhole: boolean } | undefined;
        resolve(manifest?.isWhole);
      };
    };
  });
}
