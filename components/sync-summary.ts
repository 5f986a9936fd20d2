import { type Run, type SyncStatus, runOf } from '../utils/sync/status.ts';
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
  const synced = syncedText(status, now);
  const unreadable = lastWhole?.unreadable ? [plural('sync_unreadable', lastWhole.unreadable)] : [];
  const run = runOf(status);
  if (phase.kind === 'failed') {
    const others = [...(synced ? [synced] : []), ...unreadable];
    const details = [errorText(phase.error), ...others];
    return { tone: 'trouble', headline: t('sync_failed'), details };
  }
  if (missing && run?.kind !== 'whole') {
    const headline = plural('sync_missing', missing.contacts);
    return { tone: 'trouble', headline, details: [t('sync_missing_hint')] };
  }
  if (phase.kind === 'waiting' && phase.run.kind === 'whole') {
    const details = [waitText(phase.error), ...firstHint(status)];
    return { tone: 'busy', headline: t('sync_paused', formatTime(phase.until)), details };
  }
  if (phase.kind === 'running' && phase.run.kind === 'whole') {
    const headline = plural('sync_progress', phase.run.read);
    return {
      tone: 'busy',
      headline,
      details: [...firstHint(status), ...progressDetails(phase.run)],
    };
  }
  return { tone: 'calm', headline: synced ?? t('sync_never'), details: unreadable };
}

/** `300 contacts · synced 2 minutes ago`; `undefined` until a list has been read to its end. */
function syncedText({ lastWhole, lastSync }: SyncStatus, now: number): string | undefined {
  if (!lastWhole) return undefined;
  const ago = formatAgo(lastSync ?? lastWhole.finishedAt, now);
  return t('sync_whole', plural('contacts', lastWhole.contacts), ago);
}

function firstHint({ lastWhole }: SyncStatus): string[] {
  return lastWhole === null ? [t('sync_first_hint')] : [];
}

function progressDetails({ step, unreadable }: Run): string[] {
  return [
    ...(step.kind === 'check'
      ? [t('sync_checking', formatNumber(step.checked + 1), formatNumber(step.of))]
      : []),
    ...(unreadable > 0 ? [plural('sync_unreadable', unreadable)] : []),
  ];
}

/** What a screen reader is told: the same without what changes by the mere passing of time. */
export function syncAnnouncement(status: SyncStatus): string {
  const { tone, headline, details } = syncSummary(status, 0);
  if (tone === 'calm') return status.lastWhole ? plural('contacts', status.lastWhole.contacts) : '';
  if (status.phase.kind === 'failed') return [headline, ...details.slice(0, 1)].join(' ');
  // Not each page, nor each contact that is asked for: a reader would never come to an end.
  return isReading(status) ? t('sync_reading') : [headline, ...details].join(' ');
}
