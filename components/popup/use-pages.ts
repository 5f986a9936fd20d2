import { useRef, useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import type { Answer } from './use-findings.ts';

/** So many contacts are read at a time: some screens full. */
const PAGE = 60;

/** Reads what is being scrolled to; `undefined` for what is not there yet. */
export interface Pages {
  contactAt: (place: number) => Contact | undefined;
  /** Has the contacts from one place to before another read, if they are not. */
  want: (from: number, to: number) => void;
}

interface Loaded {
  answer: Answer | undefined;
  pages: Map<number, readonly Contact[]>;
}

/**
 * The contacts of an answer, a page at a time; the first ones are there at once.
 *
 * @param onLost called when some of them can no longer be read: there are newer contacts
 */
export function usePages(answer: Answer | undefined, onLost: () => void): Pages {
  const [, setLoads] = useState(0);
  const loaded = useRef<Loaded>({ answer, pages: new Map() });
  if (loaded.current.answer !== answer) loaded.current = { answer, pages: new Map() };
  const { pages } = loaded.current;

  const read = async (from: Answer, page: number): Promise<void> => {
    pages.set(page, []);
    const contacts = await from.contacts(page * PAGE, (page + 1) * PAGE);
    const isWhole = contacts.length >= Math.min(PAGE, from.total - page * PAGE);
    if (!isWhole && loaded.current.answer === from) onLost();
    pages.set(page, contacts);
    setLoads((loads) => loads + 1);
  };

  return {
    contactAt: (place) =>
      answer?.first[place] ?? pages.get(Math.floor(place / PAGE))?.[place % PAGE],
    want: (from, to) => {
      if (!answer || to <= answer.first.length) return;
      for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) {
        // What cannot be read stays empty; the next search says what is wrong.
        if (!pages.has(page)) read(answer, page).catch(() => {});
      }
    },
  };
}
