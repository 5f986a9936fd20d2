import { type Run, type SyncStatus, isRefused, keptRun, runOf } from '../utils/sync/status.ts';
import { formatAgo, formatNumber, formatTime, plural, t } from '../utils/i18n.ts';
import { errorText, retriedText } from './error-text.ts';

export interface SyncSummary {
  tone: 'calm' | 'busy' | 'trouble';
  /** One short line. */
  headline: string;
  /** Further sentences: what is wrong, what can be done, what is still there. */
  details: string[];
}

/** Whether a whole sync is under way: a quick one is over before it is worth a word. */
export function isReading(status: SyncStatus): boolean {
  return status.phase.kind === 'running' && status.phase.run.kind === 'whole';
}

/**
 * Says in words what the sync is doing and how fresh the contacts are.
 *
 * @param now milliseconds since the epoch
 * @param stored how many contacts can be searched, also where no list has been read to its end
 */
export function syncSummary(status: SyncStatus, now: number, stored: number): SyncSummary {
  const { phase, lastWhole, missing } = status;
  const run = runOf(status);
  const fresh = syncedText(status, now) ?? firstText(status, stored);
  const rest = [...damaged(status), ...limited(status), ...unreadable(lastWhole?.unreadable)];
  if (phase.kind === 'failed') {
    const details = [failureText(status, now), fresh ?? [], rest];
    return { tone: 'trouble', headline: t('sync_failed'), details: details.flat() };
  }
  if (missing && run?.kind !== 'whole') {
    const headline = plural('sync_missing', missing.contacts);
    return { tone: 'trouble', headline, details: [t('sync_missing_hint'), fresh ?? []].flat() };
  }
  if (phase.kind === 'waiting' && isWorthAWord(phase.run)) {
    const headline = t('sync_paused', formatTime(phase.until));
    const details = [damaged(status), retriedText(phase.error), fresh ?? []];
    return { tone: 'busy', headline, details: details.flat() };
  }
  if (phase.kind === 'running' && phase.run.kind === 'whole') {
    const details = [
      damaged(status),
      checkingText(phase.run),
      fresh ?? [],
      unreadable(phase.run.unreadable),
    ];
    return { tone: 'busy', headline: progressText(phase.run), details: details.flat() };
  }
  return { tone: 'calm', headline: fresh ?? t('sync_never'), details: rest };
}

/** A quick sync that goes on after its first hiccup is none the user would have waited for. */
function isWorthAWord({ kind, failures }: Run): boolean {
  return kind === 'whole' || failures > 1;
}

/** Whether there is more to see, or to do, in the options. */
export function hasMoreInOptions(status: SyncStatus): boolean {
  const { missing, lastWhole } = status;
  return isRefused(status) || missing !== null || (lastWhole?.unreadable ?? 0) > 0;
}

/** `300 contacts · synced 2 minutes ago`; `undefined` until a list has been read to its end. */
function syncedText({ lastWhole, lastSync }: SyncStatus, now: number): string | undefined {
  if (!lastWhole) return undefined;
  const ago = formatAgo(lastSync ?? lastWhole.finishedAt, now);
  return t('sync_whole', plural('contacts', lastWhole.contacts), ago);
}

/**
 * What there is of a first list that has not been read to its end: as long as it is being read, the
 * progress says how much.
 */
function firstText(status: SyncStatus, stored: number): string | undefined {
  if (stored === 0) return undefined;
  const hint = t('sync_first_hint');
  if (status.phase.kind === 'running') return hint;
  // What was read last is not stored for the search yet; what a run has left behind is.
  const soFar = Math.max(stored, keptRun(status)?.read ?? 0);
  return `${plural('sync_so_far', soFar)} ${hint}`;
}

/** Why everybody is read again. */
function damaged({ wasDamaged }: SyncStatus): string[] {
  return wasDamaged ? [t('sync_damaged')] : [];
}

/**
 * Without cursors, Callbell gives the first 500 pages of a list and no more. The contacts that are
 * counted may be more than those: whom it gave before is kept.
 */
function limited({ lastWhole }: SyncStatus): string[] {
  return lastWhole?.isLimited ? [t('sync_limited', formatNumber(lastWhole.pages))] : [];
}

function progressText({ step, read }: Run): string {
  const contacts = plural('sync_progress', read);
  return step.kind === 'list'
    ? t('sync_progress_page', contacts, formatNumber(step.page))
    : contacts;
}

function checkingText({ step }: Run): string[] {
  if (step.kind !== 'check') return [];
  return [t('sync_checking', formatNumber(step.checked + 1), formatNumber(step.of))];
}

function unreadable(count = 0): string[] {
  return count > 0 ? [plural('sync_unreadable', count)] : [];
}

/** Why a sync has failed, and what the user can do about it, or when Lens tries again by itself. */
function failureText(status: SyncStatus, now: number): string[] {
  if (status.phase.kind !== 'failed') return [];
  const { error } = status.phase;
  if (isRefused(status)) return [errorText(error)];
  return [retriedText(error), t('sync_again', formatTime(nextTime(status, now)))];
}

/** When there is the next sync. */
export function nextTime({ next, lastWhole }: SyncStatus, now: number): number {
  return Math.max(now, lastWhole ? Math.min(next.quick, next.whole) : next.quick);
}

/**
 * What a screen reader is told: the same without what changes by the mere passing of time.
 *
 * @returns `undefined` if there is nothing new to be told: what was told before still holds
 */
export function syncAnnouncement(status: SyncStatus): string | undefined {
  const { phase, lastWhole } = status;
  // Each try at what is in the way, for hours perhaps, is no news.
  if (phase.kind === 'running' && phase.run.failures > 0) return undefined;
  const { tone, headline, details } = syncSummary(status, 0, 0);
  if (tone === 'calm') return lastWhole ? plural('contacts', lastWhole.contacts) : '';
  if (phase.kind === 'waiting' && tone === 'busy') {
    return `${t('sync_paused_told')} ${retriedText(phase.error)}`;
  }
  // Not each page, nor each contact that is asked for: a reader would never come to an end.
  return isReading(status) ? t('sync_reading') : [headline, ...details.slice(0, 1)].join(' ');
}
