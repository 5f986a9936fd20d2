import { render } from 'preact';
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
