import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import { COUNTRY, eachText } from '../approach.ts';
import type { Hit } from '../approach.ts';

/** libphonenumber-js as its documentation shows it, on every text node. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  eachText(root, (text, node) => {
    for (const { number } of findPhoneNumbersInText(text, COUNTRY)) {
      hits.push({ text: number.number, node });
    }
  });
  return hits;
}
