import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../common/bundle.ts';

const MANIFEST = {
  manifest_version: 3,
  name: 'A bare popup',
  version: '1',
  action: { default_popup: 'popup.html' },
};

const PAGE = `<!doctype html><title>Bare</title><script type="module" src="popup.js"></script>`;

/** An extension whose popup is a field and twenty rows, by Preact: what nobody can do without. */
export async function bareExtension(folder: string): Promise<string> {
  const { code } = await bundle(new URL('bare-popup.tsx', import.meta.url));
  const path = join(folder, 'bare');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(path, 'popup.html'), PAGE);
  await writeFile(join(path, 'popup.js'), `${code}.start();`);
  return path;
}
