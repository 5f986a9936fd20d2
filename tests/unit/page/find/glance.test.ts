// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import { glance } from '../../../../utils/page/find/glance.ts';
import { readCases, showPage } from '../../../pages/corpus.ts';

const cases = await readCases();

afterEach(() => {
  document.body.replaceChildren();
});

function isSeen(root: Element = document.body): boolean {
  return [...glance(root, () => {})].includes(true);
}

function isFound(root: Element): boolean {
  return [...findNumbers(root)].some((found) => found !== undefined);
}

function show(html: string): void {
  // eslint-disable-next-line no-unsanitized/property -- the tables of this file
  document.body.innerHTML = html;
}

describe('whatever can be found', () => {
  it.each(cases.filter(({ found }) => found.length > 0))('is seen on $name', ({ html }) => {
    showPage(html);
    expect(isSeen()).toBe(true);
  });

  it('is seen in any tree, however its text is cut into elements', () => {
    const piece = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('00123456789 +-.()/,:x\n\u200B٣３aA')) }),
      fc.constantFrom('+39 347 123', '4567', '2012-2014', '22/11/2026', '.', '06 ', 'Tel'),
    );
    const tag = fc.constantFrom('', 'b', 'p', 'script', 'br', 'span', 'td', 'textarea');
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, piece), { maxLength: 12 }), (parts) => {
        const root = document.createElement('div');
        for (const [name, text] of parts) {
          if (name === '') root.append(text);
          else root.appendChild(document.createElement(name)).append(text);
        }
        if (isFound(root)) expect(isSeen(root)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('is not taken for a number', () => {
  it.each([
    '',
    '<p>Nothing but words</p>',
    '<p>1 of 12, 3.50 €</p>',
    '<p>Published 2026-11-22</p><p>22/11/2026</p>',
    '<footer>© 1999–2015 Somebody, Inc. All rights reserved.</footer>',
    '<script>const id = 1234567890</script><style>.a1234567 {}</style>',
    '<textarea>+39 347 123 4567</textarea><input value="+39 347 123 4567">',
    '<a href="https://example.org/1234567890" title="Page 12">Next</a>',
  ])('%s', (html) => {
    show(html);
    expect(isSeen()).toBe(false);
  });
});

describe('is seen', () => {
  it.each([
    '<p>© 2012-2014, Tel. 06 6982 1234</p>',
    '<p>2012-2014 06 6982 1234</p>',
    '<p>347 <b>123</b> 45<i>67</i></p>',
    '<a href="tel:+393471234567">Call</a>',
    '<a href="https://wa.me/393471234567">Giulia</a>',
    '<button aria-label="Call +39 347 123 4567">Call</button>',
    '<input value="+39 347 123 4567" readonly>',
  ])('%s', (html) => {
    show(html);
    expect(isSeen()).toBe(true);
  });

  it('in an open shadow root, which is told of first', () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.append('+39 347 123 4567');
    const told: ShadowRoot[] = [];
    const seen = [...glance(document.body, (inner) => told.push(inner))];
    expect(seen).toContain(true);
    expect(told).toEqual([root]);
  });
});
