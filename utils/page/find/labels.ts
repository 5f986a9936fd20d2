import { findCandidates } from './candidates.ts';
import { plainText } from './digits.ts';
import { isField, labelsOf } from './labelled.ts';
import { textOf } from '../safe-dom.ts';

/** A label of much text names a part of the page: a box around all of it would mark nothing. */
const MAX_CONTENT = 200;

/** The numbers in an element's {@link labelsOf labels}; not those that its text shows as well. */
export function numbersOfLabel(element: Element): string[] {
  const labels = labelsOf(element);
  if (labels.length === 0) return [];
  const content = isField(element) ? '' : textOf(element);
  if (content.length > MAX_CONTENT) return [];
  const shown = digitsIn(content);
  const numbers = labels.flatMap((text) =>
    [...findCandidates(text)].flatMap((found) => [found.text, ...found.alternatives]),
  );
  return [...new Set(numbers)].filter((number) => !shown.includes(digitsIn(number)));
}

function digitsIn(text: string): string {
  return plainText(text).replace(/\D/gu, '');
}
