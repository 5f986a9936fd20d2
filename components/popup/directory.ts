import type { Contact } from '../../utils/contact.ts';

export interface TagCount {
  tag: string;
  count: number;
}

export interface Findings {
  /** How many contacts match, which can be more than are given. */
  total: number;
  contacts: Contact[];
}

/** One whole generation of contacts, ready to be searched. */
export interface Directory {
  /** How many contacts there are. */
  size: number;
  /** Most used first. */
  tags: TagCount[];
  /** What is typed is read as `utils/search/query.ts` says; nothing typed finds everyone. */
  find: (typed: string, limit: number) => Promise<Findings>;
}
