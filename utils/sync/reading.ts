import { type PageMark, repeats } from './front.ts';
import type { Run, Step, Unreadable } from './status.ts';

/** What a page of the list has brought. */
export interface PageRead {
  contacts: number;
  /** How many of them are new, or have changed. */
  fresh: number;
  unreadable: readonly Unreadable[];
  /** How many pages there are, where Callbell says so. */
  pages: number | null;
  /** The cursor of what follows; `null` at the end; `undefined` where Callbell gives no cursors. */
  next: string | null | undefined;
  /** Who was on it. */
  mark: PageMark;
  /** Whether nobody on it has moved since the front was last read (`front.ts`). */
  isSettled: boolean;
  /** Whether at least half of those on it were read in this run before. */
  isKnownPlace: boolean;
}

/** What a step makes of a page; without a step the list has no end. */
export interface PageOutcome {
  run: Run;
  step: Step | undefined;
}

/** A list that is longer than this has no end. */
const MAX_PAGES = 100_000;
/** Callbell takes no page number beyond this. */
const LAST_PAGE_NUMBER = 500;
/** So many times in a row the same page, and there is no more. */
const MAX_REPEATS = 2;
/** The front is read at most this many times, however much moves meanwhile. */
const MAX_ROUNDS = 10;
/** A quick sync that has come so far reads the rest, too: a whole one would be due all the same. */
const QUICK = { pages: 20, share: 0.5 };
/** A run that has lost its place so often goes on by page numbers. */
const MAX_TIMES_LOST = 10;
/** From so many unreadable entries on, the share of them is looked at. */
const DRIFT = { entries: 10, share: 0.2 };
/** So many unreadable entries are described. */
const MAX_DESCRIBED = 100;

/** The list is begun at another place: no page was read before it, and no cursor followed. */
const UNREAD = { pageMark: [], repeats: 0, cursorWatch: { cursor: null, left: 0, span: 1 } };

/** Whether so much cannot be read that Callbell must have changed its form. */
export function isDrift({ read, unreadable }: Run): boolean {
  return unreadable >= DRIFT.entries && unreadable > DRIFT.share * (read + unreadable);
}

/** How a run goes on after a page. `before` is the run as it asked for it. */
export function afterPage(before: Run, read: PageRead, pagesOfLastWhole: number): PageOutcome {
  const run = withPage(before, read);
  const { step } = before;
  if (step.kind === 'list') return afterListPage(run, step, read);
  if (step.kind === 'resume') return afterResumePage(run, step, read);
  if (step.kind === 'front') return afterFrontPage(run, step, read, pagesOfLastWhole);
  return { run, step };
}

function withPage(run: Run, { contacts, fresh, unreadable, mark }: PageRead): Run {
  const isList = run.step.kind === 'list' || run.step.kind === 'resume';
  const described = [...run.unreadableEntries, ...(isList ? unreadable : [])];
  return {
    ...run,
    read: run.read + contacts,
    changed: run.changed + fresh,
    unreadable: run.unreadable + (isList ? unreadable.length : 0),
    unreadableEntries: described.slice(0, MAX_DESCRIBED),
    pageMark: [...mark],
    repeats: repeats(mark, run.pageMark) ? run.repeats + 1 : 0,
  };
}

function isEmpty({ contacts, unreadable }: PageRead): boolean {
  return contacts + unreadable.length === 0;
}

function afterListPage(
  run: Run,
  { page, after }: Extract<Step, { kind: 'list' }>,
  read: PageRead,
): PageOutcome {
  if (isEmpty(read)) return endOfList(run);
  const grown = { ...run, pages: Math.max(run.pages, page) };
  const { next } = read;
  if (page >= MAX_PAGES) return { run: grown, step: undefined };
  if (next === null && !isTooEarly(page, read.pages)) return endOfList(grown);
  if (typeof next === 'string' && !run.distrustsCursors) {
    const followed = follow(grown, next);
    if (!followed) return resume({ ...grown, distrustsCursors: true }, page);
    return { run: followed, step: { kind: 'list', page: page + 1, after: next } };
  }
  const distrustsCursors = grown.distrustsCursors || next === null;
  const byNumber = { ...grown, distrustsCursors, isByNumber: true };
  // A cursor counts pages otherwise: who moves while the list is read is not read where it stood.
  if (after !== null) return resume(byNumber, page);
  // A server that repeats its last page, or always gives the same one, has no more to say.
  if (run.repeats >= MAX_REPEATS) return endOfList(run);
  return { run: byNumber, step: { kind: 'list', page: page + 1, after: null } };
}

/** @returns `undefined` for a cursor that leads back, or to the page before */
function follow(run: Run, next: string): Run | undefined {
  const { cursor, left, span } = run.cursorWatch;
  if (next === cursor || run.repeats > 0) return undefined;
  const cursorWatch =
    left > 0 ? { cursor, left: left - 1, span } : { cursor: next, left: span, span: span * 2 };
  return { ...run, cursorWatch };
}

