// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FoundNumbers } from '../../../../utils/page/boxes/found-numbers.ts';
import type { Mark } from '../../../../utils/page/boxes/mark.ts';
import { renew } from '../../../../utils/page/boxes/renewal.ts';
import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import type { Box } from '../../../../utils/page/geometry.ts';

let numbers: FoundNumbers;

beforeEach(() => {
  numbers = new FoundNumbers();
  // There is a time for it, which a busy machine could take longer than.
  vi.spyOn(performance, 'now').mockReturnValue(0);
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function write(html: string): void {
  // eslint-disable-next-line no-unsanitized/property -- the tables of this file
  document.body.innerHTML = html;
}

/** Reads the page, as Lens does. */
function read(): readonly Mark[] {
  Array.from(numbers.begin());
  for (const found of findNumbers(document.body)) if (found) numbers.meet(found);
  Array.from(numbers.settle(document.body));
  return numbers.all;
}

/** Writes other nodes, and answers which of the numbers have found theirs. */
function rewrite(marks: readonly Mark[], html: string, boxOf = new Map<Mark, Box>()): boolean[] {
  write(html);
  const lost = marks.filter(({ anchor }) => !anchor.isInPage);
  renew(lost, new Set(document.body.childNodes), {
    boxOf: (mark) => boxOf.get(mark),
    move: (mark, place) => numbers.move(mark, place),
  });
  return marks.map(({ anchor }) => anchor.holds());
}

describe('a number that is written anew', () => {
  it.each([
    ['a cell', '<table><tr><td>Anna<td>+39 347 811 2201<td>1</table>'],
    ['several elements', '<p><b>+39</b> 347 <i>811</i> 2201</p>'],
    ['bare text', '+39 347 811 2201'],
    ['a link', '<a href="tel:+393478112201">Call</a>'],
    ['a label', '<button aria-label="+39 347 811 2201">Call</button>'],
  ])('is found again in %s, by the next reading, too', (_, html) => {
    write(html);
    const before = [...read()];
    expect(before).toHaveLength(1);
    expect(rewrite(before, html)).toEqual([true]);
    expect(read()).toEqual(before);
    expect(read()[0]).toBe(before[0]);
  });

  it.each([
    ['what is around it', '<p>Anna, +39 347 811 2201, 1 s', '<p>Anna, +39 347 811 2201, 12 s'],
    ['the rows before it', '<p>+39 347 811 2201', '<p>New: 06 6982 1234<p>+39 347 811 2201'],
  ])('is found again with other %s', (_, before, after) => {
    write(before);
    expect(rewrite([...read()], after)).toEqual([true]);
  });

  it.each([
    ['another number', '<p>+39 347 811 2201', '<p>+39 347 811 2202'],
    ['less of it', '<p><b>+39</b> 347 811 2201', '<p><b>+39</b> 347 811'],
    ['another link', '<a href="tel:+393478112201">Call', '<a href="tel:+393478112202">Call'],
    ['nothing', '<p>+39 347 811 2201', '<p>Anna'],
  ])('is not found where there is %s now', (_, before, after) => {
    write(before);
    expect(rewrite([...read()], after)).toEqual([false]);
  });
});

it('has a number whose last part alone is another node go on there', () => {
  write('<p><b>+39</b> 347 <i>811 2201</i></p>');
  const marks = [...read()];
  const last = document.querySelector('i');
  last?.replaceWith(last.cloneNode(true));
  expect(marks.map(({ anchor }) => anchor.holds())).toEqual([false]);
  const first = marks.map(({ anchor }) => anchor.node);
  renew(marks, new Set(first), {
    boxOf: () => undefined,
    move: (mark, place) => numbers.move(mark, place),
  });
  expect(marks.map(({ anchor }) => anchor.holds())).toEqual([true]);
});

describe('of one number in many places', () => {
  const rows = (count: number): string =>
    Array.from({ length: count }, () => '<p>+39 347 811 2201</p>').join('');

  /** As if each row were 20 pixels high. */
  function layOut(): void {
    const rectOf = (node: Node | null): DOMRect => {
      const row = [...document.body.children].findIndex((one) => one.contains(node));
      return new DOMRect(0, row * 20, 100, 16);
    };
    vi.spyOn(Range.prototype, 'getBoundingClientRect').mockImplementation(function (this: Range) {
      return rectOf(this.startContainer);
    });
  }

  it('each keeps its place, whatever has come before it', () => {
    layOut();
    write(rows(3));
    const marks = [...read()];
    const boxes = marks.map((mark, row): [Mark, Box] => [
      mark,
      { left: 0, top: row * 20, width: 100, height: 16 },
    ]);
    // The last in the window comes first among those that have boxes.
    const some = [marks[2], marks[1]].filter((mark) => mark !== undefined);
    expect(rewrite(some, rows(5), new Map(boxes))).toEqual([true, true]);
    const rowsOf = some.map(({ anchor }) =>
      [...document.body.children].findIndex((one) => one.contains(anchor.node)),
    );
    expect(rowsOf).toEqual([2, 1]);
  });

  it('none goes to a place where it was not', () => {
    layOut();
    write(rows(1));
    expect(rewrite([...read()], rows(2))).toEqual([false]);
  });
});
