import { DEMO_API_KEY } from '../fake-callbell/contacts.ts';
import { chooseItaly, connect } from './connect.ts';
import { openSamplePage, waitUntilRecognised } from './page.ts';
import type { Stage } from './stage.ts';

/** Prepares everything, shows the sample page and leaves the browser to the user until it is closed. */
export async function showAround(stage: Stage): Promise<void> {
  const { options, contacts } = await connect(stage);
  await chooseItaly(options);
  const page = await openSamplePage(stage);
  // Not before: a browser keeps its last tab.
  await options.close();
  await closeEmptyTabs(stage);
  const { known, all } = await waitUntilRecognised(page);

  console.log(`
Lens for Callbell is connected: ${contacts} contacts synced, and ${known} of ${all} numbers on the
sample page are recognised (the orange lines).

Try this:
  - rest the pointer on a marked number, then "Open conversation" in the card
  - press "Load more", or switch your system between light and dark
  - click the extension's button in the toolbar (in Chromium behind the puzzle piece) and type
    "giulia", "tag:sales" or part of a number; Enter opens the conversation
  - in its options: "Disconnect", and connect again with the key ${DEMO_API_KEY}

Nothing here leaves this machine: Callbell is played by ${stage.fake.url}.
The sample page for any other browser: ${stage.sampleUrlElsewhere}

Close the browser or press Ctrl+C to end.`);
  await stage.browser.closed;
}

/** The browser's own first tab is of no use any more. */
async function closeEmptyTabs({ browser: { driver } }: Stage): Promise<void> {
  for (const tab of await driver.tabs()) {
    if (/^(?:about:blank|about:home|chrome:\/\/new-?tab.*)$/u.test(await tab.url())) {
      await tab.close();
    }
  }
}
