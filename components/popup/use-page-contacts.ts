import { useEffect, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';

/** A contact whose number is on the page behind the popup. */
export interface PageContact {
  contact: Contact;
  /** The number as the page has it. */
  text: string;
  /** Whether its country had to be guessed. */
  guessed: boolean;
}

/** Nobody on a page without known numbers; `null` for a page that cannot be read. */
export type ReadPage = () => Promise<PageContact[] | null>;

/**
 * Who is on the page: `looking` while the list below had better wait, so that it does not move
 * when they come; `late` when it has waited long enough.
 */
export type PageState = PageContact[] | null | 'looking' | 'late';

const PATIENCE_MS = 1_000;

/**
 * Reads the page once, and again whenever `occasion` changes; what was found stays until then.
 *
 * @param occasion everything that the answer depends on: the contacts, the country
 */
export function usePageContacts(read: ReadPage, occasion: string): PageState {
  const [state, setState] = useState<PageState>('looking');
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: PageState) => {
      if (isCurrent) setState(next);
    };
    const timer = setTimeout(
      () => setState((now) => (now === 'looking' ? 'late' : now)),
      PATIENCE_MS,
    );
    read().then(settle, () => settle([]));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [read, occasion]);
  return state;
}
