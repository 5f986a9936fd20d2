import type { Attempt } from './attempts.ts';
import { type Query, type Term, phonePart } from './query.ts';
import { slipsForgivenIn } from './typos.ts';

/** Who was found: by block, the places of entries in order. */
export type Places = readonly (readonly number[])[];

interface Step {
  attempt: Attempt;
  places: Places;
  total: number;
}

/** With more than one in so many found, looking at each is no quicker than looking at the text. */
const FEW = 8;

/** So many steps are remembered: a name's letters. */
const MOST_STEPS = 24;

/**
 * Whom somebody has found on the way to what is typed now. A letter or a word more finds nobody
 * new, so whoever goes on typing has to be looked for among those only.
 */
export class Trail {
  private steps: Step[] = [];

  /** Forgets what does not lead to a query: another one has begun, or letters were taken back. */
  leadTo(query: Query): void {
    const exactly = { query, forgiven: [] };
    this.steps = this.steps.filter(({ attempt }) => isWithin(exactly, attempt)).slice(-MOST_STEPS);
  }

  /** The fewest among whom everybody is that an attempt can find; `undefined` if that is everybody. */
  fewest(attempt: Attempt): Places | undefined {
    const leading = this.steps.filter((step) => isWithin(attempt, step.attempt));
    return leading.sort((a, b) => a.total - b.total)[0]?.places;
  }

  /** @param outOf how many entries there are */
  add(step: Step, outOf: number): void {
    if (step.total * FEW <= outOf) this.steps.push(step);
  }
}

/** Whether all that one attempt can find is found by another. */
function isWithin(attempt: Attempt, other: Attempt): boolean {
  return (
    other.query.terms.every((wide) =>
      attempt.query.terms.some((narrow) => isTermWithin(narrow, attempt, wide, other)),
    ) &&
    other.query.filters.every((wide) =>
      attempt.query.filters.some((narrow) => filterKey(narrow) === filterKey(wide)),
    )
  );
}

function isTermWithin(narrow: Term, attempt: Attempt, wide: Term, other: Attempt): boolean {
  // What it would be in place of must be in place of it too.
  if (JSON.stringify(narrow.or) !== JSON.stringify(wide.or)) return false;
  if (narrow.mayBeTwo && !wide.mayBeTwo) return false;
  if (wide.isBeginning && !narrow.isBeginning) return false;
  // Not anywhere in it: the name of a field is found by the beginnings of its words only.
  if (!narrow.text.startsWith(wide.text)) return false;
  const digits = phonePart(narrow);
  if (digits !== undefined && !digits.includes(phonePart(wide) ?? wide.text)) return false;
  if (!attempt.forgiven.includes(narrow)) return true;
  // A word that begins like the longer one begins like the shorter one.
  return (
    other.forgiven.includes(wide) &&
    narrow.text.startsWith(wide.text) &&
    slipsForgivenIn(narrow.text) === slipsForgivenIn(wide.text)
  );
}

function filterKey({ test, isNegated }: Query['filters'][number]): string {
  return JSON.stringify([test, isNegated]);
}
