import { type Run, type SyncStatus, isRefused, keptRun, runOf } from '../utils/sync/status.ts';
import { formatAgo, formatNumber, formatTime, plural, t } from '../utils/i18n.ts';
import { errorText, waitText } from './error-text.ts';

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

/** Says in words what the sync is doing and how fresh the contacts are. */
export function syncSummary(status: SyncStatus, now: number): SyncSummary {
  const { phase, lastWhole, missing } = status;
  const run = runOf(status);
  const fresh = syncedText(status, now) ?? firstText(status);
  const rest = [...damaged(status), ...limited(status), ...unreadable(lastWhole?.unreadable)];
  if (phase.kind === 'failed') {
    const details = [errorText(phase.error), ...againText(status, now), fresh ?? [], rest];
    return { tone: 'trouble', headline: t('sync_failed'), details: details.flat() };
  }
  if (missing && run?.kind !== 'whole') {
    const headline = plural('sync_missing', missing.contacts);
    return { tone: 'trouble', headline, details: [t('sync_missing_hint'), fresh ?? []].flat() };
  }
  if (phase.kind === 'waiting' && isWorthAWord(phase.run)) {
    const headline = t('sync_paused', formatTime(phase.until));
    const details = [damaged(status), waitText(phase.error), fresh ?? []];
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
function firstText(status: SyncStatus): string | undefined {
  const run = keptRun(status);
  if (!run) return undefined;
  if (status.phase.kind === 'running' || run.read === 0) return t('sync_first_hint');
  return `${plural('sync_so_far', run.read)} ${t('sync_first_hint')}`;
}

/** Why everybody is read again. */
function damaged({ wasDamaged }: SyncStatus): string[] {
  return wasDamaged ? [t('sync_damaged')] : [];
}

/** Without cursors, Callbell gives the first 500 pages of a list and no more. */
function limited({ lastWhole }: SyncStatus): string[] {
  return lastWhole?.isLimited ? [t('sync_limited', plural('contacts', lastWhole.contacts))] : [];
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

/** When Lens tries again by itself, if it does. */
function againText(status: SyncStatus, now: number): string[] {
  return isRefused(status) ? [] : [t('sync_again', formatTime(nextTime(status, now)))];
}

/** When there is the next sync. */
export function nextTime({ next, lastWhole }: SyncStatus, now: number): number {
  return Math.max(now, lastWhole ? Math.min(next.quick, next.whole) : next.quick);
}

/** What a screen reader is told: the same without what changes by the mere passing of time. */
export function syncAnnouncement(status: SyncStatus): string {
  const { tone, headline, details } = syncSummary(status, 0);
  if (tone === 'calm') return status.lastWhole ? plural('contacts', status.lastWhole.contacts) : '';
  // Not each page, nor each contact that is asked for: a reader would never come to an end.
  return isReading(status) ? t('sync_reading') : [headline, ...details.slice(0, 1)].join(' ');
}
