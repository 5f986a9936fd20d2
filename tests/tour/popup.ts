import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './stage.ts';
import { step } from './step.ts';
import type { TourTab } from './tour-browser.ts';

/** As large as browsers show the popup (components/popup/popup.css). */
export const POPUP_SIZE = { width: 400, height: 560 };

/** The popup's page in a tab, at the popup's size, with the focus in the search field. */
export function openPopup({ browser }: Stage): Promise<TourTab> {
  return step('Opening the popup', async () => {
    const popup = await browser.open(browser.driver.extensionUrl('popup.html'));
    await popup.resize(POPUP_SIZE);
    await popup.waitFor(() => document.activeElement?.matches('[role="combobox"]'), {
      what: 'the focus to be in the search field',
    });
    return popup;
  });
}

/**
 * Searches in the popup and waits until a contact comes first.
 *
 * @returns the line above the results, such as "54 contacts"
 */
export function searchFor(popup: TourTab, query: string, first: string): Promise<string> {
  return step(`Finding ${first} with "${query}"`, async () => {
    await popup.fill({ name: 'Search contacts' }, query);
    await popup.waitFor(
      (name: string) =>
        document
          .querySelector<HTMLElement>('[role="option"][aria-selected="true"]')
          ?.innerText.includes(name),
      { argument: first, what: `${first} to be the first result` },
    );
    // She may be first already for the query's first letters, and those find more.
    await sleep(500);
    return popup.text('.result-head > span');
  });
}

/** Opens the details of the first result and waits until they are there. */
export function openDetails(popup: TourTab, name: string): Promise<void> {
  return step(`Opening the details of ${name}`, async () => {
    await popup.press('ArrowRight');
    await popup.waitFor(
      (wanted: string) => document.querySelector<HTMLElement>('article h1')?.innerText === wanted,
      { argument: name, what: 'the details' },
    );
  });
}
