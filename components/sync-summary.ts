import type { SyncStatus } from '../utils/sync/status.ts';
import { formatAgo, formatTime, plural, t } from '../utils/i18n.ts';
import { errorText } from './error-text.ts';

export interface SyncSummary {
  tone: 'calm' | 'busy' | 'trouble';
  /** One short line. */
  headline: string;
  /** Further sentences: what is wrong, what can be done, what is still there. */
  details: string[];
}

/** Says in words what the sync is doing and how fresh the contacts are. */
export function syncSummary({ phase, lastWhole }: SyncStatus, now: number): SyncSummary {
  const whole = lastWhole
    ? t('sync_whole', plural('contacts', lastWhole.contacts), formatAgo(lastWhole.finishedAt, now))
    : undefined;
  const unreadable = lastWhole?.unreadable ? [plural('sync_unreadable', lastWhole.unreadable)] : [];
  switch (phase.kind) {
    case 'idle':
      return { tone: 'calm', headline: whole ?? t('sync_never'), details: unreadable };
    case 'running':
      return {
        tone: 'busy',
        headline: plural('sync_progress', phase.pass.contacts),
        details: phase.pass.unreadable ? [plural('sync_unreadable', phase.pass.unreadable)] : [],
      };
    case 'waiting':
      return {
        tone: 'busy',
        headline: plural('sync_progress', phase.pass.contacts),
        details: [errorText(phase.error), t('sync_paused', formatTime(phase.until))],
      };
    case 'failed':
      return {
        tone: 'trouble',
        headline: t('sync_failed'),
        details: [errorText(phase.error), ...(whole ? [whole] : []), ...unreadable],
      };
  }
}

/** What a screen reader is told: the same without what changes by the mere passing of time. */
export function syncAnnouncement(status: SyncStatus): string {
  if (status.phase.kind === 'idle') {
    return status.lastWhole ? plural('contacts', status.lastWhole.contacts) : '';
  }
  const { headline, details } = syncSummary(status, 0);
  return [headline, ...(status.phase.kind === 'failed' ? details.slice(0, 1) : details)].join(' ');
}
