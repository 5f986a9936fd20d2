import type { Contact } from '../contact.ts';
import type { Facets } from './facets.ts';
import type { Query } from './query.ts';

/** Whom a search has found. */
export interface Findings {
  /** What was asked, as it was understood. */
  query: Query;
  /** How many contacts match. */
  total: number;
  /** Whether those are only the best, and all others are being counted. */
  isCounting?: true;
  /** Whether nothing matched as typed, so that words with slips were taken too. */
  isForgiving: boolean;
  /** The best of them. */
  first: Contact[];
  /** Those from place `from` to before `to`, best first. */
  contacts: (from: number, to: number) => Promise<Contact[]>;
}

/** An account's contacts as they are at one time, ready to be searched. */
export interface Directory {
  /** Which generation of the contacts this is. */
  generation: number;
  /** Whether everybody is there: not while the account is read for the first time. */
  isWhole: boolean;
  /** How many contacts there are. */
  size: number;
  facets: Facets;
  /**
   * What is typed is read as `query.ts` says; nothing typed finds everyone.
   *
   * @param onBest told of the best, if to count all takes longer
   * @throws the signal's reason, once it is aborted
   */
  find: (
    typed: string,
    signal?: AbortSignal,
    onBest?: (best: Findings) => void,
  ) => Promise<Findings>;
}
