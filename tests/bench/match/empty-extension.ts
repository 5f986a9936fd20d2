import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Nothing',
  version: '1',
  background: { service_worker: 'worker.js' },
  content_scripts: [{ matches: ['http://*/*'], js: ['page.js'] }],
};

const WORKER = 'chrome.runtime.onMessage.addListener((message, sender, reply) => reply(null));';

/**
 * An extension whose worker is one line: what the browser itself needs to start a worker and to
 * carry a message there and back.
 */
export async function emptyExtension(folder: string): Promise<string> {
  const path = join(folder, 'empty');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(path, 'worker.js'), WORKER);
  await writeFile(join(path, 'page.js'), '');
  return path;
}
