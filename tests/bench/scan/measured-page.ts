import type { Page } from 'playwright-core';
import { progress } from '../common/progress.ts';
import { shown } from '../common/report.ts';
import type { BenchBrowser } from './browser.ts';
import type * as Measuring from './in-page.ts';
import type { BenchPage } from './pages.ts';

/** What can be measured in one open page. */
export interface MeasuredPage {
  warm(rounds: number): Promise<{ taken: Record<string, number[]>; length: number }>;
  infiniteScroll(): Promise<Record<string, number>>;
  hitsByCase(names: readonly string[]): Promise<Record<string, { id: string; text: string }[]>>;
}

/** Puts the measuring code and the approaches into pages. */
export class InPage {
  private readonly browser: BenchBrowser;
  private readonly measuring: string;
  private readonly approaches: Readonly<Record<string, string>>;

  /** @param measuring, approaches the code of bundles */
  constructor(
    browser: BenchBrowser,
    measuring: string,
    approaches: Readonly<Record<string, string>>,
  ) {
    this.browser = browser;
    this.measuring = measuring;
    this.approaches = approaches;
  }

  /** Opens a page, puts everything into it, and closes it when it has been measured. */
  async on<T>(html: string, measure: (page: MeasuredPage) => Promise<T>): Promise<T> {
    const { page, length } = await this.open(html);
    try {
      for (const [name, code] of Object.entries(this.approaches)) await this.add(page, name, code);
      return await measure({
        warm: async (rounds) => ({ taken: await call(page, 'warm', rounds), length }),
        infiniteScroll: () => call(page, 'infiniteScroll'),
        hitsByCase: async (names) => {
          const hits: Record<string, { id: string; text: string }[]> = {};
          for (const name of names) hits[name] = await call(page, 'hitsByCase', name);
          return hits;
        },
      });
    } finally {
      await page.close();
    }
  }

  /** Each approach on each page, every time in a process that has never seen it. */
  async cold(
    pages: readonly BenchPage[],
    names: readonly string[],
  ): Promise<Record<string, number[]>> {
    const taken: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (const { html } of pages) {
      for (const name of names) {
        const { page } = await this.open(html);
        taken[name]?.push(await call(page, 'cold', this.approaches[name] ?? ''));
        await page.close();
      }
    }
    return taken;
  }

  /** How one approach's time grows, each family in a process of its own. */
  async growths(name: string): Promise<Measuring.Growth[]> {
    const growths: Measuring.Growth[] = [];
    for (let family = 0, count = 1; family < count; family += 1) {
      const { page } = await this.open('');
      count = await call(page, 'familyCount');
      await this.add(page, name, this.approaches[name] ?? '');
      const growth = await call(page, 'growth', name, family);
      progress(`${growth.name}: ${shown(growth.perDoubling)}`);
      growths.push(growth);
      await page.close();
    }
    return growths;
  }

  private async open(html: string): Promise<{ page: Page; length: number }> {
    const page = await this.browser.open(html || '<!doctype html><p>');
    page.setDefaultTimeout(120_000);
    await page.evaluate(`globalThis.measuring = ${this.measuring}; undefined`);
    return { page, length: await call(page, 'prepare') };
  }

  private async add(page: Page, name: string, code: string): Promise<void> {
    await page.evaluate(`(globalThis.lensBench ??= {})[${JSON.stringify(name)}] = ${code}; null`);
  }
}

/** Calls one of the functions of `in-page.ts` in a page. */
function call<Name extends keyof typeof Measuring>(
  page: Page,
  name: Name,
  ...given: Parameters<(typeof Measuring)[Name]>
): Promise<ReturnType<(typeof Measuring)[Name]>> {
  const texts = given.map((value) => JSON.stringify(value)).join(', ');
  return page.evaluate(`globalThis.measuring.${name}(${texts})`);
}
