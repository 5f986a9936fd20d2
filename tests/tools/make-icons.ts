import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';

/** Makes the extension's icons from their one source. */

const SOURCE = new URL('../../docs/icon.svg', import.meta.url);

/** WXT puts every `icon/<size>.png` into the manifest. */
const FOLDER = new URL('../../public/icon/', import.meta.url);

/** Toolbars (16, 32), the extensions page (48, 96), the stores (128). */
const SIZES = [16, 32, 48, 96, 128];

const svg = await readFile(SOURCE);
await mkdir(FOLDER, { recursive: true });
for (const size of SIZES) {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  await writeFile(new URL(`${size}.png`, FOLDER), image.asPng());
}
