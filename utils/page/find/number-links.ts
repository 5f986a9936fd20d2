import { numberOfLink } from './link-number.ts';
import { type Root, attributeOf, closest, elementsNamed, isElement } from '../safe-dom.ts';

/** What the address of a number's link has in it; most links of a page are looked at no further. */
const MAYBE_NUMBER =
  /^\s*(?:(?:tel|sms|callto|whatsapp|viber|skype|sips?|facetime(?:-audio)?|tg):|(?:https?:)?\/\/(?:[a-z]+\.)?(?:wa\.me|whatsapp\.com|t\.me)\/)/i;

function isMaybeNumber(element: Element): boolean {
  return MAYBE_NUMBER.test(attributeOf(element, 'href') || attributeOf(element, 'xlink:href'));
}

/** The links below a root, itself included, that may be a number's. */
export function linksBelow(root: Root): Element[] {
  const links = elementsNamed(root, 'a');
  if (isElement(root)) links.push(root);
  return links.filter(isMaybeNumber);
}

/** The numbers of a page's links, each read once. */
export class NumberLinks {
  readonly #numbers = new Map<Element, string | undefined>();

  numberOf(link: Element): string | undefined {
    if (this.#numbers.has(link)) return this.#numbers.get(link);
    const number = isMaybeNumber(link) ? numberOfLink(addressOf(link)) : undefined;
    this.#numbers.set(link, number);
    return number;
  }

  /** Whether an element is, or is in, a number's link. */
  isAround(element: Element): boolean {
    const link = closest(element, 'a');
    return link !== null && this.numberOf(link) !== undefined;
  }
}

/** The whole address of a link of the page or of a drawing. */
function addressOf(link: Element): string {
  if (link instanceof HTMLAnchorElement) return link.href;
  return link instanceof SVGAElement ? link.href.baseVal : '';
}
