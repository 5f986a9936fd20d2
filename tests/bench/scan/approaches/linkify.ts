import { createTokenClass, find, registerPlugin, State } from 'linkifyjs';
import type { MultiToken } from 'linkifyjs';
import { eachText } from '../approach.ts';
import type { Hit } from '../approach.ts';

/** linkifyjs takes the class, as its documentation shows; its types ask for an instance. */
const Phone = createTokenClass('phone', { isLink: true }) as unknown as MultiToken;

/** Groups of digits with spaces, dots, dashes, slashes or brackets between them. */
registerPlugin('phone', ({ scanner, parser }) => {
  const { NUM, PLUS, HYPHEN, DOT, SLASH, OPENPAREN, CLOSEPAREN, WS } = scanner.tokens;
  const group = new State<MultiToken>(Phone);
  const between = new State<MultiToken>();
  const between2 = new State<MultiToken>();
  const plus = parser.start.tt(PLUS);
  const open = parser.start.tt(OPENPAREN);
  parser.start.tt(NUM, group);
  plus.tt(NUM, group);
  plus.tt(OPENPAREN, between);
  open.tt(NUM, group);
  open.tt(PLUS, plus);
  for (const separator of [HYPHEN, DOT, SLASH, WS, OPENPAREN, CLOSEPAREN]) {
    group.tt(separator, between);
    between.tt(separator, between2);
  }
  between.tt(NUM, group);
  between2.tt(NUM, group);
});

/** linkifyjs with a plugin for phone numbers, on every text node. */
export function scan(root: Element): Hit[] {
  const hits: Hit[] = [];
  eachText(root, (text, node) => {
    for (const { value } of find(text, 'phone')) {
      const digits = value.replace(/\D/gu, '').length;
      if (digits >= 7 && digits <= 15) hits.push({ text: value, node });
    }
  });
  return hits;
}
