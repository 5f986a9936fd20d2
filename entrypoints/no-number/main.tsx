import { render } from 'preact';
import { browser } from 'wxt/browser';
import '../../components/theme.css';
import '../../components/no-number.css';
import { prepareDocument } from '../../components/document.ts';
import { t } from '../../utils/i18n.ts';

/**
 * What the toolbar button opens when the key for the next number has found none: a sentence, for
 * eyes and screen readers, of which the page hears nothing. Escape closes it, as any popup.
 */
const isOn = new URLSearchParams(location.search).get('site') !== 'off';
const sentence = t(isOn ? 'next_none' : 'next_off');
const root = prepareDocument(sentence);
render(
  <main>
    <h1 tabIndex={-1}>{sentence}</h1>
  </main>,
  root,
);
root.querySelector('h1')?.focus();

// The button opens the popup again, even if the worker that has said this is stopped just now.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
if (tab?.id !== undefined) {
  await browser.action.setPopup({ tabId: tab.id, popup: '/popup.html' });
}
