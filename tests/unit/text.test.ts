import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, isBlank, letterStart, visible } from '../../utils/text.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('what can be seen of a text', () => {
  it.each(['', ' ', '\u3164', '\u2800', '\u200B', '\uFFA0', '\u115F\u1160', '\uFE0F', '\u{E0061}'])(
    'is nothing for %j',
    (text) => {
      expect(isBlank(text)).toBe(true);
      expect(visible(text)).toBe('');
    },
  );

  it.each(['a', '0', '\u200BAnna\u200B', '⠁', '한', '.', '👍🏽'])('is something for %j', (text) => {
    expect(isBlank(text)).toBe(false);
    expect(visible(` ${text} `)).toBe(text);
  });

  it.each([null, undefined])('is nothing where there is none: %j', (text) => {
    expect(visible(text)).toBe('');
  });
});

describe('a text that is cut', () => {
  it.each([
    ['Anna', 10, 'Anna'],
    ['Anna', 2, 'An'],
    ['a😀', 2, 'a'],
    [`ab${FAMILY}c`, 5, 'ab'],
    [`ab${FAMILY}c`, 13, `ab${FAMILY}`],
    ['🇮🇹🇧🇷', 6, '🇮🇹'],
    ['👍🏽👍🏽', 6, '👍🏽'],
    ['Cafe\u0301', 4, 'Caf'],
    ['田中花子', 2, '田中'],
    ['한국어', 1, '한'],
  ])('%j to %i', (text, most, cut) => {
    expect(clip(text, most)).toBe(cut);
  });

  it('is not lost to a letter with thousands of accents', () => {
    expect(clip(`a${'\u0301'.repeat(5_000)}`, 100)).toHaveLength(100);
  });

  const anyText = fc
    .array(fc.constantFrom('a', '田', 'e\u0301', '😀', '👍🏽', FAMILY, '🇮🇹', '\r\n', 'ക്ഷ'))
    .map((letters) => letters.join(''));

  it('begins the text, and ends where a letter does, as near as there is one', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(anyText, fc.nat(60), (text, most) => {
        const cut = clip(text, most);
        const ends = [0, text.length, ...[...segmenter.segment(text)].map(({ index }) => index)];
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBe(Math.max(...ends.filter((end) => end <= most)));
        expect(letterStart(text, cut.length)).toBe(cut.length);
      }),
    );
  });

  it('has no half of a surrogate pair, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, most) => {
        expect(clip(text, most)).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
