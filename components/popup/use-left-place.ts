import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Chosen, FOUND_LIST_ID } from './rows.ts';
import type { ChosenRow } from './session.ts';
import type { Answer } from './use-findings.ts';
import type { PageState } from './use-page-contacts.ts';

/** Whoever was chosen is looked for so many places around where they stood. */
const NEAR = 100;

/** Where a user is in the lists. */
export interface ListPlace {
  chosen: ChosenRow | null;
  /** How far the lists are scrolled, in CSS pixels. */
  scroll: number;
}

export interface LeftPlaceOptions {
  answer: Answer | undefined;
  typed: string;
  page: PageState;
  scroller: RefObject<HTMLElement | null>;
  /** Where the user was. */
  begin: ListPlace;
  /** Whom the keyboard was moved to since. */
  chosen: Chosen | undefined;
  /** Told who was chosen where the user was, unless somebody else is by now. */
  onChosen: (chosen: Chosen) => void;
  /** Told where the user is now. */
  onPlace: (place: ListPlace) => void;
}

/**
 * Goes back to where the user was in the lists, and tells where they are from then on.
 *
 * @returns whom the user had chosen, until their row is found again: nobody else may be taken for
 *   chosen meanwhile
 */
export function useLeftPlace(options: LeftPlaceOptions): ChosenRow | undefined {
  const { answer, typed, page, scroller, begin, chosen, onChosen, onPlace } = options;
  const [begunWith] = useState(typed);
  const [isAwaited, setIsAwaited] = useState(begin.chosen !== null);
  const restored = useRef(false);

  useEffect(() => {
    // Whoever asks for something else, or moves, does not go back.
    if (typed !== begunWith || chosen) setIsAwaited(false);
  }, [typed, begunWith, chosen]);
  useEffect(() => {
    // The row of an empty query depends on who is on the page; that of any other does not.
    if (restored.current || !answer || (typed === '' && page === 'looking')) return;
    restored.current = true;
    if (answer.typed !== typed) return;
    const { chosen: wanted, scroll } = begin;
    if (!wanted) scroller.current?.scrollTo(0, scroll);
    else {
      void findAgain(wanted, answer).then((index) => {
        onChosen({ typed, from: answer.from, ...wanted, index });
        // Where somebody else stands now there is nothing to go back to.
        if (index === wanted.index) scroller.current?.scrollTo(0, scroll);
      });
    }
  }, [answer, page, typed, begin, scroller, onChosen]);
  useEffect(() => {
    if (restored.current) scroller.current?.scrollTo(0, 0);
  }, [answer?.typed, scroller]);
  useEffect(() => {
    const element = scroller.current;
    const tell = () => onPlace({ chosen: toStore(chosen), scroll: element?.scrollTop ?? 0 });
    // A popup that is closed before its row is found again begins there the next time, too.
    if (restored.current && !isAwaited) tell();
    element?.addEventListener('scrollend', tell);
    return () => element?.removeEventListener('scrollend', tell);
  }, [chosen, isAwaited, onPlace, answer, scroller]);

  return isAwaited && !chosen && typed === begunWith ? (begin.chosen ?? undefined) : undefined;
}

/** Where somebody stands now who was found before; nowhere if they are no longer near. */
async function findAgain({ list, index, uuid }: ChosenRow, answer: Answer): Promise<number> {
  if (list !== FOUND_LIST_ID) return index;
  const first = Math.max(0, index - NEAR);
  const near = await answer.contacts(first, index + NEAR).catch(() => []);
  const at = near.findIndex((contact) => contact.uuid === uuid);
  return at < 0 ? Infinity : first + at;
}

function toStore(chosen: Chosen | undefined): ChosenRow | null {
  if (chosen?.uuid === undefined || !Number.isFinite(chosen.index)) return null;
  const { list, index, uuid, text } = chosen;
  return { list, index, uuid, text };
}
