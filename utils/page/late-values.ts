import { labelsOf } from './find/labelled.ts';
import { elementsNamed } from './safe-dom.ts';

/** Fields beyond so many are not looked at again. */
const MAX_FIELDS = 2_000;

/**
 * The values of the document's fields that nobody can write in. Pages set them as a property, and
 * no observer is told.
 */
export class LateValues {
  readonly #seen = new WeakMap<Element, string>();

  /** The fields whose value may have been, or be, a number, and is not what it was the last time. */
  changed(): Element[] {
    const fields = ['input', 'textarea'].flatMap((tag) => elementsNamed(document, tag));
    return fields.slice(0, MAX_FIELDS).filter((field) => {
      const [value = ''] = labelsOf(field);
      const isOther = value !== (this.#seen.get(field) ?? '');
      if (isOther) this.#seen.set(field, value);
      return isOther;
    });
  }
}
