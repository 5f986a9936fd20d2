import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import type { Stage } from './stage.ts';
import { step } from './step.ts';
import type { TourTab } from './tour-browser.ts';

/** A sync of the demo account takes about a second. */
const SYNC_MS = 30_000;

/**
 * Does in the options page what a new user does: types the key, connects, sees the contacts come.
 *
 * @returns the page, and how many contacts the extension says it has
 */
export async function connect({
  browser,
  fake,
}: Stage): Promise<{ options: TourTab; contacts: number }> {
  // A second one must not be opened meanwhile: the browser would show this one in its tab.
  const options = await step('The extension opening its options page by itself', () =>
    browser.tab((url) => url === browser.driver.extensionUrl('options.html'), {
      what: 'the options page',
    }),
  );

  await step('Connecting with the demo key', async () => {
    await options.fill({ name: 'API key' }, DEMO_API_KEY);
    await options.click({ name: 'Connect', role: 'button' });
    await options.waitFor(
      () => document.body.innerText.includes('Connected as john_doe@email.com'),
      { what: 'the words "Connected as john_doe@email.com"' },
    );
  });

  const contacts = await step('Reading the contacts', async () => {
    const headline = await options.waitFor(
      () => /([\d,.]+) contacts · synced/u.exec(document.body.innerText)?.[1],
      { timeout: SYNC_MS, what: 'the sync to end' },
    );
    const count = Number(headline.replace(/\D/gu, ''));
    if (count !== fake.contacts.length) {
      throw new Error(`${count} contacts were read, and Callbell has ${fake.contacts.length}.`);
    }
    return count;
  });
  return { options, contacts };
}

/** Chooses Italy for numbers without a country code, as the sample page's company would. */
export async function chooseItaly(options: TourTab): Promise<void> {
  await step('Choosing Italy for numbers without a country code', async () => {
    await options.waitFor(() => document.querySelector<HTMLSelectElement>('#country') !== null, {
      what: 'the list of countries',
    });
    await options.evaluate(() => document.querySelector<HTMLSelectElement>('#country')?.focus());
    await options.type('Italy');
    await options.waitFor(
      () => document.querySelector<HTMLSelectElement>('#country')?.value === 'IT',
      {
        what: 'Italy to be chosen',
      },
    );
  });
}
