import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, highlightPhone } from '../../../utils/search/highlight.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { anyText } from '../support/contact.ts';

const marked = (text: string, typed: string) =>
  highlight(text, parseQuery(typed))
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('');
const markedPhone = (text: string, typed: string) =>
  highlightPhone(text, parseQuery(typed))
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('');

describe('what was looked for', () => {
  it.each([
    ['João da Silva', 'joao sil', '[João] da [Sil]va'],
    ['Nu\u0301n\u0303ez', 'nun', '[Nu\u0301n\u0303]ez'],
    ['Strauß', 'ss', 'Strau[ß]'],
    ['Anna  Maria', '"anna maria"', '[Anna  Maria]'],
    ['Anna', 'x', 'Anna'],
    ['李小龙', '小', '李[小]龙'],
    ['Jürgen Müller', 'muel', 'Jürgen [Müller]'],
    ['Anna Rosa-Mueller', 'muller', 'Anna Rosa-[Mueller]'],
    ['Giulia', 'guilia', 'Giulia'],
  ])('in %j by %j', (text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected);
  });

  it.each([
    ['Giulia Bianchi', 'guilia bianchi', '[Giulia] [Bianchi]'],
    ['Sant’Angelo', 'angleo', 'Sant’[Angelo]'],
    ['Giulia Verdi', 'guilia gio', '[Giulia] Verdi'],
  ])('in %j by %j, if slips are forgiven', (text, typed, expected) => {
    const pieces = highlight(text, { ...parseQuery(typed), isForgiving: true });
    const shown = pieces.map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text)).join('');
    expect(shown).toBe(expected);
  });

  it.each([
    ['+39 347 123 4567', '347123', '+39 [347 123] 4567'],
    ['347 1234567', '+39 347 123 4567', '[347 1234567]'],
    ['+39 347 123 4567', '0347', '+39 [347] 123 4567'],
    ['+39 347', 'anna', '+39 347'],
  ])('in the number %j by %j', (text, typed, expected) => {
    expect(markedPhone(text, typed)).toBe(expected);
  });

  it('leaves any text as it is, but for the marks', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, typed) => {
        const joined = highlight(text, parseQuery(typed))
          .map((piece) => piece.text)
          .join('');
        expect(joined).toBe(text);
      }),
    );
  });
});
