import { mayHoldNumber } from './digit-stretch.ts';
import {
  type Root,
  attributeOf,
  elementsNamed,
  isElement,
  matches,
  queryAll,
  tagOf,
} from '../safe-dom.ts';

const LABELS = ['aria-label', 'title', 'alt'];

/** Inputs that show their value as it is. */
const SHOWING = 'input[type="text" i],input[type="tel" i],input[type="search" i],input:not([type])';
/** Numbers are short and stand alone: an essay is no label. */
const MAX_LENGTH = 300;

/** The elements below a root, itself included, that may bear a number where no text node does. */
export function labelledBelow(root: Root): Element[] {
  const elements = queryAll(
    root,
    '[aria-label]:not(input,textarea),[title]:not(input,textarea),img[alt],textarea',
  );
  elements.push(...elementsNamed(root, 'input'));
  if (isElement(root)) elements.push(root);
  return elements.filter((element) => labelsOf(element).length > 0);
}

/**
 * An element's `aria-label` and `title`, an image's `alt`, or the value of a field that nobody can
 * write in, as far as they may hold a number: most labels are words, or count something.
 */
export function labelsOf(element: Element): string[] {
  const texts = isField(element)
    ? [shownValue(element)]
    : LABELS.map((name) => attributeOf(element, name));
  return texts.filter((text) => text.length <= MAX_LENGTH && mayHoldNumber(text));
}

/** Fields show their value, and nothing else of theirs is read. */
export function isField(element: Element): boolean {
  return /^(?:INPUT|TEXTAREA)$/.test(tagOf(element));
}

function shownValue(element: Element): string {
  const isShowing =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && matches(element, SHOWING));
  // What a user types is never read.
  return isShowing && (element.readOnly || matches(element, ':disabled')) ? element.value : '';
}
