import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from './driver.ts';

export interface PreparedExtensionOptions {
  /**
   * Move `optional_host_permissions` into `host_permissions` in the copy, so that they are granted
   * at install: no automation can press the browser's permission prompt. `true` unless given;
   * `false` leaves the manifest byte for byte as it was built.
   */
  grantHosts?: boolean;
  /** The folder of another build than the usual one. */
  build?: string;
  /** The existing folder in which the copy is made; the system's temporary folder unless given. */
  into?: string;
}

const OUTPUT = fileURLToPath(new URL('../../../.output/', import.meta.url));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hostList(manifest: Record<string, unknown>, key: string): string[] {
  const hosts = manifest[key];
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}

/** The same manifest with its optional hosts required; everything else as it was. */
export function withHostsGranted(manifest: Record<string, unknown>): Record<string, unknown> {
  const hosts = [
    ...hostList(manifest, 'host_permissions'),
    ...hostList(manifest, 'optional_host_permissions'),
  ];
  const kept = Object.entries(manifest).filter(([key]) => key !== 'optional_host_permissions');
  return { ...Object.fromEntries(kept), host_permissions: [...new Set(hosts)] };
}

/**
 * Copies the built extension to a new folder and answers its path.
 *
 * The folder belongs to the caller, who removes it. Chromium derives the id of an unpacked
 * extension from its path, so a browser relaunched with the same profile finds its data again only
 * when it is given the same folder.
 *
 * @throws if the extension has not been built for that browser.
 */
export async function preparedExtension(
  browser: BrowserName,
  options: PreparedExtensionOptions = {},
): Promise<string> {
  const built = options.build ?? join(OUTPUT, `${browser}-mv3`);
  let manifestText: string;
  try {
    manifestText = await readFile(join(built, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new Error(`No build for ${browser} in .output/${browser}-mv3: run "npm run build".`, {
      cause,
    });
  }
  const copy = await mkdtemp(join(options.into ?? tmpdir(), `callbell-lens-${browser}-`));
  await cp(built, copy, { recursive: true });
  if (options.grantHosts ?? true) {
    const manifest: unknown = JSON.parse(manifestText);
    if (!isRecord(manifest)) throw new Error('manifest.json of the build is not an object.');
    await writeFile(join(copy, 'manifest.json'), JSON.stringify(withHostsGranted(manifest)));
  }
  return copy;
}
