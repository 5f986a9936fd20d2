// @vitest-environment happy-dom
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { findNumbers } from '../../../../utils/page/find/find-numbers.ts';
import { outcomeOf, readCases, showPage } from '../../../pages/corpus.ts';

const cases = await readCases();
const total = { contacts: 0, recalled: 0, wrong: 0 };

afterEach(() => {
  document.body.replaceChildren();
});

afterAll(() => {
  const recall = ((100 * total.recalled) / total.contacts).toFixed(1);
  console.log(
    `corpus: ${cases.length} pages, ${total.recalled} of ${total.contacts} known contacts (${recall} %), ${total.wrong} unknown texts matched`,
  );
});

describe('a page of the corpus', () => {
  it.each(cases)('$name: $description', (page) => {
    showPage(page.html);
    const found = [...findNumbers(document.body)].filter((number) => number !== undefined);
    const { found: texts, matched: all } = outcomeOf(found, page);
    const isIn = (list: typeof all, { text, contact }: (typeof all)[number]): boolean =>
      list.some((other) => other.text === text && other.contact === contact);
    const matched = all.filter((actual) => !isIn(page.notYet ?? [], actual));
    total.contacts += page.matched.length;
    total.recalled += page.matched.filter((expected) => isIn(matched, expected)).length;
    total.wrong += matched.filter((actual) => !isIn(page.matched, actual)).length;

    expect(matched).toEqual(page.matched);
    expect(texts).toEqual(page.found);
    const digits = texts.map((text) => text.replace(/\D/gu, ''));
    for (const text of page.leftAlone) {
      expect(page.html).toContain(text);
      const alone = text.replace(/\D/gu, '');
      expect(digits.filter((one) => one.includes(alone) || alone.includes(one))).toEqual([]);
    }
  });
});

it('has every known contact found, and no unknown text matched', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(total.recalled / total.contacts).toBeGreaterThanOrEqual(0.995);
  expect(total.wrong).toBe(0);
});
