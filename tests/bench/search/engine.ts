import type { Contact } from '../../../utils/contact.ts';

/** What is kept on the disk: anything that IndexedDB can hold. */
export type Saved = unknown;

/** A search engine, from contacts to answers. */
export interface Engine {
  name: string;
  /** From contacts to what is kept on the disk. */
  build: (contacts: readonly Contact[]) => Saved | Promise<Saved>;
  /** From what was kept to a search that answers how many match and the first twenty. */
  open: (saved: Saved) => Search | Promise<Search>;
}

export type Search = (typed: string) => Answer | Promise<Answer>;

export interface Answer {
  total: number;
  /** Places in the list of contacts, best first. */
  first: number[];
}

/** As many as a popup shows. */
export const SHOWN = 20;
