import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARD_STATES, openState, STATE_PAGES } from './card/states.ts';
import type { ChromiumDriver, ChromiumTab } from './harness/chromium.ts';
import { setChromiumStage, type Stage } from './harness/stage.ts';

/** What axe, with its best practices, has to say of the card in each of its states. */
describe('accessibility of the card', () => {
  let stage: Stage<ChromiumDriver>;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    stage = await setChromiumStage({ pages: STATE_PAGES });
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** @returns the rules that the card in a tab breaks, in both colour schemes */
  async function broken({ page }: ChromiumTab): Promise<string[]> {
    const found: string[] = [];
    const card = page.frames().find((frame) => frame.url().includes('card.html'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // As an expression, not as a script element: the extension's policy would refuse that.
      const results = await card?.evaluate<AxeResults>(`${axe}; axe.run()`);
      expect(results?.passes.length).toBeGreaterThan(5);
      for (const { id, nodes } of results?.violations ?? []) {
        found.push(`${colorScheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`);
      }
    }
    return found;
  }

  it.each(CARD_STATES)('$name', async (state) => {
    const tab = await openState(stage, state);
    expect(await broken(tab)).toEqual([]);
    await tab.close();
  });
});
