import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from './harness/driver.ts';
import type { FirefoxDriver } from './harness/firefox.ts';
import { openRealPopup, popupHas } from './harness/popup.ts';
import { type Stage, SITE, setStage } from './harness/stage.ts';

/**
 * Firefox's containers keep cookies apart: whoever works in one is signed in to Callbell there, and
 * to another account, or to none, in the others.
 */

const NO_CONTAINER = 0;
const CONTAINER = 2;
const GBROWSER = `Services.wm.getMostRecentWindow('navigator:browser').gBrowser`;

let stage: Stage<FirefoxDriver>;

beforeAll(async () => {
  const pages = { '/': '<!doctype html><p>A page' };
  stage = (await setStage('firefox', { pages })) as Stage<FirefoxDriver>;
  await stage.connect();
});

afterAll(() => stage.close());

/** Opens a page in a container, in front, as the menu of the new-tab button does. */
async function openPageIn(userContextId: number): Promise<void> {
  await stage.browser.evaluateInChrome(`(async () => {
    const url = ${JSON.stringify(`${SITE}/`)};
    const tab = ${GBROWSER}.addTrustedTab(url, { userContextId: ${userContextId} });
    ${GBROWSER}.selectedTab = tab;
  })()`);
}

/** The container of each tab that shows Callbell, in the order of the tabs. */
async function containersOfCallbell(): Promise<number[]> {
  return (await stage.browser.evaluateInChrome(`${GBROWSER}.tabs
    .filter(({ linkedBrowser }) => linkedBrowser.currentURI.spec.includes('dash.callbell.eu'))
    .map(({ userContextId }) => userContextId)`)) as number[];
}

/** Opens Giulia's conversation from the popup, with the keyboard. */
async function openConversation(): Promise<void> {
  const popup = await openRealPopup(stage.browser);
  await popupHas(popup, `document.activeElement?.matches('input')`, true);
  for (const letter of 'giulia') await popup.press(letter);
  const active = `document.querySelector('[aria-selected=true] .result-name')?.textContent`;
  await popupHas(popup, active, 'Giulia Bianchi');
  await popup.press('Enter');
  await until(
    async () => {
      const url = await stage.browser.evaluateInChrome(`${GBROWSER}.currentURI.spec`);
      return String(url).startsWith('https://dash.callbell.eu/chat/') ? true : undefined;
    },
    { what: 'the conversation in front' },
  );
}

it('opens a conversation in the container that the user is in, once', async () => {
  await openPageIn(NO_CONTAINER);
  await openConversation();
  expect(await containersOfCallbell()).toEqual([NO_CONTAINER]);

  await openPageIn(CONTAINER);
  await openConversation();
  expect((await containersOfCallbell()).toSorted()).toEqual([NO_CONTAINER, CONTAINER]);

  await openPageIn(CONTAINER);
  await openConversation();
  expect((await containersOfCallbell()).toSorted()).toEqual([NO_CONTAINER, CONTAINER]);
});
