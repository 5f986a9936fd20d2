import type { RefObject } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { type Ground, nextGround } from './held-ground.ts';

export interface HeldGround {
  ground: Ground;
  /** Whether there is something newer than what is shown. */
  isBehind: boolean;
  /** Shows what is newest. */
  catchUp: () => void;
}

/**
 * Keeps what the lists are made of for as long as the user has his hands on them.
 *
 * @param asked what is typed: something else shows what is newest
 * @param isChosen whether a row is active, or a menu is open
 */
export function useGround(
  latest: Ground,
  asked: string,
  isChosen: boolean,
  scroller: RefObject<HTMLElement | null>,
): HeldGround {
  const shown = useRef({ ground: latest, asked });
  const [, render] = useReducer<number, undefined>((turn) => turn + 1, 0);
  const { hasFocus, isPointedAt, isScrolled } = useTouch(scroller, () => {
    shown.current = { ...shown.current, ground: latest };
    render(undefined);
  });
  // Nobody is about to press a key in a window without the focus; a click needs none.
  const areOn = isPointedAt || (hasFocus && (isChosen || isScrolled));
  const hands = { areOn, haveAsked: asked !== shown.current.asked };
  shown.current = { ground: nextGround(shown.current.ground, latest, hands), asked };
  return {
    ground: shown.current.ground,
    isBehind: shown.current.ground !== latest,
    catchUp: () => {
      shown.current = { ground: latest, asked };
      render(undefined);
    },
  };
}

/** Whether the window has the focus, and whether the pointer has moved in a list, or it is scrolled. */
function useTouch(
  scroller: RefObject<HTMLElement | null>,
  onTop: () => void,
): { hasFocus: boolean; isPointedAt: boolean; isScrolled: boolean } {
  const [isPointedAt, setIsPointedAt] = useState(false);
  const [isScrolled, setIsScrolled] = useState(false);
  const [hasFocus, setHasFocus] = useState(() => document.hasFocus());
  const top = useRef(onTop);
  top.current = onTop;
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    window.addEventListener('focus', () => setHasFocus(true), { signal });
    window.addEventListener('blur', () => setHasFocus(false), { signal });
    const isInList = ({ target }: Event): boolean =>
      target instanceof Node && scroller.current?.contains(target) === true;
    window.addEventListener('pointermove', (event) => setIsPointedAt(isInList(event)), { signal });
    document.documentElement.addEventListener('pointerleave', () => setIsPointedAt(false), {
      signal,
    });
    let wasScrolled = false;
    const onScroll = (event: Event) => {
      if (event.target !== scroller.current) return;
      const isNow = (scroller.current?.scrollTop ?? 0) > 0;
      if (wasScrolled && !isNow) top.current();
      wasScrolled = isNow;
      setIsScrolled(isNow);
    };
    // Scrolling does not bubble.
    window.addEventListener('scroll', onScroll, { signal, capture: true, passive: true });
    return () => end.abort();
  }, [scroller]);
  return { hasFocus, isPointedAt, isScrolled };
}
