import { browser } from 'wxt/browser';
import { CLOSE_CARD, STOP_HEARING } from '../messages/page-protocol.ts';
import { tellTab } from './page-script.ts';

const FILE = '/hear-escape.js';

/**
 * Has every frame of a tab listen for Escape while a card is open in one of them and the keys go to
 * another one. Nothing listens, and nothing is said, as long as there is no such card.
 */
export async function hearEscape(tabId: number, isOpen: boolean): Promise<void> {
  if (!isOpen) {
    await tellTab(tabId, { type: STOP_HEARING });
    return;
  }
  const target = { tabId, allFrames: true };
  await Promise.allSettled([
    browser.scripting.executeScript({ target, files: [FILE], injectImmediately: true }),
  ]);
}

/** Closes the cards of a tab that are not pinned. */
export async function closeCards(tabId: number): Promise<void> {
  await tellTab(tabId, { type: STOP_HEARING });
  await tellTab(tabId, { type: CLOSE_CARD });
}
