import type { Contact } from '../../../utils/contact.ts';

/** A search engine, from contacts to answers. */
export interface Engine {
  name: string;
  /** From contacts to what is kept on the disk: anything that IndexedDB can hold, or its promise. */
  build: (contacts: readonly Contact[]) => unknown;
  /** From what was kept to a search that answers how many match and the first twenty. */
  open: (saved: unknown) => Search | Promise<Search>;
}

/** @param onFirst called when the first twenty are known, if not all are counted by then */
export type Search = (typed: string, onFirst?: () => void) => Answer | Promise<Answer>;

export interface Answer {
  total: number;
  /** Places in the list of contacts, best first. */
  first: number[];
}

/** As many as a popup shows. */
export const SHOWN = 20;
