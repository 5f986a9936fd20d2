/** What a probe saw at each number, in the page's order; `''` is nothing out of the ordinary. */
export type Sights = readonly string[];

export interface Verdict {
  /** Of so many members, and so many others, the probe saw something. */
  members: number;
  others: number;
  /** Whether what it saw differs between the two: a page could tell who is a contact. */
  tells: boolean;
}

/**
 * Judges a probe. Counting is not enough: a probe that sees something of every number must also
 * see the same things, as often, of both kinds.
 */
export function judge(sights: Sights, areMembers: readonly boolean[]): Verdict {
  const members = sights.filter((_, index) => areMembers[index]);
  const others = sights.filter((_, index) => !areMembers[index]);
  return {
    members: members.filter(Boolean).length,
    others: others.filter(Boolean).length,
    tells: JSON.stringify(members.toSorted()) !== JSON.stringify(others.toSorted()),
  };
}
