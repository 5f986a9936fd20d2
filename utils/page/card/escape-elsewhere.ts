import type { CardNews } from './card-machine.ts';
import { activeElement } from '../safe-document.ts';

/** What can have the focus, and keys with it, in a document of its own. */
const FRAMES = /^(?:I?FRAME|OBJECT|EMBED)$/iu;

/** Has Escape listened for in the other frames while a card is open here and the keys go there. */
export class EscapeElsewhere {
  readonly #ask: (isOpen: boolean) => void;
  #isAsked = false;

  /** @param ask for a card that is open, and when it is gone */
  constructor(ask: (isOpen: boolean) => void) {
    this.#ask = ask;
  }

  onNews(news: CardNews): void {
    if (news === 'shown' && !this.#isAsked && areKeysElsewhere()) this.#set(true);
    if (news === 'gone' && this.#isAsked) this.#set(false);
  }

  #set(isOpen: boolean): void {
    this.#isAsked = isOpen;
    this.#ask(isOpen);
  }
}

/** A page without frames, in no other one, has no elsewhere. */
function areKeysElsewhere(): boolean {
  if (window === window.parent && window.length === 0) return false;
  const focused = activeElement();
  return !document.hasFocus() || (focused !== null && FRAMES.test(focused.nodeName));
}
