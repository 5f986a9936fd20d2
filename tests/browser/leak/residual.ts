import type { BrowserName } from '../harness/driver.ts';

/** The empty `div` in the head, that this is rendered, and how large what the `div` holds is. */
const ONE_NODE = [
  'nodes around the body',
  'style of the head',
  'MutationObserver on the document',
  'computed style of the host',
  'extents of the host, restyled and moved',
];

/**
 * What a page does see, of all numbers alike: that an extension of this kind is here and that it
 * takes these texts for phone numbers. Stated in docs/security.md; a new line here is a decision.
 */
export const RESIDUAL: Readonly<Record<BrowserName, readonly string[]>> = {
  chrome: [
    ...ONE_NODE,
    'IntersectionObserver v2 on the number',
    'IntersectionObserver v2 inside it',
    'IntersectionObserver v2 on the number, host restyled',
    'IntersectionObserver v2 inside it, host restyled',
  ],
  // The card's page is loaded when the pointer passes over a number, known or not.
  firefox: [...ONE_NODE, 'window.find in frames'],
};
