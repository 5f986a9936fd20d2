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

/** Who is on the page, and which page that is. */
export interface PageReading {
  state: PageState;
  pageId: string;
}

const PATIENCE_MS = 1_000;

/**
 * Reads the page once, and again whenever the contacts or the page are others; what was found stays
 * until then.
 *
 * @param generation of the contacts
 * @param pageId everything else that the answer depends on: the page, its country
 */
export function usePageContacts(
  read: ReadPage,
  generation: number | undefined,
  pageId: string,
): PageReading {
  const [reading, setReading] = useState<PageReading>({ state: 'looking', pageId });
  useEffect(() => {
    let isCurrent = true;
    const settle = (state: PageState) => {
      if (isCurrent) setReading({ state, pageId });
    };
    const timer = setTimeout(
      () => setReading((now) => (now.state === 'looking' ? { ...now, state: 'late' } : now)),
      PATIENCE_MS,
    );
    read().then(settle, () => settle([]));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [read, generation, pageId]);
  return reading;
}
