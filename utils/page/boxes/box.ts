import type { MarkStyle } from '../../messages/page-protocol.ts';
import type { Box } from '../geometry.ts';
import { newDiv } from '../safe-document.ts';
import { setStyle } from '../style.ts';

/** The colour of a known number's line: seen on white, black and most colours between. */
const LINE = '#e8590c';
/** Lies over the text, which must stay readable on light and dark pages. */
const WASH = 'rgb(232 89 12 / 24%)';
const NOTHING = 'transparent';

/** A box as every number gets one. It has the same line and background, known or not. */
function newBox(): HTMLElement {
  const box = newDiv();
  setStyle(box, {
    position: 'absolute',
    contain: 'strict',
    'box-sizing': 'border-box',
    'border-bottom': '2px solid transparent',
    'background-color': NOTHING,
    'pointer-events': 'none',
    // Forced colours would paint every transparent line, known or not.
    'forced-color-adjust': 'none',
  });
  return box;
}

/**
 * The boxes of a page, which are used again and again: browsers take long to remove an element
 * from a very large document, and one without a size is not there either.
 */
export class Boxes {
  readonly #layer: HTMLElement;
  readonly #spare: HTMLElement[] = [];

  /** @param layer what they are put into */
  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  take(isKnown: boolean, style: MarkStyle): HTMLElement {
    const box = this.#spare.pop() ?? this.#layer.appendChild(newBox());
    paintBox(box, isKnown, style);
    return box;
  }

  give(box: HTMLElement): void {
    moveBox(box, { left: 0, top: 0, width: 0, height: 0 });
    paintBox(box, false, 'none');
    this.#spare.push(box);
  }
}

/** Changes colours and nothing else, whatever the style: a page must not be able to tell. */
export function paintBox(box: HTMLElement, isKnown: boolean, style: MarkStyle): void {
  setStyle(box, {
    'border-bottom-color': isKnown && style === 'underline' ? LINE : NOTHING,
    'background-color': isKnown && style === 'background' ? WASH : NOTHING,
  });
}

export function moveBox(box: HTMLElement, { left, top, width, height }: Box): void {
  setStyle(box, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
}
