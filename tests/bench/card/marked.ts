import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Tab, until } from '../../browser/harness/driver.ts';
import { readPng } from '../../browser/leak/png.ts';

/** Waits until the user sees a colour under the number of the benchmark's page. */
export async function isMarked(tab: Tab): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-view-'));
  const path = join(folder, 'view.png');
  await until(
    async () => {
      await tab.screenshot(path);
      const { at } = readPng(await readFile(path));
      const line = Array.from({ length: 30 }, (_, down) => at(130, 100 + down));
      return line.some((rgb) => Math.max(...rgb) - Math.min(...rgb) > 90) ? true : undefined;
    },
    { what: 'the mark' },
  );
  await rm(folder, { recursive: true });
}