/**
 * Whether an end contradicts the number of pages. Who moves while the list is read is not read
 * where it stood, so that a long list has fewer pages by cursor; where that can be looked at by
 * number, it is.
 */
function isTooEarly(page: number, pages: number | null): boolean {
  return pages !== null && pages > page && (page < LAST_PAGE_NUMBER || page * 2 < pages);
}

/**
 * Who has moved or come meanwhile stands in front. Within one answer nobody can have moved; and an
 * empty list is asked for twice.
 */
function endOfList(run: Run): PageOutcome {
  const step: Step =
    run.pages === 1 ? { kind: 'compare' } : { kind: 'front', page: 1, after: null, round: 1 };
  return { run: { ...run, ...UNREAD }, step };
}

/** Callbell gives no further page by number. */
export function limitOfList(run: Run): PageOutcome {
  return endOfList({ ...run, isLimited: true });
}

/** Whether a page number was refused because Callbell takes none so high. */
export function isBeyondLimit({ step }: Run): boolean {
  return step.kind === 'list' && step.after === null && step.page > LAST_PAGE_NUMBER;
}

/**
 * Goes on where the list was left, without its cursor: from a page with contacts that this run has
 * read. Who has not been read and has not moved stands behind each of them, and who has moved stands
 * in front and is read there.
 */
function resume(run: Run, page: number): PageOutcome {
  const first = Math.min(page, LAST_PAGE_NUMBER);
  return { run: lost(run), step: { kind: 'resume', page: first, back: 1 } };
}

function lost(run: Run): Run {
  const timesLost = run.timesLost + 1;
  const distrustsCursors = run.distrustsCursors || timesLost >= MAX_TIMES_LOST;
  return { ...run, ...UNREAD, timesLost, distrustsCursors, failures: 0 };
}

/** How a run goes on whose cursor Callbell does not take. */
export function afterRefusedCursor(run: Run): PageOutcome {
  const { step } = run;
  if (step.kind === 'list') return resume(run, Math.max(1, step.page - 1));
  if (step.kind !== 'front') return { run, step };
  // The front is short: it is begun again.
  const after = lost(run);
  const end: Step = { kind: run.kind === 'quick' ? 'finish' : 'compare' };
  return { run: after, step: after.distrustsCursors ? end : { ...step, page: 1, after: null } };
}

/** How a run goes on where a page that was to be resumed from cannot be had. */
export function resumeFurtherBack(run: Run): Step {
  const { step } = run;
  if (step.kind !== 'resume') return step;
  const page = Math.max(1, step.page - step.back);
  return { kind: 'resume', page, back: step.back * 2 };
}

function afterResumePage(
  run: Run,
  { page }: Extract<Step, { kind: 'resume' }>,
  read: PageRead,
): PageOutcome {
  if (isEmpty(read) && page === 1) return endOfList(run);
  const isPlace = page === 1 || (read.isKnownPlace && !isEmpty(read));
  if (!isPlace) return { run: { ...run, ...UNREAD }, step: resumeFurtherBack(run) };
  return afterListPage(run, { kind: 'list', page, after: null }, read);
}

function afterFrontPage(
  run: Run,
  step: Extract<Step, { kind: 'front' }>,
  read: PageRead,
  pagesOfLastWhole: number,
): PageOutcome {
  const { page, round } = step;
  const { next } = read;
  const followed = typeof next === 'string' ? follow(run, next) : run;
  const isDone = read.isSettled || isEmpty(read) || next === null || run.repeats > 0 || !followed;
  const further: Step = { ...step, page: page + 1, after: next ?? null };
  if (run.kind === 'quick') {
    if (isDone) return { run, step: { kind: 'finish' } };
    const enough = Math.max(QUICK.pages, QUICK.share * pagesOfLastWhole);
    return page >= enough ? asWhole(run, step, read) : { run: followed, step: further };
  }
  // The list was empty when it was first asked for, and is not.
  if (page === 1 && run.pages === 0 && read.contacts > 0) {
    return afterListPage(run, { kind: 'list', page: 1, after: null }, read);
  }
  if (!isDone) return { run: followed, step: further };
  // Within one answer nobody can have moved.
  if (page === 1 || round >= MAX_ROUNDS) return { run, step: { kind: 'compare' } };
  const again: Step = { kind: 'front', page: 1, after: null, round: round + 1 };
  return { run: { ...run, ...UNREAD }, step: again };
}

/** What a quick sync has read from the front on is the beginning of the list. */
function asWhole(
  run: Run,
  { page, after }: Extract<Step, { kind: 'front' }>,
  read: PageRead,
): PageOutcome {
  return afterListPage({ ...run, kind: 'whole' }, { kind: 'list', page, after }, read);
}
