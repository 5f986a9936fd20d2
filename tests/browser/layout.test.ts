import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ChromiumDriver } from './harness/chromium.ts';
import { SITE, type Stage, setChromiumStage } from './harness/stage.ts';
import { DRAWN, LAID_OUT, LAYERS, type LaidOut } from './torture/laid-out.ts';
import { markedAre } from './torture/marked.ts';

const pathOf = (index: number): string => `/${index}`;

/** What a reader sees as one number, and as none, whatever the page is made of. */
describe('only what is seen as a number is marked', () => {
  let stage: Stage<ChromiumDriver>;
  const cases: [string, LaidOut, string][] = [...LAID_OUT, ...DRAWN, ...LAYERS].map(
    (page, index) => [page.what, page, pathOf(index)],
  );

  beforeAll(async () => {
    const pages = Object.fromEntries(cases.map(([, { html }, path]) => [path, html]));
    stage = await setChromiumStage({ pages });
    await stage.connect();
  });

  afterAll(() => stage.close());

  it.each(cases)('%s', async (_, { marked, known }, path) => {
    const tab = await stage.browser.open(`${SITE}${path}`);
    await markedAre(tab, marked, known);
    await tab.close();
  });
});
