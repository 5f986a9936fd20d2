import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The longest of the browser's, which mostly wait: begun last, one would run alone at the end. */
const LONG = ['search', 'long-run', 'kill-points-firefox', 'sync'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONG.some((name) => moduleId.endsWith(`/tests/browser/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [await WxtVitest()],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/unit/setup.ts'],
          // Not one fewer than there are cores: nobody works on a machine that has two.
          maxWorkers: '100%',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          // Each file drives a browser of its own, which mostly waits.
          maxWorkers: 2,
          // Nobody looks at CI while it runs; what it had to try again, it says.
          retry: process.env['CI'] === undefined ? 0 : 1,
          // Longer than a few waits in vain: what was waited for is to be said, not that time is up.
          testTimeout: 120_000,
          hookTimeout: 150_000,
        },
      },
    ],
  },
});
