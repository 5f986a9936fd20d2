import type { Run, Step, Unreadable } from './status.ts';

/** What a page of the list has brought. */
export interface PageRead {
  contacts: number;
  /** How many of them are new, or have changed. */
  fresh: number;
  unreadable: readonly Unreadable[];
  /** How many pages there are, where Callbell says so. */
  pages: number | null;
  /** The same for pages with the same contacts. */
  mark: string;
}

/** A list that is longer than this has no end. */
const MAX_PAGES = 100_000;
/** So many times in a row the same page: the server does not heed which one was asked for. */
const MAX_REPEATS = 2;
/** What is read of the list's beginning and of its end, at most. */
const MAX_EDGE_PAGES = 20;
/** From so many unreadable entries on, the share of them is looked at. */
const DRIFT = { entries: 10, share: 0.2 };
/** So many unreadable entries are described. */
const MAX_DESCRIBED = 100;

/** The run with what a page has brought. */
export function withPage(run: Run, { contacts, fresh, unreadable, mark }: PageRead): Run {
  const { step } = run;
  const page = 'page' in step ? step.page : 0;
  const isLastAllowed =
    (step.kind === 'head' && page >= MAX_EDGE_PAGES) || (step.kind === 'tail' && step.left === 0);
  const isEmpty = contacts + unreadable.length === 0;
  const described = [...run.unreadableEntries, ...(isList(run) ? unreadable : [])];
  return {
    ...run,
    read: run.read + contacts,
    unreadable: run.unreadable + (isList(run) ? unreadable.length : 0),
    unreadableEntries: described.slice(0, MAX_DESCRIBED),
    lastPage: isEmpty ? run.lastPage : Math.max(run.lastPage, page),
    pageMark: mark,
    repeats: !isEmpty && isList(run) && mark === run.pageMark ? run.repeats + 1 : 0,
    isCutShort: run.isCutShort || (isLastAllowed && fresh > 0),
  };
}

function isList({ step }: Run): boolean {
  return step.kind === 'list';
}

/** Whether so much cannot be read that Callbell must have changed its form. */
export function isDrift({ read, unreadable }: Run): boolean {
  return unreadable >= DRIFT.entries && unreadable > DRIFT.share * (read + unreadable);
}

/**
 * Where a run goes on after a page.
 *
 * @returns `undefined` if the list does not end
 */
export function stepAfterPage(before: Run, after: Run, event: PageRead): Step | undefined {
  const { step, kind } = before;
  if (!('page' in step)) return step;
  const { page } = step;
  const isEmpty = event.contacts + event.unreadable.length === 0;
  const isEnd = isEmpty || (event.pages !== null && page >= event.pages);
  switch (step.kind) {
    case 'list':
      // What has come meanwhile stands at its beginning; and an empty list is asked for twice.
      if (isEnd) return { kind: 'head', page: 1 };
      if (after.repeats >= MAX_REPEATS || page >= MAX_PAGES) return undefined;
      return { kind: 'list', page: page + 1 };
    case 'head': {
      const isListAfterAll = kind === 'whole' && before.read === 0 && event.contacts > 0 && !isEnd;
      if (isListAfterAll) return { kind: 'list', page: page + 1 };
      if (!isEnd && event.fresh > 0 && page < MAX_EDGE_PAGES) {
        return { kind: 'head', page: page + 1 };
      }
      if (kind === 'whole') return { kind: 'compare' };
      // The order of the list is not documented: what is new may as well stand at its end.
      return isEnd
        ? { kind: 'finish' }
        : { kind: 'tail', page: Math.max(after.lastPage, page + 1), left: MAX_EDGE_PAGES };
    }
    case 'tail':
      if (isEnd || step.left === 0) return { kind: 'finish' };
      return { kind: 'tail', page: page + 1, left: step.left - 1 };
  }
}
