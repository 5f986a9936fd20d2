import { findCandidates } from './candidates.ts';
import { hasDigit, plainText } from './digits.ts';
import { attributeOf, matches, tagOf, textOf } from './safe-dom.ts';

/** Elements that may bear a number where no text node does. */
export const LABELLED = '[aria-label],[title],input[readonly],input:disabled';

/** Inputs that show their value as it is. */
const SHOWING = 'input[type="text" i],input[type="tel" i],input[type="search" i],input:not([type])';
/** Numbers are short and stand alone: an essay is no label. */
const MAX_LENGTH = 300;
/** A label of much text names a part of the page: a box around all of it would mark nothing. */
const MAX_CONTENT = 200;

/**
 * The numbers in an element's `aria-label` and `title`, or in the value of an input that nobody
 * can write in; not those that its text shows as well.
 */
export function numbersOfLabel(element: Element): string[] {
  const texts =
    tagOf(element) === 'INPUT'
      ? [shownValue(element)]
      : [attributeOf(element, 'aria-label'), attributeOf(element, 'title')];
  const labels = texts.filter((text) => text.length <= MAX_LENGTH && hasDigit(text));
  if (labels.length === 0) return [];
  const content = textOf(element);
  if (content.length > MAX_CONTENT) return [];
  const shown = digitsIn(content);
  const numbers = labels.flatMap((text) =>
    [...findCandidates(text)].flatMap((found) => [found.text, ...found.alternatives]),
  );
  return [...new Set(numbers)].filter((number) => !shown.includes(digitsIn(number)));
}

function shownValue(element: Element): string {
  if (!(element instanceof HTMLInputElement) || !matches(element, SHOWING)) return '';
  // What a user types is never read.
  return element.readOnly || matches(element, ':disabled') ? element.value : '';
}

function digitsIn(text: string): string {
  return plainText(text).replace(/\D/gu, '');
}
