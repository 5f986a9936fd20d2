// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { langAt, partsOf, questionOf } from '../../../utils/page/question.ts';

function show(html: string): Element {
  // eslint-disable-next-line no-unsanitized/property -- the tables of this file
  document.body.innerHTML = html;
  return document.querySelector('b') ?? document.body;
}

it.each([
  ['', '<b>1</b>'],
  ['fr', '<p lang="fr"><b>1</b></p>'],
  ['fr-CA', '<p lang="fr"><i lang="fr-CA"><b>1</b></i></p>'],
  ['fr', '<p lang="fr"><i lang=""><b>1</b></i></p>'],
  ['fr', '<p xml:lang="fr"><b>1</b></p>'],
  ['it_IT', '<b lang=" it_IT ">1</b>'],
  ['it', '<b lang="it\n+39, and more">1</b>'],
  ['', '<b lang="??">1</b>'],
])('the nearest language is %j in %s', (lang, html) => {
  const element = show(html);
  expect(langAt(element)).toBe(lang);
  expect(langAt(element.firstChild ?? element)).toBe(lang);
});

it('is that around a shadow root, where in it there is none', () => {
  const host = show('<p lang="fr"><b></b></p>');
  const root = host.attachShadow({ mode: 'open' });
  const inner = root.appendChild(document.createElement('i'));
  expect(langAt(inner)).toBe('fr');
  inner.lang = 'de';
  expect(langAt(inner)).toBe('de');
});

it('is as long as a message may have', () => {
  expect(langAt(show(`<b lang="${'x'.repeat(100)}">1</b>`))).toHaveLength(35);
});

it('comes out of a question as it went in, whatever is written', () => {
  const element = show('<b lang="fr">1</b>');
  expect(partsOf(questionOf('06\n81', langAt(element)))).toEqual({ text: '06\n81', lang: 'fr' });
});
