import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardIn } from './card/on-page.ts';
import { CARD_STATES, openState, STATE_PAGES } from './card/states.ts';
import type { BrowserName, Tab } from './harness/driver.ts';
import { setStage, type Stage } from './harness/stage.ts';

/** What axe, with its best practices, has to say of the card in each of its states. */
describe.each<BrowserName>(['chrome', 'firefox'])('accessibility of the card in %s', (name) => {
  let stage: Stage;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    stage = await setStage(name, { pages: STATE_PAGES });
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** @returns the rules that the card in a tab breaks, in both colour schemes */
  async function broken(tab: Tab): Promise<string[]> {
    const found: string[] = [];
    const card = await cardIn(tab);
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setColorScheme(colorScheme);
      // As an expression, not as a script element: the extension's policy would refuse that.
      const results = (await card.run(`${axe}; axe.run()`)) as AxeResults;
      expect(results.passes.length).toBeGreaterThan(5);
      for (const { id, nodes } of results.violations) {
        found.push(`${colorScheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`);
      }
    }
    return found;
  }

  // Firefox's driver cannot force colours.
  const states = CARD_STATES.filter(({ forcedColors }) => name === 'chrome' || !forcedColors);

  it.each(states)('$name', async (state) => {
    const tab = await openState(stage, state);
    expect(await broken(tab)).toEqual([]);
    await tab.close();
  });
});
