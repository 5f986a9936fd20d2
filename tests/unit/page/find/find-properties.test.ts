// @vitest-environment happy-dom
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { afterEach, describe, expect, it } from 'vitest';
import { findCandidates } from '../../../../utils/page/find/candidates.ts';
import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import { readPhone } from '../../../../utils/phone/keys.ts';

type Example = NonNullable<ReturnType<typeof getExampleNumber>>;

/** Examples with at least the digits that the finder asks for. */
const numbers = getCountries()
  .map((country) => getExampleNumber(country, examples))
  .filter((number) => number !== undefined)
  .filter(({ nationalNumber }) => nationalNumber.length >= 7);

const writings: ((number: Example) => string)[] = [
  (n) => n.number,
  (n) => n.formatInternational(),
  (n) => n.formatInternational().replace('+', '00'),
  (n) => n.formatNational(),
  ...['\u00A0', '\u2009', '.', '-', '\u2011', '/', '  ', '\n    '].map(
    (mark) => (n: Example) => n.formatInternational().replaceAll(' ', mark),
  ),
  (n) => n.formatInternational().replace(/^(\+\d+) /u, '($1) '),
  (n) => n.formatInternational().replace(/^(\+\d+) /u, '$1 (0) '),
  (n) => `\u202A${n.formatInternational()}\u202C`,
  (n) => n.formatInternational().split('').join('\u200B'),
  (n) => n.number.replace(/[+\d]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
];
const surroundings = [
  '#',
  'Tel. #.',
  'Tel:# ',
  '(#)',
  '# ext. 12',
  '22/11/2026 14:30 #',
  '«#», Roma',
];

const written = fc
  .tuple(
    fc.constantFrom(...numbers),
    fc.constantFrom(...writings),
    fc.constantFrom(...surroundings),
  )
  .map(([number, write, around]) => ({
    number,
    written: write(number),
    text: around.replace('#', () => write(number)),
  }));

const keyOf = (text: string, country: string): number[] =>
  readPhone(text, country).map(({ key }) => key);

const foundIn = (root: Element): { text: string; alternatives: string[] | undefined }[] =>
  [...findNumbers(root)].flatMap((found) =>
    found ? [{ text: found.text, alternatives: found.alternatives }] : [],
  );

const edges = (text: string): string =>
  text.replace(/^[^+\uFF0B\p{Nd}]+|\P{Nd}+$/gu, '').replace(/^[^+\uFF0B\p{Nd}]*/u, '');

afterEach(() => {
  document.body.replaceChildren();
});

describe('any way to write a number of any country', () => {
  it('is found as it is, and reduces to its key', () => {
    fc.assert(
      fc.property(written, ({ number, written, text }) => {
        const found = [...findCandidates(text)];
        expect(found).toHaveLength(1);
        const [{ start, end, text: plain } = { start: 0, end: 0, text: '' }] = found;
        expect(edges(text.slice(start, end))).toBe(edges(written));
        const country = number.country ?? '';
        expect(keyOf(plain, country)).toContain(keyOf(number.number, country)[0]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is found the same when it is split over inline elements', () => {
    const cuts = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.constantFrom('b', 'i', 'span')), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(written, cuts, ({ text, written }, offsets) => {
        // The number is what is split; a time before it that is split is no longer a time.
        const start = text.indexOf(written);
        const at = offsets.map(([offset, tag]): [number, string] => [
          start + (offset % (written.length + 1)),
          tag,
        ]);
        const whole = document.createElement('p');
        whole.append(text);
        const split = document.createElement('p');
        let last = 0;
        for (const [offset, tag] of at.toSorted(([a], [b]) => a - b)) {
          const part = document.createElement(tag);
          part.append(text.slice(last, offset));
          split.append(part);
          last = Math.max(last, offset);
        }
        split.append(text.slice(last));
        expect(foundIn(split).map((one) => one.text)).toEqual(
          foundIn(whole).map((one) => one.text),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('any text', () => {
  const unit = fc.constantFrom(...Array.from('00123456789 +-.()/,:x\n\u00A0\u200B٣３€aA'));
  const anyText = fc.string({ unit, maxLength: 400 });
  const cuts = fc.uniqueArray(fc.nat({ max: 400 }), { maxLength: 20 });

  it('gives places that do not overlap, begin and end with the number, and few readings', () => {
    fc.assert(
      fc.property(anyText, cuts, (text, at) => {
        let last = 0;
        for (const found of findCandidates(
          text,
          at.toSorted((a, b) => a - b),
        )) {
          expect(found.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(found.start, found.end)).toMatch(/^[+(\p{Nd}].*\p{Nd}$/su);
          expect(found.alternatives.length).toBeLessThanOrEqual(7);
          for (const { length } of [found.text, ...found.alternatives].map(
            (one) => one.match(/\d/gu) ?? [],
          )) {
            expect(length).toBeGreaterThanOrEqual(7);
            expect(length).toBeLessThanOrEqual(18);
          }
          last = found.end;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('has at most one place for seven digits: work grows with the text and no faster', () => {
    for (const family of [
      '1 ',
      '12 ',
      '123-',
      '1234567 ',
      '06 1234567 / ',
      '(1) ',
      '+1 ',
      '0',
      '1.',
      '((',
      '12/',
    ]) {
      const text = family.repeat(5_000);
      const found = [...findCandidates(text)];
      expect(found.length).toBeLessThanOrEqual(text.length / 7);
    }
  });
});
