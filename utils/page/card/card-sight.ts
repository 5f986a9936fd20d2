import { type Box, contains, intersect } from '../geometry.ts';
import { closest, queryAll, rootElement } from '../safe-dom.ts';
import { hitsAt } from '../safe-document.ts';

/** From here on one sees what one clicks. */
const LEAST_OPACITY = 0.8;
/** A card that is not where it was put, in CSS pixels, has been moved by the page. */
const MOVED_PX = 3;
/** As far within the card's edges, which are round. */
const INSET_PX = 14;

const POPOVERS = ':popover-open';
const MODALS = 'dialog:modal';
/** What has everything inert that is not in it. */
const ALONE = `${MODALS}, :fullscreen:not(:root)`;

/**
 * Whether the user sees the card: a page could have its visitors click it without seeing it
 * (security T7). It lies in the top layer, out of reach of most of what a page can do. What is
 * left: in Firefox the root element's effects reach it too, and things can be put on top later.
 */
export class CardSight {
  readonly #holder: HTMLDialogElement;
  /** What was in the top layer before, and is therefore under it. */
  #below = new Set<Element>();

  constructor(holder: HTMLDialogElement) {
    this.#holder = holder;
  }

  /** The card has come to the top. */
  begin(): void {
    this.#below = new Set(queryAll(document, `${POPOVERS}, ${MODALS}`));
  }

  /** Whether it is where it was put, and not seen through. */
  isShown(at: Box): boolean {
    const { left, top, width, height } = this.#holder.getBoundingClientRect();
    const off = [left - at.left, top - at.top, width - at.width, height - at.height];
    if (off.some((by) => Math.abs(by) > MOVED_PX)) return false;
    const root = this.#holder.getRootNode();
    const around = root instanceof ShadowRoot ? [root.host, rootElement()] : [];
    return around.every(isOpaque);
  }

  /** Whether the page has opened a modal dialog since, which has the user's attention now. */
  isPast(): boolean {
    return queryAll(document, MODALS).some((dialog) => !this.#below.has(dialog));
  }

  /** Whether something of the page has come to lie over it. */
  isCovered(at: Box): boolean {
    // Then no click goes in, and no pointer finds it.
    const isInert = !this.#holder.open && this.#isInert();
    const isHit = isInert || pointsIn(at).every(([x, y]) => this.#isHit(x, y));
    return !isHit || this.#isUnderPopover(at);
  }

  /** Whether the page keeps all but something of its own from being worked. */
  #isInert(): boolean {
    const root = this.#holder.getRootNode();
    const isAround = root instanceof ShadowRoot && closest(root.host, '[inert]') !== null;
    return isAround || queryAll(document, ALONE).length > 0;
  }

  #isHit(x: number, y: number): boolean {
    const { top } = hitsAt(this.#holder, x, y);
    return top !== null && this.#holder.contains(top);
  }

  /** Of what lets the pointer through, nobody is told what lies where. */
  #isUnderPopover(at: Box): boolean {
    return queryAll(document, POPOVERS).some((popover) => {
      if (this.#below.has(popover)) return false;
      return intersect(Element.prototype.getBoundingClientRect.call(popover), at) !== undefined;
    });
  }
}

/** The middle and what is near the corners. */
function pointsIn({ left, top, width, height }: Box): [number, number][] {
  const [right, bottom] = [left + width - INSET_PX, top + height - INSET_PX];
  const points: [number, number][] = [
    [left + width / 2, top + height / 2],
    [left + INSET_PX, top + INSET_PX],
    [right, top + INSET_PX],
    [left + INSET_PX, bottom],
    [right, bottom],
  ];
  const view = { left: 0, top: 0, width: innerWidth, height: innerHeight };
  return points.filter(([x, y]) => contains(view, x, y));
}

/** Whether what an element does to all that is in it leaves that to be seen. */
function isOpaque(element: Element): boolean {
  const { opacity, filter, clipPath, maskImage, mixBlendMode, visibility } =
    getComputedStyle(element);
  return (
    Number(opacity) >= LEAST_OPACITY &&
    visibility === 'visible' &&
    isClear(filter) &&
    [clipPath, maskImage].every((value) => value === 'none' || value === '') &&
    mixBlendMode === 'normal'
  );
}

/** Whether one sees through a filter; colours may be turned round, as night modes do. */
function isClear(filter: string): boolean {
  if (filter === 'none' || filter === '') return true;
  if (/url\(|blur\(/u.test(filter)) return false;
  const amounts = [...filter.matchAll(/(?:opacity|brightness|contrast)\(([\d.]+)\)/gu)];
  return amounts.every(([, amount]) => Number(amount) >= 0.5);
}
