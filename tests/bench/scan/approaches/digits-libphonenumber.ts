import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import { COUNTRY, eachText } from '../approach.ts';
import type { Hit } from '../approach.ts';

/** Only text with a digit in it is given to libphonenumber-js. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  eachText(root, (text, node) => {
    if (!/\d/u.test(text)) return;
    for (const { number } of findPhoneNumbersInText(text, COUNTRY)) {
      hits.push({ text: number.number, node });
    }
  });
  return hits;
}
