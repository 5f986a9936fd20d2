import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardIn, clickInCard, isRead, rest, tabTo } from './card/on-page.ts';
import type { BrowserName, Scope, Tab } from './harness/driver.ts';
import { type Stage, SITE, hasText, setStage } from './harness/stage.ts';

/** Twice the usual size (WCAG 2.2, 1.4.4), as set in the browser. */
const FONT_SIZE = 32;

const PAGE = `<!doctype html><html lang="it"><title>Fornitori</title>
  <p id="giulia" style="font: 16px sans-serif">+39 347 123 4567</p>`;

interface Sized {
  setViewportSize?: (size: { width: number; height: number }) => Promise<void>;
  setViewport?: (size: { width: number; height: number }) => Promise<void>;
}

/** Gives a tab the size of a popup: Playwright and Puppeteer have a method each. */
async function resize(tab: Tab, size: { width: number; height: number }): Promise<void> {
  const { page } = tab as Tab & { page: Sized };
  await (page.setViewportSize ?? page.setViewport)?.call(page, size);
}

describe.each<BrowserName>(['chrome', 'firefox'])('text of twice the size in %s', (browserName) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: { '/': PAGE }, fontSize: FONT_SIZE });
    await stage.connect();
  });

  afterAll(() => stage.close());

  /** Whether the size counts, and what is cut off or reaches out sideways. */
  const misfits = (scope: Scope): Promise<{ size: string; tooWide: string[] }> =>
    scope.evaluate(() => ({
      size: getComputedStyle(document.documentElement).fontSize,
      tooWide: [...document.querySelectorAll<HTMLElement>('#root *')]
        .filter((one) => one.getClientRects().length > 0 && !one.closest('.sr-only, svg'))
        .filter(
          (one) =>
            one.getBoundingClientRect().right > innerWidth + 1 ||
            (getComputedStyle(one).overflowY === 'auto' && one.scrollWidth > one.clientWidth + 1),
        )
        .map(({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent}`),
    }));
  const FITS = { size: `${FONT_SIZE}px`, tooWide: [] };

  it('leaves the card whole, and all of it within reach', async () => {
    const tab = await stage.browser.open(SITE);
    await isRead(tab, '#giulia', 'Giulia Bianchi');
    await rest(tab, '#giulia', 'Giulia Bianchi');
    const card = await cardIn(tab);
    expect(await misfits(card)).toEqual(FITS);
    await clickInCard(card, 'Pin');
    await card.waitFor(() => document.querySelector('.grip') !== null);
    await tabTo(tab, card, 'Open conversation');
    await clickInCard(card, 'Close');
    await tab.close();
  });

  it('leaves options and popup whole', async () => {
    expect(await misfits(stage.options)).toEqual(FITS);
    const popup = await stage.browser.openExtensionPage('popup.html');
    await resize(popup, { width: 400, height: 560 });
    await popup.waitFor(() => document.querySelector('[role=option]') !== null);
    expect(await misfits(popup)).toEqual(FITS);
    await popup.type('giulia');
    await popup.waitFor(() => document.querySelector('[aria-selected=true]') !== null);
    await popup.press('ArrowRight');
    await hasText(popup, 'Open contact');
    expect(await misfits(popup)).toEqual(FITS);
    await popup.close();
  });
});
