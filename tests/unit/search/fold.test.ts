import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldTag } from '../../../utils/search/fold.ts';
import { anyText } from '../support/contact.ts';

describe('what people type and what is written fold to the same', () => {
  it.each([
    ['joao', 'João'],
    ['muller', 'MÜLLER'],
    ['muller', 'Müller'],
    ['strasse', 'Straße'],
    ['STRASSE', 'STRAẞE'],
    ['francois', 'François'],
    ['nunez', 'Núñez'],
    ['nunez', 'Nu\u0301n\u0303ez'],
    ['oeuvre', 'Œuvre'],
    ['kobenhavn', 'København'],
    ['lodz', 'Łódź'],
    ['istanbul', 'İstanbul'],
    ['isik', 'ışık'],
    ['thor', 'Þór'],
    ['abc 123', 'ＡＢＣ　１２３'],
    ['fin', 'ﬁn'],
    ['2', '②'],
    ['ae', 'ᴭ'],
    ['κωνσταντινοσ', 'Κωνσταντίνος'],
    ['σοφια', 'ΣΟΦΊΑ'],
    ['а', 'А'],
    ['a b', '  A \t\n  b\u00A0 '],
    ['ab', 'a\u200Bb'],
    ['ab', 'a\u00ADb'],
    ['ab', '\u202Aa\u2066b\u2069\u202C\uFEFF'],
    ['a b', 'a\u001E\u001F\u0000b'],
    ['', ' \u200B\u0301 '],
  ])('%j and %j', (typed, written) => {
    expect(fold(written)).toBe(fold(typed));
    expect(fold(typed)).toBe(typed.toLowerCase());
  });

  it('so a beginning typed in capitals finds a name', () => {
    const name = fold('Κωνσταντίνος Πέτρου');
    for (const start of ['Κ', 'ΚΩ', 'ΚΩΝ', 'ΚΩΝΣ', 'ΚΩΝΣΤ']) expect(name).toContain(fold(start));
  });

  it.each(['mario', '李小龙', 'محمد', 'אבי', 'дмитров', '🙂', "o'neill", 'a-b_c.d@e'])(
    '%s stays as it is',
    (text) => {
      expect(fold(text)).toBe(text);
    },
  );
});

describe('folding twice', () => {
  it('changes nothing, of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing, of any letter, digit or sign that there is', () => {
    const changing: string[] = [];
    for (let code = 0; code <= 0x10_ffff; code += 1) {
      // Ideographs and syllables have no case and would take most of the time.
      if (code === 0x3400) code = 0xa000;
      if (code === 0xac00) code = 0xf900;
      if (code === 0x2_0000) code = 0xe_0000;
      if (code === 0xe_1000) break;
      const folded = fold(String.fromCodePoint(code));
      if (fold(folded) !== folded) changing.push(code.toString(16));
    }
    expect(changing).toEqual([]);
  });
});

it('leaves nothing that could be taken for the end of a field', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      expect(fold(text)).not.toMatch(/[\p{Cc}\p{Cf}]|\s{2}|^\s|\s$/u);
      expect(foldTag(text)).not.toMatch(/[\p{Cc}\p{Cf}"]|\s{2}|^\s|\s$/u);
    }),
    { numRuns: 500 },
  );
});

it('folds where the other parts do not matter', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      expect(fold(`${a}\n${b}`)).toBe(`${fold(a)} ${fold(b)}`.trim());
    }),
  );
});
