import { browser } from 'wxt/browser';
import { STOP_HEARING } from '../messages/page-protocol.ts';
import { tellFrame } from './page-script.ts';
import { showNone } from './toolbar.ts';

/** Says in the toolbar, where no page hears it, that a tab has no known number to go to. */
export async function sayNoNumber(tabId: number): Promise<void> {
  const isOn = await hasScript(tabId);
  await Promise.all([showNone(tabId, isOn ? 'next_none' : 'next_off'), openWord(tabId, isOn)]);
}

/** Opens the sentence where the popup opens, this once. */
async function openWord(tabId: number, isOn: boolean): Promise<void> {
  const page = `/no-number.html${isOn ? '' : '?site=off'}` as const;
  await browser.action.setPopup({ tabId, popup: page });
  // Some versions of Firefox want a click for that: there the button alone says it.
  await browser.action.openPopup().catch(() => undefined);
  await browser.action.setPopup({ tabId, popup: '/popup.html' });
}

/** Whether the user has Lens on the page itself. */
function hasScript(tabId: number): Promise<boolean> {
  // Anything that the script hears and that changes nothing.
  return tellFrame(tabId, 0, { type: STOP_HEARING });
}
