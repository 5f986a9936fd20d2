import { useRef } from 'preact/hooks';
import type { SyncStatus } from '../utils/sync/status.ts';
import { Announcement } from './Announcement.tsx';
import { Icon } from './Icon.tsx';
import { hasMoreInOptions, syncAnnouncement, syncSummary } from './sync-summary.ts';
import { t } from '../utils/i18n.ts';
import { useNow } from './use-now.ts';

export interface SyncLineProps {
  sync: SyncStatus;
  /** How many contacts can be searched. */
  stored: number;
  /** Leads to where the rest is said, or can be done; not there where that is already. */
  openOptions?: () => void;
}

/** How fresh the contacts are, what the sync is doing, and what to do if it cannot. */
export function SyncLine({ sync, stored, openOptions }: SyncLineProps) {
  const { tone, headline, details } = syncSummary(sync, useNow(), stored);
  const told = useRef('');
  told.current = syncAnnouncement(sync) ?? told.current;
  return (
    <div class={`sync-line ${tone}`}>
      {tone === 'trouble' && <Icon name="warning" />}
      <div>
        <p class="sync-headline">{headline}</p>
        {details.map((detail) => (
          <p key={detail} class="sync-detail">
            {detail}
          </p>
        ))}
        {openOptions && hasMoreInOptions(sync) && (
          <button type="button" class="link-button" onClick={openOptions}>
            {t('sync_more')}
          </button>
        )}
      </div>
      <Announcement text={told.current} />
    </div>
  );
}
